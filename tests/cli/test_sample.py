import csv
import io
import json
import tomllib
from pathlib import Path

import pytest

from kg.errors import UsageError
from tests.cli.conftest import Run


@pytest.fixture
def filled(project: Path, run: Run) -> Path:
    assert run("ingest", "corpus").exception is None
    return project


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        delimiter = ";" if ";" in lines.readline() else ","
        lines.seek(0)
        return list(csv.DictReader(lines, delimiter=delimiter))


def judge(path: Path, *cells: dict[str, str]) -> None:
    """Fill the rows of a sheet in their order, as a coder does."""
    rows = rows_of(path)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([row | new for row, new in zip(rows, cells, strict=True)])
    path.write_text("\ufeff" + out.getvalue(), encoding="utf8", newline="")


def test_a_sheet_has_what_a_coder_needs(filled: Path, run: Run) -> None:
    assert run("sample", "claims", "--size", "100", "--out", "s.csv").exception is None
    saves = next(row for row in rows_of(filled / "s.csv") if row["type"] == "saves")
    assert {name: value for name, value in saves.items() if value and name != "id"} == {
        "document": "bridge",
        "title": "A quarrel over the bridge",
        "outlet": "Gazeta Wyborcza",
        "sentence": "[[Vladimir Putin saved Alexander Lukashenka]] in 2020.”",
        "words": "Vladimir Putin saved Alexander Lukashenka",
        "source": "Gazeta Wyborcza",
        "subject": "Vladimir Putin",
        "type": "saves",
        "object": "Alexander Lukashenka",
        "polarity": "affirmed",
        "modality": "asserted",
        "time": "in 2020",
    }


def test_the_design_lies_beside_the_sheet(filled: Path, run: Run) -> None:
    run("sample", "claims", "--size", "4", "--by", "outlet", "--seed", "7", "--out", "s.csv")
    design = tomllib.loads((filled / "s.csv.toml").read_text())
    strata = {one["name"]: (one["size"], one["drawn"]) for one in design["strata"]}
    assert strata == {"(none)": (1, 1), "Gazeta Wyborcza": (3, 2), "Le Monde": (2, 1)}
    assert (design["by"], design["seed"], len(design["units"])) == ("outlet", 7, 4)
    assert [unit["id"] for unit in design["units"]] == [row["id"] for row in rows_of(filled / "s.csv")]


def test_the_same_seed_gives_the_same_bytes(filled: Path, run: Run) -> None:
    for name in ("a.csv", "b.csv"):
        run("sample", "claims", "--size", "3", "--by", "year", "--out", name)
    assert (filled / "a.csv").read_bytes() == (filled / "b.csv").read_bytes()
    assert (filled / "a.csv.toml").read_bytes() == (filled / "b.csv.toml").read_bytes()


def test_passages_are_not_drawn_without_their_texts(filled: Path, run: Run) -> None:
    error = run("sample", "passages", "--size", "2", "--out", "p.csv").exception
    assert isinstance(error, UsageError)
    assert error.what == "without the text nobody can say what is missing in a passage"


def test_a_passage_shows_its_text_and_its_claims(filled: Path, run: Run) -> None:
    run("sample", "passages", "--size", "9", "--with-texts", "--out", "p.csv")
    last = rows_of(filled / "p.csv")[-1]
    assert last["text"].endswith("“Emmanuel Macron supports Poland. He criticised Germany last year.”")
    assert (last["found"], last["claims"]) == (
        "2",
        "1. Le Monde: Emmanuel Macron supports Poland\n2. Le Monde: Emmanuel Macron criticises Germany",
    )


def test_precision_recall_and_counts_are_estimated(filled: Path, run: Run) -> None:
    run("sample", "claims", "--size", "6", "--out", "s.csv")
    run("sample", "passages", "--size", "3", "--with-texts", "--out", "p.csv")
    verdicts = ("right", "wrong", "right", "right", "unclear", "")
    judge(filled / "s.csv", *({"verdict": verdict} for verdict in verdicts))
    judge(filled / "p.csv", *({"right": r, "missing": m} for r, m in (("1", "0"), ("2", "1"), ("1", "0"))))
    done = run("sample", "estimate", "s.csv", "p.csv", "--format", "json", "-q")
    lines = {line["estimate"]: (line["units"], line["judged"], line["value"]) for line in json.loads(done.stdout)}
    assert lines == {
        "precision": (6, 4, 0.75),
        "precision in passages": (3, 3, round(4 / 6, 4)),
        "recall in passages": (3, 3, 0.8),
        "corrected count": (6, 4, round(6 * 0.75 / 0.8, 4)),
    }


def test_strata_have_lines_of_their_own(filled: Path, run: Run) -> None:
    run("sample", "claims", "--size", "6", "--by", "outlet", "--out", "s.csv")
    judge(filled / "s.csv", *({"verdict": "r" if row["outlet"] else "w"} for row in rows_of(filled / "s.csv")))
    done = run("sample", "estimate", "s.csv")
    assert done.stdout.splitlines() == [
        "estimate   stratum          units  judged  value  95 %",
        "---------  ---------------  -----  ------  -----  -----------",
        "precision  all              6      6       0.833  0.833-0.833",
        "precision  (none)           1      1       0.000  0.000-0.000",
        "precision  Gazeta Wyborcza  3      3       1.000  1.000-1.000",
        "precision  Le Monde         2      2       1.000  1.000-1.000",
    ]


def test_a_unit_judged_twice_asks_for_a_coder(filled: Path, run: Run) -> None:
    run("sample", "claims", "--size", "2", "--out", "s.csv")
    text = (filled / "s.csv").read_text(encoding="utf-8-sig")
    head, first, *rest = text.splitlines()
    (filled / "s.csv").write_text("\n".join([head, first, first, *rest]) + "\n")
    error = run("sample", "estimate", "s.csv").exception
    assert isinstance(error, UsageError)
    assert error.remedy == "Choose one coder with --coder."


def test_a_sheet_without_its_design_cannot_be_estimated(filled: Path, run: Run) -> None:
    run("sample", "claims", "--size", "2", "--out", "s.csv")
    (filled / "s.csv.toml").unlink()
    error = run("sample", "estimate", "s.csv").exception
    assert isinstance(error, UsageError)
    assert error.what == "the design of the sample is missing"
