"""Requests made from the description of the server: none breaks it, and what it answers is what it says."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kg.serve.app import application
from kg.serve.service import Service, Settings
from tests.serve.conftest import Server

SCHEMA = schemathesis.openapi.from_dict(
    application(Service(Settings(Path("none")))).openapi(), config=SchemathesisConfig(seed=1)
)
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_no_request_breaks_the_server(sample: Server, operation: Any) -> None:
    """What has the type of a parameter may still name nothing that is there; then it is a fault of the client."""
    examples = 4 if "/queries/" in operation.label else 50
    modes = [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(modes))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=sample.address, excluded_checks=[positive_data_acceptance])

    check()
