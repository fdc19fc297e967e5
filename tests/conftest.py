"""Fixtures for all tests."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from kg.iris import Iris
from kg.paths import data_folder
from kg.registry import Registry

_SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
settings.register_profile("kg", deadline=None)  # how long an example takes is no property
settings.load_profile("kg")
_LEFT_OUT = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data beside the checkout; tests that use it are marked `shared`."""
    return _SHARED


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry that comes with the package."""
    return Registry.load(data_folder("graph") / "actors.ttl")


@pytest.fixture
def base_iris() -> Iris:
    return Iris()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here or belongs to `make acceptance`, and remember why."""
    absent = {mark: how for mark, how in _absent().items() if any(mark in i.keywords for i in items)}
    if "slow" not in (config.option.markexpr or ""):
        absent["slow"] = "run `make acceptance`"
    for mark in ("browser", "virtuoso"):
        if os.environ.get("CI") and mark in absent:
            raise pytest.UsageError(f"CI must run the {mark} tests: {absent[mark]}")
    kept = [i for i in items if not any(mark in i.keywords for mark in absent)]
    left = [i for i in items if i not in set(kept)]
    counts = {mark: sum(mark in i.keywords for i in left) for mark in absent}
    config.stash[_LEFT_OUT] = [f"{n} {mark} tests ({absent[mark]})" for mark, n in counts.items() if n]
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left = config.stash.get(_LEFT_OUT, [])
    if left:
        terminalreporter.write_line("left out: " + "; ".join(left))


def _absent() -> dict[str, str]:
    """The marks whose tests cannot run here, with how to have them."""
    found = {}
    if not _SHARED.is_dir():
        found["shared"] = f"set KG_SHARED to the folder with the gold data; {_SHARED} is not there"
    if not (shutil.which("chromedriver") and (shutil.which("chromium") or shutil.which("google-chrome"))):
        found["browser"] = "install chromium and chromium-driver"
    if not shutil.which("virtuoso-t"):
        found["virtuoso"] = "install virtuoso-opensource-7"
    return found
