import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kg.model.ids import fold
from kg.search.folding import folded, places, words_of

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(texts)
def test_what_is_folded_stays_so(value: str) -> None:
    once = words_of(value)
    assert words_of(" ".join(once)) == once


@given(texts)
def test_case_and_form_of_unicode_make_no_difference(value: str) -> None:
    assert words_of(unicodedata.normalize("NFC", value)) == words_of(unicodedata.normalize("NFD", value))


@given(texts)
def test_each_folded_sign_has_its_place(value: str) -> None:
    place = places(value)
    assert len(place) == len(folded(value)) + 1
    assert place == sorted(place)
    assert "".join(folded(value[n]) for n in dict.fromkeys(place[:-1])) == folded(value)


def test_names_are_folded_as_the_registry_folds_them() -> None:
    for name in ("Łukaszenka", "Süddeutsche Straße", "Erdoğan", "Ærøskøbing", "Đorđe", "Володимир Зеленський", "İzmir"):
        assert " ".join(words_of(name)) == fold(name)
