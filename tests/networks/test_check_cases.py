"""The answers of the Discourse Network Analyzer, where the data for them lie beside the checkout."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.check_cases import KINDS, expected_of, passes

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    "name",
    [
        "networks",
        "statements",
        "barplots",
        "windows",
        "distances",
        "backbones",
        "polarisation",
        "optima",
        "clusters",
        "phases",
    ],
)
def test_networks_are_those_of_the_definition_and_with_compat_those_of_dna(name: str, shared: Path) -> None:
    folder = shared / "data" / "dna"
    cases: list[dict[str, Any]] = list(map(json.loads, (folder / f"{name}.jsonl").read_text("utf8").splitlines()))
    assert cases
    wrong = []
    for case in cases:
        assert case["settings"]["kind"] in KINDS
        for rule, expected, compat in expected_of(case):
            passed, why = passes(folder, case["settings"], expected, compat=compat)
            wrong += [] if passed else [f"{case['id']} {rule}: {why}"]
    assert wrong == []
