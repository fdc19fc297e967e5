import csv
import json
from pathlib import Path

import pytest

from kg.errors import ReadError, UsageError
from kg.paths import data_folder
from kg.rdf import canonical_turtle
from kg.registry import Registry
from kg.store import open_store
from tests.cli.conftest import REVIEW, Run

ACTOR = "https://w3id.org/pov/id/actor/"
WIKIDATA = "http://www.wikidata.org/entity/"
LIST = """item,label,also,kind,country,born
Q11,Сергей Лавров,Sergej Lawrow|Sergey Lavrov,human,Russia,1950-03-21
Q12,Gazeta Wyborcza,Wyborcza,daily newspaper,Poland,
Q13,Gazeta Wyborcza,,film,,
Q14,Zbigniew Kowalczyk,,human,Poland,
,Le Monde,,newspaper,FR,
Q15,,,newspaper,FR,
"""
MAP = [
    word for pair in ("item=id", "label=name", "also=aliases", "kind=type", "born=birth") for word in ("--map", pair)
]
ANNA = ("--coder", "anna", "--date", "2024-01-02")


@pytest.fixture
def listed(project: Path) -> Path:
    (project / "list.csv").write_text(LIST, encoding="utf8")
    return project


def sheet(project: Path) -> list[dict[str, str]]:
    with (project / "links.csv").open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def decide(project: Path, **verdicts: str) -> None:
    """Write decisions into links.csv by the number of the id."""
    rows = sheet(project)
    for row in rows:
        row["decision"] = verdicts.get(row["id"].rpartition("/")[2], row["decision"])
    with (project / "links.csv").open("w", encoding="utf8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def own(project: Path) -> str:
    return (project / "graph" / "actors.ttl").read_text(encoding="utf8")


def test_suggestions_are_a_sorted_table(listed: Path, run: Run) -> None:
    done = run("actors", "link", "list.csv", *MAP)
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == [
        "actor", "---------------", "Gazeta Wyborcza", "Sergey Lavrov"
    ]  # fmt: skip
    assert done.stdout.splitlines()[2].split("  ")[-1].strip() == '"Gazeta Wyborcza" = "Gazeta Wyborcza"; Newspaper; PL'


def test_rows_that_are_wrong_are_named_and_the_others_go_on(listed: Path, run: Run) -> None:
    done = run("actors", "link", "list.csv", *MAP)
    assert done.return_value == 1
    assert done.stderr.splitlines()[-3:] == [
        "2 rows could not be read",
        "not read: list.csv, row 5: there is no id in it. Write a Wikidata id such as Q76, or an IRI.",
        "not read: list.csv, row 6: there is no name in it. Fill it, or leave the row out.",
    ]


def test_what_is_accepted_is_in_the_registry_after_the_next_ingest(listed: Path, run: Run) -> None:
    before = (data_folder("graph") / "actors.ttl").read_bytes()
    run("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    decide(listed, Q11="accept")
    assert run("actors", "link", "--apply", "links.csv", *ANNA).return_value is None
    assert f"actor:sergey-lavrov\n    skos:exactMatch <{WIKIDATA}Q11> ;\n.\n" in own(listed)
    assert canonical_turtle(own(listed)) == own(listed)
    assert (data_folder("graph") / "actors.ttl").read_bytes() == before
    for _ in range(2):
        run("ingest", "corpus")
        with open_store(listed / "store", read_only=True) as store:
            match = "<http://www.w3.org/2004/02/skos/core#exactMatch>"
            assert store.ask(f"ASK {{ <{ACTOR}sergey-lavrov> {match} <{WIKIDATA}Q11> }}")


def test_what_is_decided_is_not_suggested_again(listed: Path, run: Run) -> None:
    run("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    decide(listed, Q11="accept", Q12="reject")
    run("actors", "link", "--apply", "links.csv", *ANNA)
    rows = json.loads(run("actors", "link", "list.csv", *MAP, "--format", "json").stdout)
    assert [(row["actor"], row["id"], row["suggestion"]) for row in rows] == [("Gazeta Wyborcza", "Q13", "to review")]


def test_applying_twice_changes_nothing(listed: Path, run: Run) -> None:
    run("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    decide(listed, Q11="accept", Q12="reject")
    run("actors", "link", "--apply", "links.csv", *ANNA)
    decisions = listed / "graph" / "decisions" / "anna.csv"
    before = (own(listed), decisions.read_text())
    done = run("actors", "link", "--apply", "links.csv", "--coder", "anna", "--date", "2025-01-01")
    assert (done.stderr, own(listed), decisions.read_text()) == ("nothing in it is new\n", *before)


def test_a_decision_can_be_taken_back(listed: Path, run: Run) -> None:
    run("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    for day, word in (("2024-01-02", "accept"), ("2024-01-03", "reject"), ("2024-01-04", "accept")):
        decide(listed, Q11=word)
        run("actors", "link", "--apply", "links.csv", "--coder", "anna", "--date", day)
        assert (f"{WIKIDATA}Q11" in own(listed)) == (word == "accept")


def test_an_actor_of_the_store_becomes_one_of_the_registry(listed: Path, run: Run) -> None:
    words = REVIEW.replace("Vladimir Putin saved", "Zbigniew Kowalczyk praised Poland. Vladimir Putin saved")
    (listed / "corpus" / "bridge.txt").write_text(words, encoding="utf8")
    run("ingest", "corpus")
    run("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    actor = next(row["actor"] for row in sheet(listed) if row["id"].endswith("Q14"))
    decide(listed, Q14="accept")
    run("actors", "link", "--apply", "links.csv", *ANNA)
    assert Registry.load(listed / "graph" / "actors.ttl").named("Zbigniew Kowalczyk")[0].iri == actor
    run("ingest", "corpus")
    with open_store(listed / "store", read_only=True) as store:
        assert store.ask(f"ASK {{ ?mention <https://w3id.org/pov#refersTo> <{actor}> }}")
        assert not store.ask(f"ASK {{ <{actor}> a <https://w3id.org/pov#ProvisionalActor> }}")
        assert not store.ask('ASK { ?issue <https://w3id.org/pov#issueKind> "stale-decision" }')


def test_what_contradicts_itself_is_named_and_not_done(listed: Path, run: Run) -> None:
    rows = ("gazeta-wyborcza,Q12", "gazeta-wyborcza,Q13", "sergey-lavrov,Q76", "nobody,Q11", "le-monde,x")
    lines = [f"accept,{ACTOR}{row}" for row in rows]
    (listed / "links.csv").write_text("\n".join(["decision,actor,id", *lines, f"maybe,{ACTOR}le-monde,Q1"]))
    done = run("actors", "link", "--apply", "links.csv", *ANNA)
    assert done.return_value == 1
    assert sorted(line.partition(": links.csv, ")[2] for line in done.stderr.splitlines()[2:]) == [
        "row 1: two ids are accepted for Gazeta Wyborcza. Accept one.",
        "row 2: two ids are accepted for Gazeta Wyborcza. Accept one.",
        "row 3: Q76 is the id of Barack Obama. Reject that pair, or make the two actors one with `kg review merge`.",
        f"row 4: there is no actor {ACTOR}nobody. Ingest the texts that name it, or leave the row out.",
        'row 5: "x" is no id. Leave the column as `kg actors link` wrote it.',
        'row 6: "maybe" is no decision. Write accept or reject, or nothing.',
    ]
    assert not (listed / "graph" / "actors.ttl").exists()


def test_an_id_of_the_package_cannot_be_taken_away(project: Path, run: Run) -> None:
    (project / "links.csv").write_text(f"decision,actor,id\nreject,{ACTOR}barack-obama,Q76\n")
    done = run("actors", "link", "--apply", "links.csv", *ANNA)
    assert "row 1: Barack Obama has Q76 from the registry of the package" in done.stderr
    assert done.return_value == 1


def test_decisions_that_are_not_applied_are_not_overwritten(listed: Path, run: Run) -> None:
    again = ("actors", "link", "list.csv", *MAP, "--out", "links.csv")
    run(*again)
    assert run(*again).exception is None
    decide(listed, Q11="accept")
    assert isinstance(run(*again).exception, UsageError)
    run("actors", "link", "--apply", "links.csv", *ANNA)
    assert run(*again).exception is None


def test_a_cell_of_a_sheet_is_no_formula_and_no_steering_sign(project: Path, run: Run) -> None:
    (project / "list.csv").write_text('id,name,aliases\nQ1,"=1+1\x1b[31m",Gazeta Wyborcza\n', encoding="utf8")
    run("actors", "link", "list.csv", "--review", "0.5", "--out", "links.csv")
    assert [row["candidate"] for row in sheet(project)] == ["'=1+1[31m"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ([], UsageError),
        (["list.csv", "--apply", "list.csv"], UsageError),
        (["--apply", "list.csv", "--out", "x.csv"], UsageError),
        (["list.csv", "--map", "item=colour"], UsageError),
        (["list.csv", "--map", "item=id"], ReadError),
        (["list.csv", "--map", "label=name"], ReadError),
        (["--apply", "list.csv"], ReadError),
    ],
)
def test_what_does_not_fit_is_refused(listed: Path, run: Run, words: list[str], kind: type[Exception]) -> None:
    assert isinstance(run("actors", "link", *words).exception, kind)


def test_actors_are_listed_with_their_ids(project: Path, run: Run) -> None:
    rows = list(csv.DictReader(run("actors", "list", "--format", "csv").stdout.splitlines()))
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert next(row for row in rows if row["ids"] == "Q76") == {
        "name": "Barack Obama", "type": "Person", "country": "US", "status": "registered", "ids": "Q76",
        "actor": f"{ACTOR}barack-obama",
    }  # fmt: skip
