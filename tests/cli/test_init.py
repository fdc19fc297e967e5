import json
from pathlib import Path

import pytest

from kg.errors import ProjectError, UsageError
from kg.project import Project, find_or_default, find_project


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


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('colour = "red"', "kg.toml has an unknown setting: colour"),
        ("store = 3", "kg.toml: store must be a table"),
        ('base = "not an iri/"', 'kg.toml: base must be an IRI, not "not an iri/"'),
        ('base = "https://example.org/id"', "kg.toml: base must end in / or #"),
        ('licence = "CC BY"', 'kg.toml: licence must be an IRI, not "CC BY"'),
        ('store = ""', "kg.toml: store is empty"),
    ],
)
def test_a_wrong_setting_is_not_passed_over(tmp_path: Path, monkeypatch, line: str, what: str) -> None:
    (tmp_path / "kg.toml").write_text(line + "\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    with pytest.raises(ProjectError) as caught:
        find_or_default()
    assert caught.value.what == what


def test_without_a_project_the_usual_settings_hold(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_or_default() == Project(tmp_path)


@pytest.mark.parametrize("option", ["--base", "--licence"])
def test_what_is_no_iri_is_refused_as_a_setting(tmp_path: Path, run, option: str) -> None:
    done = run("init", str(tmp_path / "new"), option, "not an iri/")
    assert isinstance(done.exception, UsageError)
    assert (done.exception.what, done.exception.where) == (f'{option[2:]} must be an IRI, not "not an iri/"', option)
    assert not (tmp_path / "new").exists()


def test_a_project_in_a_file_is_refused(tmp_path: Path, run) -> None:
    (tmp_path / "eu.txt").write_text("Peace")
    done = run("init", str(tmp_path / "eu.txt"))
    assert isinstance(done.exception, ProjectError)
    assert done.exception.what == "the project cannot be made: Not a directory"
    assert (tmp_path / "eu.txt").read_text() == "Peace"


def test_a_project_that_cannot_be_written_is_refused(run) -> None:
    assert isinstance(run("init", "/proc/x").exception, ProjectError)


def test_a_registry_that_is_there_is_kept(tmp_path: Path, run) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "actors.ttl").write_text("# mine\n")
    run("init", str(tmp_path))
    assert (tmp_path / "graph" / "actors.ttl").read_text() == "# mine\n"


def test_the_language_of_a_project_is_that_of_texts_too_short_to_tell(tmp_path: Path, run) -> None:
    (tmp_path / "kg.toml").write_text('language = "de"\n')
    (tmp_path / "short.txt").write_text("Angela Merkel\n")
    done = run("extract", str(tmp_path / "short.txt"), "--project", str(tmp_path))
    assert json.loads(done.stdout)["language"] == "de"
