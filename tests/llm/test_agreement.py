"""--extractor both: rules and model merged by agreement."""

import json
from collections.abc import Callable
from typing import Any

import pytest

MENTIONS = [
    {"words": "Vladimir Putin", "name": "Vladimir Putin", "type": "Person", "form": "name"},
    {"words": "Alexander Lukashenka", "name": "Alexander Lukashenka", "type": "Person", "form": "name"},
    {"words": "Olaf Scholz", "name": "Olaf Scholz", "type": "Person", "form": "name"},
    {"words": "Poland", "name": "Poland", "type": "State", "form": "name"},
]
WORDS = "Vladimir Putin saved Alexander Lukashenka in 2020"
SAVES = {
    "subject": "Vladimir Putin", "relation": "saves", "object": "Alexander Lukashenka", "words": WORDS, "theme": None,
    "polarity": "affirmed", "modality": "asserted", "time": None, "source": None,
}  # fmt: skip


def merged(told, run, relations: list[Any], mentions: list[Any] = MENTIONS, stances: tuple[Any, ...] = ()) -> Any:
    told.by_words["saved"] = json.dumps({"mentions": mentions, "relations": relations, "stances": stances})
    done = run("extract", "bridge.txt", "--extractor", "both")
    assert done.exception is None
    return json.loads(done.stdout)


@pytest.fixture
def disagreements(run, issues) -> Callable[[], list[str]]:
    def found() -> list[str]:
        assert run("ingest", "bridge.txt", "--extractor", "both").exception is None
        return issues("disagreement")

    return found


@pytest.fixture
def rules(project, run) -> dict[str, Any]:
    return json.loads(run("extract", "bridge.txt").stdout)


def claim(found: dict[str, Any], subject: str) -> dict[str, Any]:
    (one,) = [r for r in found["relations"] if r["subject"] == subject and r["object"] == "Alexander Lukashenka"]
    return one


@pytest.mark.parametrize("kind", ["saves", "aids"])
def test_what_both_find_is_surer(told, run, rules, kind: str) -> None:
    found = merged(told, run, [SAVES | {"relation": kind}])
    ours, both = claim(rules, "Vladimir Putin"), claim(found, "Vladimir Putin")
    assert both["confidence"] == round(1 - (1 - ours["confidence"]) * 0.4, 2) > ours["confidence"]
    assert both["rule"] == f"{ours['rule']}; llm told"
    changed = {"confidence", "rule"}
    assert {k: v for k, v in both.items() if k not in changed} == {k: v for k, v in ours.items() if k not in changed}
    assert len(found["relations"]) == len(rules["relations"])


def test_what_one_finds_stays_as_it_is(told, run, rules, disagreements) -> None:
    found = merged(told, run, [SAVES | {"subject": "Olaf Scholz"}])
    assert claim(found, "Vladimir Putin") == claim(rules, "Vladimir Putin")
    assert claim(found, "Olaf Scholz")["confidence"] == 0.6
    assert disagreements() == []


def test_the_other_direction_is_another_claim(told, run, rules) -> None:
    turned = SAVES | {"subject": "Alexander Lukashenka", "object": "Vladimir Putin"}
    found = merged(told, run, [turned])
    assert claim(found, "Vladimir Putin") == claim(rules, "Vladimir Putin")
    assert len(found["relations"]) == len(rules["relations"]) + 1


def test_a_contradiction_is_an_issue_and_both_are_kept(told, run, rules, disagreements) -> None:
    found = merged(told, run, [SAVES | {"polarity": "negated"}])
    of_putin = [(r["polarity"], r["confidence"]) for r in found["relations"] if r["subject"] == "Vladimir Putin"]
    assert sorted(of_putin) == [("affirmed", claim(rules, "Vladimir Putin")["confidence"]), ("negated", 0.6)]
    assert disagreements() == [
        '"Vladimir Putin saved Alexander Lukashenka": saves is affirmed by the rules, saves negated by the larger model'
    ]


def test_mentions_of_both_stand_once(told, run, rules) -> None:
    found = merged(told, run, [])
    spans = [(m["start"], m["end"], m["actor"]) for m in found["mentions"]]
    assert spans == [(m["start"], m["end"], m["actor"]) for m in rules["mentions"]]
    surer = {m["actor"] for m, o in zip(found["mentions"], rules["mentions"], strict=True) if m != o}
    assert surer == {"Vladimir Putin", "Alexander Lukashenka", "Olaf Scholz", "Poland"}


def test_words_that_mean_somebody_else_to_the_model_are_an_issue(told, run, rules, disagreements) -> None:
    other = [MENTIONS[0] | {"name": "Dmitry Medvedev"}, MENTIONS[1]]
    found = merged(told, run, [SAVES | {"subject": "Dmitry Medvedev", "relation": "attacks"}], other)
    assert [r["confidence"] for r in found["relations"] if r["subject"] == "Dmitry Medvedev"] == [0.6]
    assert claim(found, "Vladimir Putin") == claim(rules, "Vladimir Putin")
    assert disagreements() == ['"Vladimir Putin" is Vladimir Putin by the rules, Dmitry Medvedev by the larger model']
    assert run("check", "--only", "shapes").exit_code == 0


def test_the_result_is_the_same_each_time(told, run) -> None:
    first = merged(told, run, [SAVES, SAVES | {"subject": "Olaf Scholz"}])
    asked = len(told.asked)
    assert json.loads(run("extract", "bridge.txt", "--extractor", "both", "-j", "2").stdout) == first
    assert len(told.asked) == asked
