import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ClusterError, ReadError, UsageError
from kg.pipeline import Extracted, extract


def test_the_json_has_the_keys_of_the_format(project: Path, run) -> None:
    value = json.loads(run("extract", "corpus/bridge.txt").stdout)
    about = ["doc", "layout", "language", "date", "title", "version"]
    assert list(value) == [*about, "contributions", "mentions", "relations", "relationsOpen", "stances", "attributions"]
    saves = next(r for r in value["relations"] if r["relation"] == "saves")
    shown = {k: saves[k] for k in ("source", "subject", "object", "time", "timeNormal", "polarity", "modality")}
    assert shown == {
        "source": ["Gazeta Wyborcza"],
        "subject": "Vladimir Putin",
        "object": "Alexander Lukashenka",
        "time": "in 2020",
        "timeNormal": "2020",
        "polarity": "affirmed",
        "modality": "asserted",
    }


def test_several_documents_become_files(project: Path, run) -> None:
    (project / "corpus" / "two words.txt").write_text((project / "corpus" / "bridge.txt").read_text())
    run("extract", "corpus", "--out", "out")
    assert sorted(p.name for p in (project / "out").iterdir()) == ["bridge.json", "two%20words.json"]


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_quads_are_printed(project: Path, run, form: str) -> None:
    assert "https://w3id.org/pov/id/actor/vladimir-putin" in run("extract", "corpus", "--format", form).stdout


def test_standard_input_is_read(project: Path, run) -> None:
    text = (project / "corpus" / "bridge.txt").read_text()
    assert json.loads(run("extract", "-", stdin=text).stdout)["doc"] == "stdin"


def test_two_documents_with_one_key_are_refused(project: Path, run) -> None:
    (project / "corpus" / "bridge.md").write_text((project / "corpus" / "bridge.txt").read_text())
    done = run("extract", "corpus")
    assert isinstance(done.exception, ReadError)
    assert done.exception.what == "two documents have the key bridge"


def test_an_unknown_layout_is_refused(project: Path, run) -> None:
    done = run("extract", "corpus", "--layout", "nonsense")
    assert isinstance(done.exception, UsageError)
    assert done.exception.what == "there is no layout nonsense"


def test_a_relation_without_a_second_actor_has_its_matter(project: Path, run) -> None:
    (project / "law.txt").write_text(
        "Debate\n\nLe Monde (FR) /\n\nHead\n\nIt says:\n\n“Hungary opposes the sanctions, which cost it dearly. "
        "Olaf Scholz promised to build ten thousand flats. Poland demands that the border be closed. "
        "Donald Trump did not support the new law.”\n",
        encoding="utf8",
    )
    found = json.loads(run("extract", "law.txt", "--format", "json").stdout)
    assert [(r["subject"], r["relation"], r["theme"], r["content"], r["polarity"]) for r in found["relationsOpen"]] == [
        ("Hungary", "opposes", "the sanctions", None, "affirmed"),
        ("Olaf Scholz", "promises", None, "to build ten thousand flats", "affirmed"),
        ("Poland", "demands-from", None, "that the border be closed", "affirmed"),
        ("Donald Trump", "supports", "the new law", None, "negated"),
    ]
    assert found["relations"] == []
    run("ingest", "law.txt")
    lines = run("query", "claims-about", "-p", "actor=Hungary", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[:4] for line in lines[1:]] == [["Le Monde", "Hungary", "opposes", "the sanctions"]]
    assert "to build ten thousand flats" in run("show", "Olaf Scholz").stdout
    assert run("check", "--only", "shapes").exit_code == 0


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("address: see page 5", '<http://purl.org/dc/terms/bibliographicCitation> "see page 5"'),
        ("address: see: page 5", '<http://purl.org/dc/terms/bibliographicCitation> "see: page 5"'),
        ("address: /a/b.html", '<http://purl.org/dc/terms/bibliographicCitation> "/a/b.html"'),
        ("address: https://x.org/a b[1].html", "<http://purl.org/dc/terms/source> <https://x.org/a%20b%5B1%5D.html>"),
        ("address: https://x.org/ä", "<http://purl.org/dc/terms/source> <https://x.org/ä>"),
        ("address: http://x:port/", '<http://purl.org/dc/terms/bibliographicCitation> "http://x:port/"'),
        ("licence: CC BY", '<http://purl.org/dc/terms/rights> "CC BY"'),
    ],
)
def test_an_address_or_licence_that_is_no_iri_is_kept_as_words(project: Path, run, written: str, term: str) -> None:
    (project / "x.txt").write_text(f"---\n{written}\n---\nOne sentence about Poland.\n", encoding="utf8")
    assert term in run("extract", "x.txt", "--format", "nquads").stdout
    assert "1 documents new" in run("ingest", "x.txt").stderr


def test_an_interrupted_run_into_a_folder_goes_on(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        text = (project / "corpus" / "bridge.txt").read_text(encoding="utf8").replace("bridge", name)
        (project / "corpus" / f"{name}.txt").write_text(text, encoding="utf8")

    def interrupted(*words: object) -> Iterator[Extracted]:
        yield next(extract(*words))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kg.cli.extract.extract", interrupted)
        run("extract", "corpus", "--out", "out", "--jobs", "1")
    assert sorted(p.name for p in (project / "out").iterdir()) == [".unfinished", "a.json"]
    done = run("extract", "corpus", "--out", "out", "--verbose", "--jobs", "1")
    said = ["1 documents were written before the interruption", "extracted: b", "extracted: bridge"]
    assert done.stderr.splitlines() == said
    assert run("extract", "corpus", "--out", "whole", "--jobs", "1").exit_code == 0
    for path in (project / "whole").iterdir():
        assert path.read_bytes() == (project / "out" / path.name).read_bytes()
    assert sorted(p.name for p in (project / "out").iterdir()) == ["a.json", "b.json", "bridge.json"]


def test_what_an_interrupted_run_wrote_of_another_text_is_written_again(project: Path, run) -> None:
    run("extract", "corpus", "--out", "out")
    (project / "out" / ".unfinished").write_text("another-state bridge.json\n")
    assert run("extract", "corpus", "--out", "out", "--verbose").stderr == "extracted: bridge\n"


def test_no_scheduler_answers(project: Path, run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    begun = time.monotonic()
    error = run("extract", "corpus", "--scheduler", address).exception
    assert time.monotonic() - begun < 20
    assert isinstance(error, ClusterError)
    remedy = "Start one with `dask scheduler`, and name the address that it prints."
    assert (error.what, error.where, error.remedy) == ("no scheduler answers", address, remedy)


def test_distributed_is_asked_for_where_it_is_not_installed(
    project: Path,
    run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    error = run("extract", "corpus", "--scheduler", "tcp://127.0.0.1:8786").exception
    assert isinstance(error, UsageError)
    assert str(error) == (
        "a cluster needs distributed, which is not installed\n  at --scheduler\n"
        "  Install it: pip install 'kg[cluster]'."
    )


@pytest.mark.parametrize("words", [("--jobs", "2"), ("--extractor", "llm")])
def test_what_a_scheduler_excludes(project: Path, run, words: tuple[str, ...]) -> None:
    error = run("extract", "corpus", "--scheduler", "tcp://127.0.0.1:8786", *words).exception
    assert isinstance(error, UsageError)
    assert error.where == "--scheduler"
