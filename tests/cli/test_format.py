from pathlib import Path

import pytest

from kg.errors import ImportingError, UsageError

UNSORTED = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:b> skos:prefLabel "b" . <urn:a> skos:prefLabel "a" .
"""


def test_a_file_is_rewritten_once(tmp_path: Path, run) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(UNSORTED)
    assert run("format", str(path)).output == f"rewritten: {path}\n"
    assert run("format", str(path)).output == ""
    assert path.read_text().index("urn:a") < path.read_text().index("urn:b")


def test_check_changes_nothing(tmp_path: Path, run) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(UNSORTED)
    assert run("format", "--check", str(path)).output == f"not canonical: {path}\n"
    assert path.read_text() == UNSORTED


def test_wrong_turtle_is_an_error(tmp_path: Path, run) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text("nonsense")
    assert isinstance(run("format", str(path)).exception, ImportingError)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("# mine\n<urn:a> <urn:b> 1 .\n", "a comment would be lost"),
        ("[] <urn:b> 1 .\n", "a blank node has no fixed place"),
    ],
)
def test_what_would_be_lost_is_refused(tmp_path: Path, run, text: str, what: str) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(text)
    done = run("format", str(path))
    assert isinstance(done.exception, ImportingError)
    assert done.exception.what.startswith(what)
    assert path.read_text() == text


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path, run) -> None:
    path = tmp_path / "bad.ttl"
    path.write_bytes(b"\xff")
    done = run("format", str(path))
    assert isinstance(done.exception, UsageError)
    assert (done.exception.what, done.exception.where) == ("the file is not UTF-8", f"{path}, byte 0")


def test_line_ends_of_another_system_are_rewritten(tmp_path: Path, run) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(UNSORTED)
    run("format", str(path))
    canonical = path.read_bytes()
    path.write_bytes(canonical.replace(b"\n", b"\r\n"))
    run("format", str(path))
    assert path.read_bytes() == canonical
