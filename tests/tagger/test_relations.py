"""What the heads read of relations and viewpoints off plain sentences."""

import pytest

from kg.tagger.encoder import encode
from kg.tagger.relations import RELATIONS, expressed, relations
from kg.tagger.viewpoints import VIEWS, salience, viewpoints


def at(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    ("text", "subject", "other", "relation"),
    [
        ("German tanks rolled into Poland at dawn.", "German", "Poland", "invades"),
        ("Ankara showered Baku with compliments.", "Ankara", "Baku", "praises"),
        ("Hungary was left out in the cold by Poland.", "Poland", "Hungary", "harms"),
        ("Macron and Scholz both attended the summit in Vienna.", "Macron", "Vienna", "none"),
    ],
)
def test_a_pair_has_its_relation_in_its_direction(text: str, subject: str, other: str, relation: str) -> None:
    shares = relations(encode(text, [0]), [at(text, subject), at(text, other)], [(0, 1), (1, 0)])
    assert [RELATIONS[int(row.argmax())] for row in shares] == [relation, "none"]
    assert shares.sum(1) == pytest.approx([1, 1], abs=1e-4)


def test_a_pair_that_shares_no_window_has_no_relation() -> None:
    text = "Poland attacked. " * 100 + "Hungary fled."
    cuts = [i + 2 for i, letter in enumerate(text) if letter == "." and i + 2 < len(text)]
    [shares] = relations(encode(text, [0, *cuts]), [at(text, "Poland"), at(text, "Hungary")], [(0, 1)])
    assert (RELATIONS[int(shares.argmax())], float(shares.max())) == ("none", 1.0)


def test_a_word_expresses_a_relation_whoever_takes_part() -> None:
    for text, word, relation in (
        ("Thousands marched against the government.", "marched", "protests-against"),
        ("The weather was fine.", "fine", "none"),
    ):
        [shares] = expressed(encode(text, [0]), [at(text, word)])
        assert RELATIONS[int(shares.argmax())] == relation
    assert expressed(encode("Yes.", [0]), []).shape == (0, len(RELATIONS))


def test_an_actor_that_is_blamed_is_judged_and_one_beside_it_is_not() -> None:
    text = "The corrupt president has betrayed his voters. The judges met on Monday."
    actors = [[at(text, "The corrupt president"), at(text, "his")], [at(text, "The judges")]]
    shares = viewpoints(encode(text, [0]), actors, (0, len(text)))
    assert VIEWS[int(shares[1].argmax())] == "none"
    blamed = shares[:, VIEWS.index("negative")]
    assert blamed[0] > 0.3
    assert blamed[1] < 0.1


def test_salience_counts_mentions_and_where_they_begin() -> None:
    numbers = salience([[(0, 4), (50, 52)], [(60, 70)]], (0, 100))
    assert numbers[:, 1:].tolist() == [
        pytest.approx([2 / 3, 1, 0, 0.5], abs=1e-6),
        pytest.approx([1 / 3, 0, 0.6, 0.5], abs=1e-6),
    ]
