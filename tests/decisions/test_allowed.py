import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision
from kg.decisions.added import Added, added
from kg.decisions.allowed import refuse_wrong
from kg.errors import UsageError

_NAMES = st.text("abc ÄЖ", min_size=1).filter(str.strip)
_CLAIMS = st.builds(
    Added, _NAMES, st.just("accuses"), _NAMES, st.sampled_from(["affirmed", "negated"]),
    st.sampled_from(["asserted", "possible"]), st.lists(_NAMES, max_size=2).map(tuple),
    theme=st.one_of(st.just(""), _NAMES),
)  # fmt: skip


@given(_CLAIMS)
def test_a_claim_is_read_as_it_was_written(claim: Added) -> None:
    assert added(claim.text) == claim


def made(action: str, target: str = "doc", field: str = "", new: str = "", words: str = "words") -> Decision:
    return Decision(target, action, field, "", new, words, "anna", "2024-05-07")


@pytest.mark.parametrize(
    "decision",
    [
        made("edit", "c1", "subject", "Angela Merkel"),
        made("edit", "c1", "object", ""),
        made("edit", "c1", "source", "Angela Merkel|Le Monde"),
        made("edit", "c1", "span", "she said"),
        made("edit", "c1", "time_normal", ""),
        made("add", new="Iran|accuses||theme=the attack|polarity=negated|source=A minister>Le Monde", field="12"),
        made("alias", "https://example.org/a", "zh-hant", "默克爾"),
    ],
)
def test_what_can_be_replayed_is_allowed(decision: Decision) -> None:
    refuse_wrong(decision)


@pytest.mark.parametrize(
    ("decision", "what"),
    [
        (made("edit", "c1", "subject", " "), 'subject cannot be " "'),
        (made("edit", "c1", "object", "A|B"), 'object cannot be "A|B"'),
        (made("edit", "c1", "source", "A||B"), 'source cannot be "A||B"'),
        (made("edit", "c1", "span", ""), 'span cannot be ""'),
        (made("add", new="Iran|accuses"), "a claim is SUBJECT|RELATION|OBJECT"),
        (made("add", new="Iran|accuses|"), "a claim has an object, a theme or content"),
        (made("add", new="Iran|accuses|Iraq|colour=red"), '"colour=red" says nothing of a claim'),
        (made("add", new="Iran|accuses|Iraq|theme=a|theme=b"), '"theme=b" says nothing of a claim'),
        (made("add", new="Iran|accuses|Iraq|polarity=maybe"), 'polarity cannot be "maybe"'),
        (made("add", new="Iran|accuses|Iraq|source=>Le Monde"), 'source cannot be "|Le Monde"'),
        (made("add", new="Iran|accuses|Iraq", words=""), "a claim must have evidence"),
        (made("add", new="Iran|accuses|Iraq", field="-1"), '"-1" is no place in a text'),
        (made("alias", "Angela Merkel", "", "Angie"), '"Angela Merkel" is no IRI of an actor'),
        (made("alias", "https://example.org/a", "", "…"), '"…" is no name'),
        (made("alias", "https://example.org/a", "PL", "Angie"), '"PL" is no language tag'),
    ],
)  # fmt: skip
def test_what_could_never_be_replayed_is_refused(decision: Decision, what: str) -> None:
    with pytest.raises(UsageError) as refused:
        refuse_wrong(decision)
    assert refused.value.what == what
