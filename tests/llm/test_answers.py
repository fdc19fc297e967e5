"""What becomes of an answer: only what stands in the text, as the same records that the rules make."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli.reading import EXTRACTORS
from kg.llm.answer import read_answer, schema

GERMAN = """Streit um die Brücke

Die Zeit (DE) /

Endlich bauen

Die Zeit ist ungeduldig:

“Polen wirft der Bundesregierung vor, dass sie den Bau der neuen Brücke seit 2020 verzögert. Das ist nicht klug.”
"""


def mention(words: str, name: str, type: str = "Person", form: str = "name") -> dict[str, Any]:
    return {"words": words, "name": name, "type": type, "form": form}


def relation(subject: str, kind: str, other: str | None, words: str, **more: Any) -> dict[str, Any]:
    usual = {"theme": None, "polarity": "affirmed", "modality": "asserted", "time": None, "source": None}
    return {"subject": subject, "relation": kind, "object": other, "words": words, **usual, **more}


def answer(mentions: list[Any], relations: list[Any] = [], stances: list[Any] = []) -> str:  # noqa: B006
    return json.dumps({"mentions": mentions, "relations": relations, "stances": stances})


def extracted(run, *more: str) -> dict[str, Any]:
    return json.loads(run("extract", "bridge.txt", "--extractor", "llm", *more).stdout)


def stored(run) -> None:
    assert run("ingest", "bridge.txt", "--extractor", "llm").exception is None


PUTIN, MINSK = mention("Vladimir Putin", "Vladimir Putin"), mention("Alexander Lukashenka", "Alexander Lukashenka")
SAVED = relation(
    "Vladimir Putin", "saves", "Alexander Lukashenka", "Vladimir Putin saved Alexander Lukashenka", time="in 2020"
)
POLAND, GERMANY = mention("Poland", "Poland", "State"), mention("Germany", "Germany", "State")


def test_a_relation_becomes_a_claim_with_its_source_and_model(told, run) -> None:
    told.by_words["saved"] = answer([PUTIN, MINSK], [SAVED])
    found = extracted(run)
    (claim,) = found["relations"]
    names = ("contribution", "source", "subject", "relation", "object", "time", "timeNormal", "confidence", "rule")
    assert [claim[name] for name in names] == [
        1, ["Gazeta Wyborcza"], "Vladimir Putin", "saves", "Alexander Lukashenka", "in 2020", "2020", 0.6, "llm told",
    ]  # fmt: skip
    text = Path("bridge.txt").read_text(encoding="utf8")
    assert text[claim["start"] : claim["end"]] == "Vladimir Putin saved Alexander Lukashenka"
    assert claim["subjectIri"] == "https://w3id.org/pov/id/actor/vladimir-putin"


def test_the_store_and_the_review_take_it(told, run) -> None:
    told.by_words["saved"] = answer([PUTIN, MINSK], [SAVED])
    run("ingest", "bridge.txt", "--extractor", "llm")
    rows = run("query", "who-says-who-saved-whom", "--format", "csv").stdout.splitlines()
    assert rows[1].startswith("Gazeta Wyborcza,Vladimir Putin,Alexander Lukashenka,2020,affirmed,asserted")
    assert run("check", "--only", "shapes").exit_code == 0
    claim = extracted(run)["relations"][0]["id"]
    assert run("review", "reject", claim, "--coder", "ada", "--date", "2024-05-07").exit_code == 0
    quads = run("extract", "bridge.txt", "--extractor", "llm", "--format", "nquads").stdout
    assert f"claim/{claim}> <https://w3id.org/pov#reviewStatus> <https://w3id.org/pov#rejected>" in quads


def test_words_that_are_not_in_the_text_are_dropped_and_counted(told, run, issues) -> None:
    told.by_words["saved"] = answer(
        [PUTIN, MINSK, mention("Angela Merkel", "Angela Merkel"), mention("Putin", "Vladimir Putin", form="pronoun")],
        [
            SAVED | {"words": "Putin rescued Lukashenka", "time": None},
            SAVED | {"words": "Vladimir Putin saved Alexander", "subject": "Angela Merkel"},
            SAVED | {"object": "Vladimir Putin"},
            SAVED | {"time": "in 2021"},
        ],
        [{"target": "Angela Merkel", "stance": "negative", "words": "of delay", "source": None}],
    )
    stored(run)
    assert issues("unfounded") == [
        "dropped of what told finds: 1 mention whose words are not in the text, 1 relation of nobody mentioned, "
        "1 relation whose words are not in the text, 1 stance of nobody mentioned, "
        "1 time whose words are not in the text"
    ]
    (claim,) = extracted(run)["relations"]
    assert (claim["object"], claim["time"]) == ("Alexander Lukashenka", None)


def test_a_name_is_found_wherever_it_stands_and_quotation_marks_and_lines_do_not_matter(told, run, issues) -> None:
    words = "delay. Vladimir Putin saved"
    told.by_words["saved"] = answer(
        [POLAND, PUTIN],
        [relation("Poland", "fears", "Vladimir Putin", words), relation("Poland", "x", "Poland", words)],
    )
    found = extracted(run)
    assert [m["actor"] for m in found["mentions"]] == ["Poland", "Poland", "Vladimir Putin"]
    assert [(r["subject"], r["relation"]) for r in found["relations"]] == [("Poland", "fears")]
    stored(run)
    assert issues("unfounded") == ["dropped of what told finds: 1 relation of no known type"]


def test_who_says_it_inside_the_passage_comes_first(told, run) -> None:
    scholz = mention("Olaf Scholz", "Olaf Scholz")
    told.by_words["saved"] = answer([scholz, PUTIN, MINSK], [SAVED | {"source": "Olaf Scholz"}])
    (claim,) = extracted(run)["relations"]
    assert list(zip(claim["source"], claim["commitment"], strict=True)) == [
        ("Olaf Scholz", "commits"),
        ("Gazeta Wyborcza", "relays"),
    ]


def test_actors_go_through_the_registry(told, run, issues) -> None:
    told.by_words["saved"] = answer(
        [
            mention("Poland", "Poland", "Government", "metonym"),
            mention("Olaf Scholz", "Scholz"),
            mention("Germany", "Ruritania", "State"),
            mention("Vladimir Putin", "Russian judges", "Group", "description"),
        ]
    )
    found = extracted(run)
    assert [(m["actor"], m["actorIri"].removeprefix("https://w3id.org/pov/id/")) for m in found["mentions"]] == [
        ("Olaf Scholz", "actor/olaf-scholz"),
        ("Government of Poland", "actor/government-of-poland"),
        ("Government of Poland", "actor/government-of-poland"),
        ("Ruritania", "actor/4a201ba93d150183"),
    ]
    stored(run)
    assert issues("unknown-actor") == ['"Ruritania" (State) is not in the registry']


def test_a_relation_to_a_thing_has_it_as_theme(told, run) -> None:
    told.by_words["saved"] = answer([POLAND], [relation("Poland", "asks", None, "promised Poland help", theme="help")])
    (claim,) = extracted(run)["relationsOpen"]
    assert (claim["subject"], claim["relation"], claim["theme"]) == ("Poland", "asks", "help")


def test_a_text_in_another_language_is_left_to_the_model(told, project: Path, run) -> None:
    (project / "bridge.txt").write_text(GERMAN, encoding="utf8")
    told.by_words["wirft"] = answer(
        [mention("Polen", "Poland", "State"), mention("der Bundesregierung", "Germany", "Government", "description")],
        [relation("Poland", "accuses", "Germany", "Polen wirft der Bundesregierung vor", time="seit 2020")],
    )
    (claim,) = extracted(run)["relations"]
    assert [claim[n] for n in ("source", "subject", "relation", "object", "time", "timeNormal")] == [
        ["Die Zeit"], "Poland", "accuses", "Government of Germany", "seit 2020", None,
    ]  # fmt: skip
    both = json.loads(run("extract", "bridge.txt", "--extractor", "both").stdout)
    assert both["relations"] == [claim]
    assert "Language: de" in told.asked[-1]["messages"][1]["content"]


@pytest.mark.parametrize("extractor", ["full", "rules"])
def test_a_language_that_the_rules_do_not_read_is_reported_and_not_read_as_english(
    project: Path, run, issues, extractor: str
) -> None:
    (project / "bridge.txt").write_text(GERMAN, encoding="utf8")
    run("ingest", "bridge.txt", "--extractor", extractor)
    assert issues("unsupported-language") == [
        'the language "de" is not read by rules; --extractor llm leaves it to a larger model'
    ]
    found = json.loads(run("extract", "bridge.txt", "--extractor", extractor).stdout)
    assert (found["mentions"], found["relations"], found["contributions"][0]["outlet"]) == ([], [], "Die Zeit")


def test_evaluation_can_score_the_model(told, project: Path, run) -> None:
    told.by_words["saved"] = answer([PUTIN, MINSK], [SAVED])
    (project / "gold").mkdir()
    (project / "bridge.txt").rename(project / "gold" / "bridge.txt")
    gold = json.loads(run("extract", "gold/bridge.txt", "--extractor", "llm").stdout)
    (project / "gold" / "bridge.json").write_text(json.dumps(gold))
    scores = json.loads(run("evaluate", "gold", "--extractor", "llm", "--json").stdout)["gold"]["scores"]
    assert (scores["mentions"]["f1"], scores["edge"]["f1"]) == (1.0, 1.0)
    assert len(told.asked) == 2


def test_the_schema_is_as_strict_as_servers_want_it() -> None:
    described = [schema(), *(d for d in schema()["$defs"].values() if d["type"] == "object")]
    assert [sorted(d["properties"]) == sorted(d["required"]) for d in described] == [True] * 4
    assert {d["additionalProperties"] for d in described} == {False}
    assert len(schema()["$defs"]["SaidRelation"]["properties"]["relation"]["enum"]) == 63


def test_an_answer_in_other_words_around_it_is_read() -> None:
    assert read_answer(f"```json\n{answer([POLAND])}\n```").mentions[0].words == "Poland"
    assert read_answer('{"mentions": [{"words": 3}]}') is None


def test_the_extractors_are_those_of_the_option() -> None:
    assert EXTRACTORS == ("full", "rules", "llm", "both")
