"""A small project with one review, and a way to run commands in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli

REVIEW = """A quarrel over the bridge

Poland and Germany argue about a bridge.

Gazeta Wyborcza (PL) /

Build it at last

Gazeta Wyborcza is impatient:

“Olaf Scholz promised Poland help. Now Poland accuses Germany of delay.
Vladimir Putin saved Alexander Lukashenka in 2020.”

Le Monde (FR) /

Patience

France watches, Le Monde notes:

“Emmanuel Macron supports Poland. He criticised Germany last year.”
"""
Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "kg.toml").write_text('store = "store"\n')
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bridge.txt").write_text(REVIEW, encoding="utf8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(cli, list(words), input=stdin, standalone_mode=False, catch_exceptions=True)

    return call
