"""Statements of a file: the same as those of a table, and the same networks."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.errors import ReadError, UsageError
from kg.networks.dna import attributes_of, read, statements_of
from kg.networks.tables import read_table
from tests import check_cases
from tests.networks.dna.made import MADE


def values(statements: Any, name: str) -> list[Any]:
    column = statements.column(name)
    return [column.at(n) for n in range(len(statements))]


def test_all_kinds_of_variables_are_read() -> None:
    found = statements_of(MADE)
    assert found.ids == ("1", "2")
    assert values(found, "person") == ["Ana Prado", ""]
    assert values(found, "agreement") == [1, 0]
    assert values(found, "weight") == [-2, 3]
    assert values(found, "why") == ["", ""]
    assert {name: column.kind for name, column in found.variables.items()} == {
        "person": "text", "organization": "text", "concept": "text", "agreement": "boolean", "weight": "integer",
        "why": "text",
    }  # fmt: skip
    assert [values(found, name)[0] for name in ("author", "source", "section", "type", "id", "title")] == [
        "Lee, Kim", "Harbour Post", "Local", "news", "1", "A harbour",
    ]  # fmt: skip


def test_times_are_those_of_all_documents() -> None:
    found = statements_of(MADE)
    assert (str(found.begin()), str(found.end())) == ("2020-09-13T12:26:40", "2023-11-14T22:13:20")


def test_another_type_has_other_variables() -> None:
    assert values(statements_of(MADE, "Note"), "note") == ["ask them"]
    with pytest.raises(UsageError, match="there is no statement type X"):
        statements_of(MADE, "X")


def test_a_number_that_is_missing_is_refused() -> None:
    with pytest.raises(ReadError, match="weight of statement 1 is missing"):
        statements_of(replace(MADE, integers=MADE.integers[1:]))


def test_entities_have_colours_and_attributes() -> None:
    found = attributes_of(MADE)
    assert found["person"]["Ana Prado"] == {"color": "#090909", "Type": "Mayor"}
    assert found["organization"] == {"Port Board": {"Type": "Business"}, "City Council": {"color": "#000000"}}


@pytest.mark.shared
def test_the_sample_is_the_table_made_of_it(shared: Path) -> None:
    table, found = read_table(shared / "data/dna/sample.csv"), statements_of(read(shared / "data/dna/sample.dna"))
    assert found.ids == table.ids
    np.testing.assert_array_equal(found.times, table.times)
    names = [*table.variables, *table.fields]
    assert [values(found, name) for name in names] == [values(table, name) for name in names]


@pytest.mark.shared
def test_all_cases_of_the_sample_pass_from_the_file(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.dna").symlink_to(shared / "data/dna/sample.dna")
    asked, wrong = 0, []
    for path in sorted((shared / "data/dna").glob("*.jsonl")):
        for case in map(json.loads, path.read_text(encoding="utf8").splitlines()):
            settings = case["settings"]
            if settings["data"] != "sample" or settings["kind"] not in check_cases.KINDS:
                continue
            for rule, expected, compat in check_cases.expected_of(case):
                passed, why = check_cases.passes(tmp_path, settings, expected, compat=compat)
                asked += 1
                wrong += [] if passed else [f"{case['id']} {rule}: {why}"]
    assert wrong == []
    assert asked > 500
