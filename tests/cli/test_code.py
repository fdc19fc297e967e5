import csv
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.store import open_store
from tests.cli.conftest import Run
from tests.cli.test_sample import judge, rows_of

STATUS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?status ?type ?polarity WHERE {
  ?claim a pov:Claim ; pov:reviewStatus ?status ; pov:polarity ?polarity ; pov:expresses/pov:relationType ?type
}
"""


@pytest.fixture
def sheet(project: Path, run: Run) -> Path:
    assert run("ingest", "corpus").exception is None
    assert run("code", "export", "--out", "s.csv", "--coder", "anna", "-q").exception is None
    return project / "s.csv"


def fill(sheet: Path, **by_type: dict[str, str]) -> None:
    judge(sheet, *(by_type.get(row["type"].replace("-", "_"), {}) for row in rows_of(sheet)))


def statuses(project: Path) -> dict[str, tuple[str, str]]:
    """Type of a claim to its review status and polarity."""
    with open_store(project / "store", read_only=True) as store:
        rows = store.select(STATUS).rows
    local = [{n: str(v).replace("#", "/").rpartition("/")[2] for n, v in row.items()} for row in rows]
    return {row["type"]: (row["status"], row["polarity"]) for row in local}


def decisions(project: Path, coder: str = "anna") -> list[tuple[str, ...]]:
    with (project / "graph" / "decisions" / f"{coder}.csv").open(encoding="utf8") as lines:
        return [(r["action"], r["field"], r["old"], r["new"], r["reason"]) for r in csv.DictReader(lines)]


def test_verdicts_are_replayed_at_the_next_ingest(sheet: Path, run: Run) -> None:
    fill(
        sheet,
        saves={"verdict": "wrong", "note": "irony"},
        criticises={"verdict": "right"},
        promises={"verdict": "wrong", "corrected type": "supports", "corrected polarity": "negated"},
        supports={"verdict": "unclear"},
    )
    assert run("code", "import", "s.csv").exception is None
    run("ingest", "corpus")
    found = statuses(sheet.parent)
    assert found["saves"] == ("rejected", "affirmed")
    assert found["criticises"] == ("accepted", "affirmed")
    assert found["supports"] in {("corrected", "negated"), ("unreviewed", "affirmed")}
    assert "promises" not in found
    assert ("reject", "", "", "", "irony") in decisions(sheet.parent)


def test_to_import_twice_changes_nothing(sheet: Path, run: Run) -> None:
    fill(sheet, saves={"verdict": "wrong"}, promises={"verdict": "wrong", "corrected polarity": "negated"})
    run("code", "import", "s.csv", "--date", "2024-01-02")
    path = sheet.parent / "graph" / "decisions" / "anna.csv"
    before = path.read_bytes()
    run("ingest", "corpus")
    done = run("code", "import", "s.csv", "--date", "2025-01-02")
    assert path.read_bytes() == before
    assert done.stderr == "2 rows known before, 0 unclear, 4 without verdict\n"


def test_another_verdict_takes_the_place_of_the_first(sheet: Path, run: Run) -> None:
    fill(sheet, saves={"verdict": "wrong", "corrected polarity": "negated"})
    run("code", "import", "s.csv")
    fill(sheet, saves={"verdict": "right", "corrected polarity": ""})
    run("code", "import", "s.csv")
    assert decisions(sheet.parent) == [("accept", "", "", "", "")]
    fill(sheet, saves={"verdict": "wrong", "corrected type": "aids"})
    run("code", "import", "s.csv")
    assert decisions(sheet.parent) == [("edit", "relation", "saves", "aids", "")]


def test_what_was_decided_otherwise_stays(sheet: Path, run: Run) -> None:
    claim = next(row["id"] for row in rows_of(sheet) if row["type"] == "saves")
    run("review", "edit", claim, "time_normal", "2020-08", "--coder", "anna")
    run("review", "reject", claim, "--coder", "ben")
    fill(sheet, saves={"verdict": "right"})
    run("code", "import", "s.csv")
    assert [row[:2] for row in decisions(sheet.parent)] == [("accept", ""), ("edit", "time_normal")]
    assert [row[0] for row in decisions(sheet.parent, "ben")] == ["reject"]


def test_another_subject_and_object_are_edits(sheet: Path, run: Run) -> None:
    fill(sheet, saves={"verdict": "wrong", "corrected subject": "Alexander Lukashenka",
                       "corrected object": "Vladimir Putin", "corrected polarity": "negated"})  # fmt: skip
    run("code", "import", "s.csv")
    assert [row[:4] for row in decisions(sheet.parent)] == [
        ("edit", "object", "Alexander Lukashenka", "Vladimir Putin"),
        ("edit", "polarity", "affirmed", "negated"),
        ("edit", "subject", "Vladimir Putin", "Alexander Lukashenka"),
    ]
    run("ingest", "corpus")
    assert statuses(sheet.parent)["saves"] == ("corrected", "negated")
    run("code", "export", "--out", "after.csv", "--coder", "anna", "-q")
    [row] = [row for row in rows_of(sheet.parent / "after.csv") if row["type"] == "saves"]
    assert (row["subject"], row["object"]) == ("Alexander Lukashenka", "Vladimir Putin")


def test_a_verdict_on_the_claim_before_an_edit_withdraws_it(sheet: Path, run: Run) -> None:
    claim = next(row["id"] for row in rows_of(sheet) if row["type"] == "saves")
    run("review", "edit", claim, "object", "https://w3id.org/pov/id/actor/olaf-scholz", "--coder", "anna")
    run("ingest", "corpus")
    run("code", "export", "--out", "after.csv", "--coder", "anna", "-q")
    fill(sheet.parent / "after.csv", saves={"verdict": "right"})
    run("code", "import", "after.csv")
    assert [row[:2] for row in decisions(sheet.parent)] == [("accept", ""), ("edit", "object")]
    fill(sheet, saves={"verdict": "right"})
    run("code", "import", "s.csv")
    assert [row[:2] for row in decisions(sheet.parent)] == [("accept", "")]


def test_a_wrong_row_is_named_and_the_others_go_on(sheet: Path, run: Run) -> None:
    fill(sheet, saves={"verdict": "wrong", "corrected polarity": "no"}, criticises={"verdict": "right"})
    number = [row["type"] for row in rows_of(sheet)].index("saves") + 1
    done = run("code", "import", "s.csv")
    assert done.return_value == 1
    assert f'polarity cannot be "no"\n  at s.csv, row {number}, column corrected polarity' in done.stderr
    assert [row[0] for row in decisions(sheet.parent)] == ["accept"]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"id": "claim/0000"}, "there is no claim/0000 in the store"),
        ({"words": "other words"}, "the words of the claim are others now"),
        ({"coder": ""}, "nobody is named who decides"),
        ({"coder": "../x"}, '"../x" is no name of a coder'),
    ],
)  # fmt: skip
def test_a_row_that_fits_no_claim_is_refused_whole(sheet: Path, run: Run, cells: dict[str, str], what: str) -> None:
    fill(sheet, saves={"verdict": "right"} | cells)
    done = run("code", "import", "s.csv")
    assert done.return_value == 1
    assert done.stderr.startswith(f"{what}\n  at s.csv, row ")
    assert not (sheet.parent / "graph" / "decisions").exists()


def test_a_sample_is_exported_for_a_second_coder(sheet: Path, run: Run) -> None:
    run("sample", "claims", "--size", "2", "--out", "drawn.csv")
    run("code", "export", "--sample", "drawn.csv", "--coder", "ben", "--out", "ben.csv")
    drawn, own = rows_of(sheet.parent / "drawn.csv"), rows_of(sheet.parent / "ben.csv")
    assert own == [row | {"coder": "ben"} for row in drawn]


def test_a_sheet_of_passages_is_no_sheet_of_verdicts(sheet: Path, run: Run) -> None:
    run("sample", "passages", "--size", "2", "--with-texts", "--out", "p.csv")
    error = run("code", "import", "p.csv").exception
    assert isinstance(error, UsageError)
    assert error.what == "a sheet of passages has no verdicts"
