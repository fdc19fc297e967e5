"""Fixtures for all tests."""

import os
from pathlib import Path

import pytest

from kg.iris import Iris
from kg.paths import data_folder
from kg.registry import Registry


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data beside the checkout; tests that use it are marked `shared`."""
    return Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry that comes with the package."""
    return Registry.load(data_folder("graph") / "actors.ttl")


@pytest.fixture
def base_iris() -> Iris:
    return Iris()
