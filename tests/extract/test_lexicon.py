"""Each row of the predicate lexicon reads its example and not its counterexample."""

import csv
import importlib.util
import re
from itertools import count
from pathlib import Path

import pytest

from kg.extract.statements import predicates
from kg.extract.statements.matching import SYMMETRIC

_spec = importlib.util.spec_from_file_location("claims_cases", Path(__file__).with_name("claims_cases.py"))
assert _spec is not None
assert _spec.loader is not None
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)

LEXICON = Path(predicates.__file__).parent / "lexicon" / "predicates.tsv"
_MARK = re.compile(r"\{([SOX])\|([^{}|]+)\}")
Found = list[tuple[str, str, str | None, str]]  # subject, relation, object, rule


def rows() -> list[dict[str, str]]:
    with LEXICON.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    """What the rules find in each sentence; parsed in one go."""
    sentences = [row[name] for row in rows() for name in ("example", "counterexample")]
    read = cases.extract_all([_bracketed(sentence) for sentence in sentences])
    return {
        sentence: [(who[c.subject], c.relation, who.get(c.object or ""), c.rule) for c in extraction.claims]
        for sentence, (extraction, who, _) in zip(sentences, read, strict=True)
    }


def _bracketed(sentence: str) -> str:
    """The marks of the lexicon as those of the cases: {S|Poland} and {X|Ukraine} as [Poland=S] and [Ukraine=X0]."""
    numbers = count()
    return _MARK.sub(lambda m: f"[{m[2]}={m[1]}{next(numbers) if m[1] == 'X' else ''}]", sentence)


def _rules(row: dict[str, str]) -> tuple[str, set[str]]:
    """The relation of a row and the names of its readings, one a word."""
    read = [predicates.predicate(word.strip(), row) for word in row["words"].split(",")]
    return read[0].relation, {one.rule for one in read}


@pytest.mark.parametrize("row", rows(), ids=[f"line {n} {row['words'][:20]}" for n, row in enumerate(rows(), 2)])
def test_a_row_reads_its_example_and_not_its_counterexample(row: dict[str, str], found: dict[str, Found]) -> None:
    relation, rules = _rules(row)
    own = [
        (subject, other) for subject, type_, other, rule in found[row["example"]] if type_ == relation and rule in rules
    ]
    assert ("S", "O") in own or (relation in SYMMETRIC and ("O", "S") in own), found[row["example"]]
    assert not [f for f in found[row["counterexample"]] if f[1] == relation and f[3] in rules]


def test_no_sentence_stands_twice() -> None:
    sentences = [row[name] for row in rows() for name in ("example", "counterexample")]
    assert len(set(sentences)) == len(sentences)
