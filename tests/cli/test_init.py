from pathlib import Path

from kg.errors import ProjectError
from kg.project import find_project


def test_a_project_is_made_and_found_from_below(tmp_path: Path, run) -> None:
    run("init", str(tmp_path / "debates"), "--base", "https://example.org/id/")
    assert find_project(tmp_path / "debates" / "corpus").base == "https://example.org/id/"


def test_a_project_is_not_made_twice(tmp_path: Path, run) -> None:
    run("init", str(tmp_path))
    assert isinstance(run("init", str(tmp_path)).exception, ProjectError)


def test_an_unknown_setting_is_named(tmp_path: Path, run) -> None:
    (tmp_path / "kg.toml").write_text('colour = "red"\n')
    done = run("build", "--project", str(tmp_path))
    assert isinstance(done.exception, ProjectError)
    assert done.exception.what == "kg.toml has an unknown setting: colour"
