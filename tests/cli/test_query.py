import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kg.cli import cli
from kg.errors import ImportingError, QueryError, StoreError, UsageError
from tests.processes import has_open

ACTOR = "https://w3id.org/pov/id/actor/"


def test_a_named_query_is_answered_with_evidence(project: Path, run) -> None:
    run("ingest", "corpus")
    lines = run("query", "who-says-who-saved-whom", "--format", "csv").stdout.splitlines()
    assert lines == [
        "source,subject,object,time,polarity,modality,words,document",
        "Gazeta Wyborcza,Vladimir Putin,Alexander Lukashenka,2020,affirmed,asserted,"
        "Vladimir Putin saved Alexander Lukashenka,A quarrel over the bridge",
    ]


def test_an_actor_is_bound_by_name(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "claims-about", "--param", "actor=Emmanuel Macron", "--format", "json")
    relations = [b["relation"]["value"] for b in json.loads(done.stdout)["results"]["bindings"]]
    assert "supports" in relations


def test_known_prefixes_need_not_be_written(project: Path, run) -> None:
    run("ingest", "corpus")
    assert run("query", "-e", "ASK { actor:vladimir-putin rel:saves ?whom }").stdout == "true\n"


def test_constructed_triples_are_turtle(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "-e", "CONSTRUCT { ?a rel:saves ?b } WHERE { ?a rel:saves ?b }", "--format", "nt")
    actor = "https://w3id.org/pov/id/actor/"
    assert done.stdout == f"<{actor}vladimir-putin> <https://w3id.org/pov/rel#saves> <{actor}alexander-lukashenka> .\n"


def test_an_unknown_query_names_the_nearest(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "who-says-who-saved-who")
    assert isinstance(done.exception, QueryError)
    assert "who-says-who-saved-whom" in done.exception.remedy


def test_updates_are_refused(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "-e", "DROP ALL")
    assert isinstance(done.exception, QueryError)
    assert done.exception.what == "a query may not use DROP"


def test_an_unknown_name_is_told(project: Path, run) -> None:
    run("ingest", "corpus")
    assert isinstance(run("show", "Nobody At All").exception, QueryError)
    assert isinstance(run("show", "https://example.org/none").exception, UsageError)


def test_show_tells_claims_and_words(project: Path, run) -> None:
    run("ingest", "corpus")
    shown = run("show", "Vladimir Putin").stdout
    assert "Vladimir Putin saved Alexander Lukashenka" in shown
    assert "President" in shown


def test_stats_count(project: Path, run) -> None:
    run("ingest", "corpus")
    counts = json.loads(run("stats", "--format", "json").stdout)["counts"]
    assert (counts["documents"], counts["contributions"], counts["outlets"]) == (1, 2, 2)


def test_issues_are_listed(project: Path, run) -> None:
    (project / "corpus" / "odd.txt").write_text(
        "Odd\n\nJournal of Nowhere (FR) /\n\nA head\n\nIt says:\n\n“Nothing at all.”\n"
    )
    run("ingest", "corpus")
    assert '"Journal of Nowhere" is no known outlet' in run("issues", "--kind", "unknown-outlet").stdout


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def asked(*words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", "-e", RUNAWAY, *words]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_a_query_is_given_up_after_its_time(project: Path, run) -> None:
    run("ingest", "corpus")
    running = asked("--timeout", "0.5")
    _, message = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "the query took longer than 0.5 s and was given up" in message


def test_ctrl_c_stops_a_query(project: Path, run) -> None:
    run("ingest", "corpus")
    running = asked()
    while not has_open(running.pid, project / "store"):
        assert running.poll() is None
        time.sleep(0.05)
    time.sleep(1)  # the query has begun
    running.send_signal(signal.SIGINT)
    _, message = running.communicate(timeout=10)
    assert running.returncode == 130
    assert message.strip().startswith("Interrupted")


def test_a_damaged_store_says_what_to_do(project: Path, run) -> None:
    run("ingest", "corpus")
    (project / "store" / "graphs" / "CURRENT").write_text("nothing")
    for words in (("stats",), ("ingest", "corpus")):
        done = run(*words)
        assert isinstance(done.exception, StoreError)
        assert done.exception.what.startswith("the store is damaged: ")
        assert done.exception.remedy == "Remove the folder and make the store again: kg ingest graph/documents."


def test_a_file_is_no_store(project: Path, run) -> None:
    done = run("stats", "--store", "kg.toml")
    assert isinstance(done.exception, StoreError)
    assert (done.exception.what, done.exception.where) == ("the store is a file, not a folder", "kg.toml")


def test_a_file_to_import_that_is_missing_is_told(project: Path, run) -> None:
    done = run("import", "nofile.nq")
    assert isinstance(done.exception, ImportingError)
    assert done.exception.where == "nofile.nq"


@pytest.mark.parametrize(
    ("name", "what", "where"),
    [
        ("bad.rq", "the file is not UTF-8", "bad.rq, byte 4"),
        ("folder.rq", "the file cannot be read: Is a directory", "folder.rq"),
        ("nofile.rq", "there is no such file", "nofile.rq"),
    ],
)
def test_a_query_file_that_cannot_be_read_is_told(project: Path, run, name: str, what: str, where: str) -> None:
    (project / "bad.rq").write_bytes(b"ASK \xff")
    (project / "folder.rq").mkdir()
    done = run("query", name)
    assert isinstance(done.exception, UsageError)
    assert (done.exception.what, done.exception.where) == (what, where)


def test_yes_or_no_is_written_as_json(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "-e", "ASK { ?a rel:saves ?b }", "--format", "json")
    assert done.stdout == '{"head": {}, "boolean": true}\n'


def test_triples_are_written_as_json_ld(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("query", "-e", "CONSTRUCT { ?a rel:saves ?b } WHERE { ?a rel:saves ?b }", "--format", "json")
    saved = {"https://w3id.org/pov/rel#saves": [{"@id": f"{ACTOR}alexander-lukashenka"}]}
    assert json.loads(done.stdout) == [{"@id": f"{ACTOR}vladimir-putin"} | saved]


@pytest.mark.parametrize(
    ("text", "form", "what", "remedy"),
    [
        ("ASK {}", "ttl", "the answer to ASK cannot be written as ttl", "Choose table or json."),
        (
            "CONSTRUCT WHERE { ?a ?b ?c }",
            "csv",
            "the answer to CONSTRUCT cannot be written as csv",
            "Choose ttl or nt or json.",
        ),
        (
            "SELECT * {}",
            "nt",
            "the answer to SELECT cannot be written as nt",
            "Choose table or csv or tsv or json or xml or markdown.",
        ),
    ],
)
def test_a_format_that_does_not_fit_is_refused(
    project: Path, run, text: str, form: str, what: str, remedy: str
) -> None:
    done = run("query", "-e", text, "--format", form)
    assert isinstance(done.exception, UsageError)
    assert (done.exception.what, done.exception.remedy) == (what, remedy)


def test_names_of_queries_are_completed(project: Path) -> None:
    found = ShellComplete(cli, {}, "kg", "_KG_COMPLETE").get_completions(["query"], "who-says-")
    assert [item.value for item in found] == ["who-says-who-saved-whom"]


@pytest.mark.parametrize("words", [("network",), ("query", "who-says-who-saved-whom")])
def test_the_quiet_get_no_notes_beside_the_answer(project: Path, run, words: tuple[str, ...]) -> None:
    run("ingest", "corpus")
    assert "snapshot" in run(*words).stderr
    assert run(*words, "--quiet").stderr == ""
