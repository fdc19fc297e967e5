import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.paths import data_folder
from tests.cli.conftest import Run
from tests.cli.test_sample import judge, rows_of

ANNOTATED = data_folder("ontology").parent / "corpus" / "annotated"


def figures(run: Run, *words: str) -> dict[str, dict[str, object]]:
    done = run("reliability", *words, "--format", "json")
    assert done.exception is None
    return {one["variable"]: one for one in json.loads(done.stdout)}


def test_sheets_of_two_coders_are_compared(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    for name in ("anna", "ben"):
        run("code", "export", "--out", f"{name}.csv")
    number = len(rows_of(project / "anna.csv"))
    assert number == 6
    judge(project / "anna.csv", *({"verdict": "right"} for _ in range(number)))
    second = [{"verdict": "right"}] * 3 + [{"verdict": "wrong"}, {"verdict": "unclear"}]
    judge(project / "ben.csv", *second, {"verdict": "wrong", "corrected polarity": "negated"})
    found = figures(run, "anna.csv", "ben.csv")
    assert [(n, one["units"], one["share"]) for n, one in found.items()] == [
        ("verdict", 6, 0.5),
        ("type", 4, 1.0),
        ("polarity", 4, 0.75),
        ("modality", 4, 1.0),
    ]
    assert found["verdict"]["confused"] == [["right", "wrong", 2], ["right", "unclear", 1]]


def test_a_table_in_long_form_is_compared_by_order(tmp_path: Path, run: Run) -> None:
    rows = ["tweet;rater;tone"]
    rows += [f"{t};{r};{v}" for r, values in (("a", "bad mixed good"), ("b", "bad good good")) for t, v in
             enumerate(values.split())]  # fmt: skip
    (tmp_path / "t.csv").write_text("\r\n".join(rows))
    words = (str(tmp_path / "t.csv"), "--unit", "tweet", "--coder", "rater")
    ordinal = figures(run, *words, "--ordinal", "tone=bad,mixed,good")["tone"]
    nominal = figures(run, *words, "--variable", "tone")["tone"]
    # of the six codes two are bad, one is mixed, three are good; the one pair that differs is mixed and good
    # expected: 2 × (2·1 + 2·3 + 1·3) = 22; by the distances 1.5², 3.5² and 2² it is 2 × (4.5 + 73.5 + 12) = 180
    assert nominal["alpha"] == pytest.approx(1 - 5 * 2 / 22)
    assert ordinal["alpha"] == pytest.approx(1 - 5 * 2 * 4 / 180)


def test_annotated_folders_are_compared_by_shared_relations(run: Run) -> None:
    done = run("reliability", str(ANNOTATED), str(ANNOTATED / "second"))
    assert [line.split()[:4] for line in done.stdout.splitlines()[2:5]] == [
        ["type", "2", "330", "0.797"],
        ["polarity", "2", "330", "0.982"],
        ["modality", "2", "330", "0.991"],
    ]
    assert done.stderr.strip() == "13 texts in both; 433 and 445 relations, of which 330 are shared"


def test_a_second_judgement_of_one_coder_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "t.csv").write_text("id,coder,x\n1,a,p\n1,a,q\n1,b,p\n2,a,q\n2,b,q\n")
    done = run("reliability", str(tmp_path / "t.csv"), "--variable", "x")
    assert done.return_value == 1
    assert done.stderr.startswith(f"a judges 1 a second time, otherwise\n  at {tmp_path}/t.csv, row 2, column x")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--variable", "y"), "there is no column y"),
        (("--variable", "x", "--unit", "z"), "there is no column z"),
        (("--ordinal", "x"), '"x" names no order'),
        (("--ordinal", "x=p,r"), 'x has the value "q"'),
        (("--variable", "x", "--coder", "other"), "no unit is judged by two coders"),
    ],
)
def test_wrong_use_says_what_is_wrong(tmp_path: Path, run: Run, words: tuple[str, ...], what: str) -> None:
    (tmp_path / "t.csv").write_text("id,coder,x\n1,a,p\n2,b,q\n")
    error = run("reliability", str(tmp_path / "t.csv"), *words).exception
    assert isinstance(error, UsageError)
    assert error.what == what
