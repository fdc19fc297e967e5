"""The W3C suites for SPARQL 1.1 on the embedded store; docs/conformance.md lists what fails, and why."""

import subprocess
import sys

import pytest

from kg.catalogue import ad_hoc
from kg.errors import QueryError
from tests.conformance.outcomes import fault_of
from tests.conformance.suites import ROOT, Case, cases, listed


@pytest.mark.shared
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_test_of_the_w3c_passes_unless_it_is_listed(case: Case) -> None:
    fault = fault_of(case)
    assert bool(fault) == (case.name in listed()), fault or "it passes: take it off docs/conformance.md"


@pytest.mark.shared
def test_all_that_is_listed_is_a_test() -> None:
    assert set(listed()) - {case.name for case in cases()} == set()


@pytest.mark.shared
def test_the_page_has_the_numbers_of_now() -> None:
    done = subprocess.run(
        [sys.executable, "docs/conformance.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.shared
def test_a_query_that_is_typed_is_read_as_the_standard_has_it_but_for_from() -> None:
    queries = [case for case in cases() if "update" not in case.suite]
    wrong = {case.name for case in queries if case.kind.startswith("Negative")}
    refused = {case.name: why for case in queries if (why := _refusal(case))}
    assert wrong - set(refused) == set()
    assert {name: why for name, why in refused.items() if name not in wrong} == {
        "construct/constructwhere04": "a query may not use FROM",
        "syntax-query/test_42": "a query may not use FROM",
    }


def _refusal(case: Case) -> str:
    try:
        ad_hoc(case.text)
    except QueryError as error:
        return error.what
    return ""
