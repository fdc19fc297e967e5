from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision
from kg.decisions.coders import (
    Answer,
    Disagreement,
    Progress,
    answers,
    disagreements,
    extracted_words,
    progress,
    settling,
    standing,
    visible,
)
from kg.decisions.rows import ON_CLAIMS, in_order
from tests.strategies import decisions, decisions_on_claims

COUPLE = ("anna", "ben")


def row(
    action: str, coder: str, field: str = "", new: str = "", claim: str = "c1", day: str = "2024-05-01"
) -> Decision:
    return Decision(claim, action, field, "", new, "words", coder, day)


def test_settled_rows_alone_decide_on_their_claim() -> None:
    anna, other = row("accept", "anna"), row("accept", "anna", claim="c2")
    settled, merge = row("reject", "settled"), Decision("urn:a", "merge", new="urn:b", coder="ben")
    assert standing([anna, settled, other, merge]) == (merge, settled, other)


@given(st.lists(decisions))
def test_what_stands_is_the_same_in_any_order_of_rows(rows: list[Decision]) -> None:
    assert standing(rows) == standing(reversed(rows)) == standing(standing(rows))


@given(st.lists(decisions))
def test_only_claims_that_are_settled_lose_rows(rows: list[Decision]) -> None:
    settled = {d.target for d in rows if d.coder == "settled" and d.action in ON_CLAIMS}
    gone = set(rows) - set(standing(rows))
    assert gone == {d for d in rows if d.action in ON_CLAIMS and d.coder != "settled" and d.target in settled}


def test_rows_are_seen_by_their_coder_alone_until_all_are_done() -> None:
    anna, ben = row("accept", "anna"), row("edit", "ben", "polarity", "negated")
    assert visible([anna], "anna", COUPLE) == (anna,)
    assert visible([anna], "ben", COUPLE) == visible([anna], None, COUPLE) == ()
    assert visible([anna, ben], "anna", COUPLE) == visible([anna, ben], None, COUPLE) == (anna, ben)
    assert visible([anna], "ben", ()) == (anna,)


def test_a_claim_that_is_added_is_not_seen_by_the_other_coder() -> None:
    made = Decision("doc", "add", new="Poland|saves|Germany", words="x", coder="anna", date="2024-05-01")
    assert visible([made], "anna", COUPLE) == (made,)
    assert visible([made], "ben", COUPLE) == ()


@given(st.lists(decisions), st.sampled_from(["anna", "ben", "carl", None]))
def test_nobody_sees_of_another_before_deciding(rows: list[Decision], asker: str | None) -> None:
    seen = visible(rows, asker, COUPLE)
    assert seen == visible(reversed(rows), asker, COUPLE)
    for one in (d for d in seen if d.action in ON_CLAIMS and d.coder in COUPLE and d.coder != asker):
        assert {d.coder for d in rows if d.target == one.target and d.action in ON_CLAIMS} >= set(COUPLE)
    assert {d for d in rows if d.coder == asker or d.coder not in COUPLE} <= set(seen)


def test_an_answer_is_what_follows_from_the_rows() -> None:
    edit = row("edit", "anna", "object", "Poland")
    assert answers([edit, row("accept", "ben")]) == {
        "anna": Answer(False, frozenset({("object", "Poland")})),
        "ben": Answer(False),
    }
    assert answers([edit, row("reject", "anna", day="2024-05-02")]) == {"anna": Answer(True)}


def test_coders_disagree_where_their_answers_differ() -> None:
    anna, ben, carl = row("accept", "anna"), row("reject", "ben"), row("accept", "carl")
    assert disagreements([anna, carl]) == ()
    assert disagreements([anna, ben, carl], COUPLE) == (Disagreement("c1", (anna, ben)),)
    assert disagreements([anna, ben], ("anna", "ben", "carl")) == ()
    settled = row("reject", "settled")
    assert disagreements([anna, ben, settled]) == (Disagreement("c1", (anna, ben), (settled,)),)


def test_a_field_that_stays_as_it_was_is_no_disagreement() -> None:
    edit = Decision("c1", "edit", "object", "Poland", "Poland", "words", "ben", "2024-05-01")
    assert disagreements([row("accept", "anna"), edit]) == ()


@given(st.lists(decisions_on_claims))
def test_all_that_is_compared_agrees_or_is_a_disagreement(rows: list[Decision]) -> None:
    far = progress(rows, COUPLE)
    assert far.both == far.agreeing + len(disagreements(rows, COUPLE))
    assert far.both <= min(far.decided.values())
    assert far == progress(reversed(rows), COUPLE)


def test_progress_counts_claims() -> None:
    rows = [row("accept", "anna"), row("accept", "ben"), row("edit", "anna", "polarity", "negated", "c2")]
    assert progress(rows) == progress(rows, COUPLE) == Progress({"anna": 2, "ben": 1}, 1, 1)


@given(st.lists(decisions_on_claims), st.lists(decisions_on_claims, min_size=1))
def test_a_settlement_takes_the_place_of_the_former(before: list[Decision], made: list[Decision]) -> None:
    rows, gone = settling(before, made, "carl", "2024-06-01")
    after = (set(before) | set(rows)) - set(gone)
    assert {d for d in after if d.coder == "settled" and d.target in {one.target for one in made}} == set(rows)
    assert {(d.coder, d.reason) for d in rows} == {("settled", "carl")}


def test_decisions_go_by_the_words_that_were_extracted() -> None:
    span = Decision("c1", "edit", "span", "he said", "he said so", "he said", "anna", "2024-05-01")
    assert extracted_words([span], "c1", "he said so") == "he said"
    assert extracted_words([span], "c1", "other") == "other"
    assert extracted_words([span], "c2", "he said so") == "he said so"
    assert in_order([span]) == (span,)
