import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, UsageError


def table_of(text: str) -> list[list[str]]:
    """The rows of a printed table, cell by cell."""
    lines = text.splitlines()
    rule = next(n for n, line in enumerate(lines) if line.startswith("--"))
    ends = [0]
    for part in lines[rule].split("  "):
        ends.append(ends[-1] + len(part) + 2)
    return [[line[a:b].strip() for a, b in pairwise(ends)] for line in lines[rule + 1 :]]


def test_positions_say_who_holds_what(project: Path, run) -> None:
    run("ingest", "corpus")
    done = run("network", "positions")
    saved = [row for row in table_of(done.stdout) if "saves" in row[1]]
    assert saved == [["Gazeta Wyborcza", "Vladimir Putin saves Alexander Lukashenka", "1", "1"]]
    assert "statements" in done.stderr


def test_statements_go_out_and_come_in_again(project: Path, run) -> None:
    run("ingest", "corpus")
    text = run("statements", "relations", "--format", "csv").stdout
    (project / "said.csv").write_text(text, encoding="utf8")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["type"] == "saves"]
    assert (row["subject"], row["object"], row["agreement"]) == ("Vladimir Putin", "Alexander Lukashenka", "1")
    again = run("network", "--statements", "said.csv", "--rows", "subject", "--columns", "object")
    assert again.stdout == run("network", "relations").stdout


def test_settings_lie_beside_the_output_and_repeat_it(project: Path, run) -> None:
    run("ingest", "corpus")
    run("network", "positions", "--mode", "one", "--about", "relation", "--out", "first.txt")
    run("network", "positions", "--settings", "first.txt.toml", "--out", "second.txt")
    for end in ("", ".toml"):
        assert (project / f"first.txt{end}").read_bytes() == (project / f"second.txt{end}").read_bytes()
    assert 'about = "relation"' in (project / "first.txt.toml").read_text(encoding="utf8")


SAID = """statement_id,time,document_id,organization,concept,agreement
1,2021-01-01,1,Ada,tax,1
2,2021-01-31,2,Bob,tax,0
3,2021-03-31,3,Ada,war,1
"""


def test_windows_are_rows(project: Path, run) -> None:
    (project / "said.csv").write_text(SAID, encoding="utf8")
    options = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept")
    rows = table_of(run("network", *options, "--window", "2m").stdout)
    assert [row[:5] for row in rows] == [["2021-02-01", "2021-01-01", "2021-03-01", "2", "2"]]
    assert "Write a number and" in str(run("network", *options, "--window", "often").exception)
    assert "needs a window" in str(run("network", *options, "--kernel", "uniform").exception)


def test_options_of_viewpoints_need_a_view(project: Path, run) -> None:
    run("ingest", "corpus")
    assert "is for networks of viewpoints" in str(run("network", "--mode", "one").exception)
    assert "is for networks of viewpoints" not in str(run("network", "positions", "--mode", "one").exception)


def test_the_network_in_python_is_that_of_the_command(project: Path, run) -> None:
    run("ingest", "corpus")
    found = kg.network("positions", project=project)
    rows = [[tie.row, tie.column] for tie in found.ties()]
    assert sorted(rows) == sorted(row[:2] for row in table_of(run("network", "positions").stdout))
    (tie,) = [tie for tie in found.ties() if "saves" in tie.column]
    assert found.claims(tie.row, tie.column) == tie.statements
    assert run("show", tie.statements[0]).exception is None
    assert found.to_pandas().loc[tie.row, tie.column] == 1
    with pytest.raises(UsageError, match="no setting colour"):
        kg.network("positions", project=project, colour="red")


@pytest.mark.parametrize("ending", ["csv", "json", "graphml", "gexf", "net", "dl"])
def test_the_ending_of_a_file_says_its_format(ending: str, project: Path, run) -> None:
    (project / "said.csv").write_text(SAID, encoding="utf8")
    options = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept")
    assert run("network", *options, "--out", f"made.{ending}").exception is None
    text = (project / f"made.{ending}").read_text(encoding="utf8")
    assert "Ada" in text
    assert "---" not in text
    assert "over time is a table" in str(run("network", *options, "--window", "2m", "--out", "made.dl").exception)


def test_who_affirms_a_type_denies_its_opposite(project: Path, run) -> None:
    run("ingest", "corpus")
    options = ("network", "positions", "--about", "relation+object", "--level", "1")
    against = ["Le Monde", "opposes Germany", "1", "1"]
    assert against in table_of(run(*options).stdout)
    assert ["Le Monde", "supports Germany", "-1", "1"] in table_of(run(*options, "--opposites").stdout)


def test_sources_are_of_a_kind_and_their_attributes_filter(project: Path, run) -> None:
    run("ingest", "corpus")
    assert table_of(run("network", "positions", "--sources", "people").stdout) == []
    assert "left out: source of another kind" in run("network", "positions", "--sources", "states").stderr
    rows = table_of(run("network", "positions", "--only", "source.country=PL").stdout)
    assert {row[0] for row in rows} == {"Gazeta Wyborcza"}
    countries = table_of(run("network", "relations", "--rows", "subject.class", "--columns", "object.country").stdout)
    assert ["Person", "BY"] in [row[:2] for row in countries]
    nodes = list(csv.DictReader(io.StringIO(run("network", "positions", "--format", "nodes").stdout)))
    assert {(n["name"], n["class"], n["country"]) for n in nodes if n["variable"] == "source"} == {
        ("Gazeta Wyborcza", "Newspaper", "PL"), ("Le Monde", "Newspaper", "FR"), ("Editors", "Group", ""),
    }  # fmt: skip


def test_weights_and_intervals_stand_in_the_table_and_the_settings(project: Path, run) -> None:
    run("ingest", "corpus")
    options = (
        "--weight",
        "modality=asserted:0.5",
        "--weight",
        "confidence",
        "--intervals",
        "20",
        "--around",
        "Le Monde",
    )
    text = run("network", "positions", *options, "--out", "one.csv").exception or (project / "one.csv").read_text(
        "utf8"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["source"] for row in rows} == {"Le Monde"}
    assert all(0 <= float(row["low"]) <= float(row["weight"]) <= float(row["high"]) for row in rows)
    run("network", "--settings", "one.csv.toml", "positions", "--out", "two.csv")
    assert (project / "two.csv").read_text("utf8") == text
    assert "nobody is called" in str(run("network", "positions", "--around", "Nemo").exception)


QUERY = """SELECT ?claim ?time ?document ?source ?target ?agreement {
  ?claim pov:claimedBy ?source ; pov:statedIn ?document ; pov:polarity ?polarity ; pov:expresses/pov:object ?target .
  OPTIONAL { ?document pov:startDate ?time }
  BIND (?polarity = pov:affirmed AS ?agreement)
}"""


def test_a_query_defines_statements(project: Path, run) -> None:
    run("ingest", "corpus")
    (project / "said.rq").write_text(QUERY, encoding="utf8")
    rows = table_of(run("network", "judgements", "--query", "said.rq").stdout)
    assert ["Gazeta Wyborcza", "Alexander Lukashenka", "1", "1"] in rows
    shown = table_of(run("statements", "--query", "said.rq").stdout)
    assert ["NaT", "Le Monde", "Poland", "1"] in shown
    found = kg.network("judgements", project=project, query=QUERY)
    assert sorted(tie.row for tie in found.ties()) == sorted(row[0] for row in rows)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s ?p { ?s ?p ?o }", "has no .claim or .statement"),
        ("SELECT ?claim ?time { ?claim pov:claimedBy ?time }", "has not two columns"),
        ("ASK { ?s ?p ?o }", "is no SELECT"),
        ("SELECT ?claim (1 AS ?a) (2 AS ?b) ('once' AS ?time) { ?claim a pov:Claim }", "a .time is none"),
        ("SELECT ?claim (1 AS ?a) (2 AS ?b) ('much' AS ?weight) { ?claim a pov:Claim }", "a .weight is no number"),
        ("nothing.rq", "cannot be read"),
        ("nothing", "there is no query nothing"),
    ],
)
def test_a_query_that_defines_none_is_refused(query: str, message: str, project: Path, run) -> None:
    run("ingest", "corpus")
    with pytest.raises(KgError, match=message):
        kg.network("judgements", project=project, query=query)


def test_a_directed_network_has_a_node_for_each_name(project: Path, run) -> None:
    run("ingest", "corpus")
    network = json.loads(run("network", "relations", "--directed", "--format", "json").stdout)
    assert network["directed"]
    names = [node["name"] for node in network["nodes"]]
    assert sorted(names) == sorted(set(names))
    ends = {node["id"]: node["name"] for node in network["nodes"]}
    assert ("Vladimir Putin", "Alexander Lukashenka") in {
        (ends[e["source"]], ends[e["target"]]) for e in network["links"]
    }
    poland = next(node for node in network["nodes"] if node["name"] == "Poland")
    said = run("statements", "relations", "--format", "csv").stdout
    assert poland["frequency"] == sum(
        (row["subject"], row["object"]).count("Poland") for row in csv.DictReader(io.StringIO(said))
    )
    assert 'edgedefault="directed"' in run("network", "relations", "--directed", "--format", "graphml").stdout
    assert "*Arcs" in run("network", "relations", "--directed", "--format", "pajek").stdout
    assert run("network", "relations", "--directed", "--plot", "acts.svg").exception is None
    assert 'id="heads-positive"' in (project / "acts.svg").read_text(encoding="utf8")
    error = run("network", "relations", "--directed", "--mode", "one").exception
    assert isinstance(error, UsageError)
    assert error.what == "a network in one mode has no direction"


def test_a_window_of_one_unit_lies_after_its_date(project: Path, run) -> None:
    (project / "said.csv").write_text(SAID, encoding="utf8")
    options = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept", "--window", "1m")
    rows = table_of(run("network", *options).stdout)
    assert [row[:4] for row in rows] == [
        ["2021-01-01", "2021-01-01", "2021-02-01", "2"], ["2021-02-01", "2021-02-01", "2021-03-01", "0"],
    ]  # fmt: skip
    instants = table_of(run("network", *options, "--align", "centred").stdout)
    assert [row[3] for row in instants] == ["1", "0", "0"]


def test_what_is_for_the_network_of_actors_is_not_ignored(project: Path, run) -> None:
    for option in (
        ("--outlet", "Le Monde"),
        ("--type", "saves"),
        ("--valence", "negative"),
        ("--depth", "2"),
        ("--every",),
    ):
        error = run("network", "positions", *option).exception
        assert isinstance(error, UsageError)
        assert error.what == f"{option[0]} is for the network of actors"


def test_a_period_is_from_and_to(project: Path, run) -> None:
    (project / "said.csv").write_text(SAID, encoding="utf8")
    options = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept", "--format", "csv")
    found = run("network", *options, "--from", "2021-01-02", "--to", "2021-02").stdout
    assert found == run("network", *options, "--since", "2021-01-02", "--until", "2021-02").stdout
    assert [row[:2] for row in list(csv.reader(io.StringIO(found)))[1:]] == [["Bob", "tax"]]
