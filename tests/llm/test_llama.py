"""The protocol, against a llama.cpp server."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def model(project: Path, llama: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KG_LLM_URL", llama)
    monkeypatch.setenv("KG_LLM_MODEL", "tiny")
    return llama


def test_a_model_answers_by_the_schema_and_is_not_asked_twice(
    model: str, project: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("extract", "bridge.txt", "--extractor", "llm")
    found = json.loads(first.stdout)
    poland = [i for i in range(len(found_text(project))) if found_text(project).startswith("Poland", i)]
    assert [(m["start"], m["actor"], m["form"]) for m in found["mentions"]] == [
        (poland[0], "Poland", "description"),
        (poland[1], "Poland", "description"),
    ]
    assert [(s["source"], s["target"], s["stance"], s["confidence"]) for s in found["stances"]] == [
        ("editors", "Poland", "positive", 0.6),
        ("Gazeta Wyborcza", "Poland", "positive", 0.6),
    ]
    monkeypatch.setenv("KG_LLM_URL", "http://127.0.0.1:9/v1")
    assert run("extract", "bridge.txt", "--extractor", "llm").stdout == first.stdout


def test_model_prompt_and_address_are_in_the_provenance(model: str, run) -> None:
    quads = run("extract", "bridge.txt", "--extractor", "llm", "--format", "nquads").stdout
    (settings,) = [line for line in quads.splitlines() if "#settings>" in line]
    assert f'"layouts of the version, larger model tiny at {model}, prompt ' in settings


def test_what_the_model_says_too_much_is_counted(model: str, run, issues) -> None:
    run("ingest", "bridge.txt", "--extractor", "llm")
    assert issues("unfounded") == ["dropped of what tiny finds: 2 relations without a second actor or a theme"]
    assert run("check", "--only", "shapes").exit_code == 0


def test_both_keeps_what_the_rules_find(model: str, run) -> None:
    rules = json.loads(run("extract", "bridge.txt").stdout)
    both = json.loads(run("extract", "bridge.txt", "--extractor", "both").stdout)
    assert [r["id"] for r in both["relations"]] == [r["id"] for r in rules["relations"]]
    ours, theirs = ({s["target"] for s in found["stances"]} for found in (rules, both))
    assert theirs == ours | {"Poland"}


def found_text(project: Path) -> str:
    return (project / "bridge.txt").read_text(encoding="utf8")
