"""Claims: one sentence for each construction and each type of relation."""

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

from kg.model.records import Commitment, IssueKind, PartKind, StanceValue

_spec = importlib.util.spec_from_file_location("claims_cases", Path(__file__).with_name("claims_cases.py"))
assert _spec is not None
assert _spec.loader is not None
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


@pytest.mark.parametrize(("name", "sentence", "expected"), cases.rows("constructions.tsv"))
def test_a_construction_gives_its_claims(name: str, sentence: str, expected: list[str]) -> None:
    extraction, who, _ = cases.extract(sentence)
    assert sorted(cases.shown(c, who) for c in extraction.claims) == sorted(expected)


@pytest.mark.parametrize(("name", "sentence", "expected"), cases.rows("types.tsv"))
def test_the_example_of_a_type_gives_that_type(name: str, sentence: str, expected: list[str]) -> None:
    extraction, who, _ = cases.extract(sentence)
    assert sorted(cases.shown(c, who) for c in extraction.claims) == sorted(expected)


def test_a_repeated_statement_is_given_once() -> None:
    extraction, _, _ = cases.extract("[Poland] supports [Ukraine]. [Poland] backs [Ukraine].")
    assert [c.rule for c in extraction.claims] == ["lexicon v:support"]


def test_who_is_quoted_stands_before_speaker_and_outlet() -> None:
    extraction, _, _ = cases.extract("[Kyiv] says that [Russia] attacked [Poland].", speaker="Jo Ward")
    assert [(s.of, s.commitment) for s in extraction.claims[0].source] == [
        ("m0", Commitment.COMMITS),
        ("speaker:1", Commitment.RELAYS),
        ("outlet:1", Commitment.RELAYS),
    ]


def test_who_denies_makes_the_outlet_doubt() -> None:
    extraction, _, _ = cases.extract("[Macron] doubts that [Russia] supports [Poland].")
    assert [(s.of, s.commitment) for s in extraction.claims[0].source] == [
        ("m0", Commitment.COMMITS),
        ("outlet:1", Commitment.DOUBTS),
    ]


def test_according_to_names_a_source() -> None:
    extraction, _, _ = cases.extract("According to [diplomats], [Russia] attacked [Poland].")
    assert [s.words for s in extraction.claims[0].source] == ["diplomats", "Gazette"]


def test_a_time_is_normalised_from_the_day_of_the_text() -> None:
    extraction, _, issues = cases.extract("Last year [Russia] attacked [Poland].", date=dt.date(2015, 3, 4))
    assert [c.time_normal for c in extraction.claims] == ["2014"]
    assert issues == []


def test_a_time_without_normal_form_is_an_issue() -> None:
    extraction, _, issues = cases.extract("For years [Russia] has been threatening [Poland].")
    assert [c.time for c in extraction.claims] == ["For years"]
    assert [i.kind for i in issues] == [IssueKind.UNKNOWN_TIME]


def test_what_a_speaker_is_said_to_think_is_a_stance() -> None:
    extraction, who, _ = cases.extract("Gazette condemns [Macron] and his party.", kind=PartKind.INTRO)
    assert [(who[s.target], s.stance) for s in extraction.stances] == [("Macron", StanceValue.NEGATIVE)]


def test_an_evaluating_word_is_a_stance_towards_its_bearer() -> None:
    extraction, who, _ = cases.extract("[Macron] is irresponsible.")
    assert [(who[s.target], s.stance) for s in extraction.stances] == [("Macron", StanceValue.NEGATIVE)]


def test_the_evidence_runs_from_subject_to_object() -> None:
    text = "Yesterday [Poland] openly supported [Ukraine] again."
    extraction, _, _ = cases.extract(text)
    span = extraction.claims[0].span
    assert cases.bracketed(text)[0][span.start : span.end] == "Poland openly supported Ukraine"
