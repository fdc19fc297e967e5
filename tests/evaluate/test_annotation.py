"""Annotations by hand: what is read, and which faults are named."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluate.annotation import read_annotation
from kg.evaluate.gold import load_gold
from kg.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus" / "annotated"
FILES = sorted(CORPUS.glob("*.ann"))
PAGE = (ROOT / "docs" / "annotation.md").read_text(encoding="utf8")
EXAMPLE = PAGE.split("```")[1].lstrip("\n")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "strike-1.ann"
    path.write_text(EXAMPLE, encoding="utf8")
    return path


def test_the_example_of_the_docs_is_read(example: Path) -> None:
    found = read_annotation(example)
    assert "{" not in found.text
    words = [(found.text[m["start"] : m["end"]], m["actor"]) for m in found.gold["mentions"]]
    assert words == [
        ("Emmanuel Macron", "Emmanuel Macron"),
        ("The unions", "French trade unions"),
        ("The president", "Emmanuel Macron"),
        ("His predecessors", "Predecessors of Emmanuel Macron"),
        ("His", "Emmanuel Macron"),
        ("the unions", "French trade unions"),
    ]
    [relation] = found.gold["relations"]
    evidence = found.text[relation["start"] : relation["end"]]
    assert (evidence, relation["time"]) == ("His predecessors yielded to the unions", "in 1995")
    [contribution] = found.gold["contributions"]
    assert found.text[contribution["start"] : contribution["end"]].endswith("in 1995.”")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("concedes-to", "gives-way", "gives-way is no relation type"),
        ("+asserted", "+surely", "+surely is no sign with a modality"),
        ("His predecessors yielded to the unions\n", "His predecessors\n", None),
        ("yielded to the unions\n", "gave in\n", "the evidence stands 0 times"),
        ("@[/1]", "", "a contribution is not bounded"),
        ("{The president|M}", "{The president|M", "not closed"),
        ("| positive", "| glad", "glad is no stance"),
        ("====\nC 1", "C 1", "three parts"),
    ],
)
def test_faults_are_named(example: Path, old: str, new: str, message: str | None) -> None:
    assert old in EXAMPLE
    example.write_text(EXAMPLE.replace(old, new, 1), encoding="utf8")
    if message is None:
        assert read_annotation(example).gold["relations"]
    else:
        with pytest.raises(ReadError, match=message.replace("+", r"\+")):
            read_annotation(example)


def test_the_corpus_is_as_large_and_varied_as_its_page_says() -> None:
    gold = [read_annotation(path).gold for path in FILES]
    layouts = Counter(g["layout"] for g in gold)
    with (CORPUS / "splits.tsv").open(encoding="utf8", newline="") as lines:
        splits = {row["topic"]: row["split"] for row in csv.DictReader(lines, delimiter="\t")}
    assert {path.stem.rsplit("-", 1)[0] for path in FILES} == set(splits)
    assert Counter(splits.values()) == {"train": 26, "tune": 8, "test": 8}
    assert len(layouts) == 8
    parts = ("contributions", "mentions", "relations", "stances")
    assert [len(FILES), *(sum(len(g[part]) for g in gold) for part in parts)] == [126, 490, 10867, 4261, 1020]


def test_the_outlets_of_the_corpus_are_invented_and_say_so(registry: Registry) -> None:
    for path in FILES:
        assert "outlets and columnists are invented" in path.read_text(encoding="utf8")
        outlets = {c["outlet"] for c in read_annotation(path).gold["contributions"]} - {None}
        assert [o for o in outlets if registry.outlets_named(o)] == []


def test_what_is_annotated_twice_is_the_same_text() -> None:
    twice = sorted((CORPUS / "second").glob("*.ann"))
    assert len(twice) == 13
    for path in twice:
        assert read_annotation(path).text == read_annotation(CORPUS / path.name).text


def test_a_split_is_chosen_by_topic() -> None:
    chosen = load_gold(CORPUS, frozenset({"niger-coup"}))
    assert [row["doc"] for row in chosen.rows] == ["niger-coup-1", "niger-coup-2", "niger-coup-3"]


@pytest.mark.shared
def test_the_reader_agrees_with_the_script_of_the_guidelines(shared: Path, tmp_path: Path) -> None:
    import json
    import subprocess
    import sys

    script = shared / "tools" / "build_gold.py"
    chosen = FILES[::9]
    subprocess.run([sys.executable, str(script), "build", *map(str, chosen), str(tmp_path)], check=True)
    for path in chosen:
        found = read_annotation(path)
        assert (tmp_path / f"{path.stem}.txt").read_text(encoding="utf8") == found.text
        assert json.loads((tmp_path / f"{path.stem}.json").read_text(encoding="utf8")) == found.gold
