import csv
import io
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError


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
