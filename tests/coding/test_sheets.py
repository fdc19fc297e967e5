import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.cells import escaped, sheet, unescaped
from kg.coding.context import LONGEST, sentence
from kg.coding.verdicts import (
    CLAIM_COLUMNS,
    PASSAGE_COLUMNS,
    JudgedClaim,
    JudgedPassage,
    Verdict,
    claims_judged,
    passages_judged,
    sheet_of,
)
from kg.errors import ReadError, UsageError

WORDS = "=SUM(A1) said: “No”; then\nleft"
CLAIM = {"id": "claim/5f0c", "words": WORDS, "type": "praises", "polarity": "affirmed", "modality": "asserted"}
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\t\n"), max_size=20)


@given(TEXTS)
def test_an_escaped_text_is_no_formula_and_comes_back(value: str) -> None:
    assert not escaped(value).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescaped(escaped(value)) == value


@given(st.text("ab. ?\n”X", max_size=900), st.data())
def test_a_sentence_holds_its_words_and_is_short(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + LONGEST)))
    shown = sentence(text, start, end, whole=False)
    assert f"[[{text[start:end]}]]" in shown
    assert shown.replace("[[", "").replace("]]", "") in text
    assert len(shown) <= LONGEST + 4


def test_words_that_are_too_long_are_cut_unless_whole_texts_may_leave() -> None:
    assert len(sentence("x" * 700, 50, 650, whole=False)) == LONGEST + 4
    assert sentence("x" * 700, 50, 650) == f"{'x' * 50}[[{'x' * 600}]]{'x' * 50}"


def written(
    path: Path, columns: tuple[str, ...], *rows: dict[str, str], encoding: str = "utf-8", **how: object
) -> Path:
    path.write_bytes(sheet(columns, rows, **how).encode(encoding))  # type: ignore[arg-type]
    return path


def read_claims(path: Path) -> tuple[list[JudgedClaim], list[str]]:
    faults: list[ReadError] = []
    return claims_judged(sheet_of(path), faults.append), [str(fault) for fault in faults]


@pytest.mark.parametrize("separator", ["comma", "semicolon", "tab"])
@pytest.mark.parametrize(("bom", "encoding"), [(True, "utf-8"), (False, "utf-8"), (True, "utf-16-le")])
def test_a_sheet_is_read_whatever_a_program_makes_of_it(
    tmp_path: Path, separator: str, bom: bool, encoding: str
) -> None:
    given = CLAIM | {"verdict": " Wrong ", "corrected polarity": "NEGATED", "note": "-1 and é", "coder": "anna"}
    path = written(tmp_path / "s.csv", CLAIM_COLUMNS, given, separator=separator, bom=bom, encoding=encoding)
    (row,), faults = read_claims(path)
    assert faults == []
    assert (row.verdict, row.corrections, row.coder, row.note) == (
        Verdict.WRONG,
        {"polarity": "negated"},
        "anna",
        "-1 and é",
    )
    assert row.shown["words"] == WORDS


def test_a_formula_is_harmless_in_the_file() -> None:
    rows = list(csv.reader(io.StringIO(sheet(CLAIM_COLUMNS, [CLAIM], bom=False))))
    assert rows[1][CLAIM_COLUMNS.index("words")] == f"'{WORDS}"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (
            {"verdict": "maybe"},
            '"maybe" is no verdict\n  at {}, row 1, column verdict\n  Write right, wrong or unclear.',
        ),
        (
            {"verdict": "wrong", "corrected type": "loves"},
            'relation cannot be "loves"\n  at {}, row 1, column corrected type\n'
            "  docs/ontology/codebook.md and docs/coding.md list values.",
        ),
        (
            {"verdict": "right", "corrected type": "criticises"},
            'a claim is corrected whose verdict is "right"\n  at {}, row 1, column verdict\n'
            "  Write wrong, or take the correction away.",
        ),
        ({"id": "5,0E+15"}, '"5,0E+15" is no id\n  at {}, row 1, column id\n  Leave it as it was written: claim/….'),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_goes_on(
    tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    path = written(tmp_path / "s.csv", CLAIM_COLUMNS, CLAIM | cells, CLAIM | {"id": "claim/77", "verdict": "u"})
    rows, faults = read_claims(path)
    assert faults == [fault.format(path)]
    assert [(row.id, row.verdict) for row in rows] == [("claim/77", Verdict.UNCLEAR)]


def test_a_correction_to_what_is_shown_is_none(tmp_path: Path) -> None:
    given = CLAIM | {"verdict": "right", "corrected type": "praises"}
    rows, faults = read_claims(written(tmp_path / "s.csv", CLAIM_COLUMNS, given))
    assert (rows[0].corrections, faults) == ({}, [])


def test_a_type_may_be_called_by_its_label(tmp_path: Path) -> None:
    given = CLAIM | {"verdict": "wrong", "corrected type": "Aids militarily"}
    rows, _ = read_claims(written(tmp_path / "s.csv", CLAIM_COLUMNS, given))
    assert rows[0].corrections == {"relation": "aids-militarily"}


def test_numbers_of_passages_are_read(tmp_path: Path) -> None:
    rows = [
        {"id": "passage/a/1", "found": "3", "right": "2.0", "missing": "1,0"},
        {"id": "passage/a/2", "found": "3"},
        {"id": "passage/a/3", "found": "1", "right": "2", "missing": "0"},
        {"id": "passage/a/4", "found": "1", "right": "one", "missing": "0"},
    ]
    path, faults = written(tmp_path / "p.csv", PASSAGE_COLUMNS, *rows), []
    assert passages_judged(sheet_of(path), faults.append) == [JudgedPassage("passage/a/1", 3, 2, 1)]
    assert [fault.what for fault in faults] == ["2 claims are right, but 1 were found", '"one" is no number']


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="the table has no columns id and verdict, or id and missing"):
        sheet_of(tmp_path / "x.csv")
