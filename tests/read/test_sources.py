"""What names stand for, which reader takes which bytes, and what no reader takes."""

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import inputs, look_up, read
from kg.read.formats import FORMATS, REFUSED, sniff
from kg.registry import Registry

MAIL = b"From: a@b\nSubject: Hello\nDate: Mon, 1 Apr 2019 10:00:00 +0000\n\nPoland supports Germany.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("one/x.txt", "two/x.txt", "two/q.nq", "two/.hidden.txt", "two/a.jpg", "two/noend"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Poland supports Germany.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("pattern", ["*/x.txt", "*", "**/*.txt", "{0}/*/x.txt"])
def test_keys_of_a_pattern_count_from_its_part_without_wildcard(folder: Path, pattern: str) -> None:
    found = inputs([pattern.format(folder)])
    assert [one.path.relative_to(one.root).as_posix() for one in found] == ["one/x.txt", "two/x.txt"]


def test_a_file_counts_once_however_it_is_named(folder: Path) -> None:
    assert len(inputs(["one/x.txt", str(folder / "one" / "x.txt"), "two/../one/x.txt"])) == 1


def test_what_is_no_text_is_counted_by_its_ending(folder: Path) -> None:
    assert look_up(["two"]).skipped == {".jpg": 1, ".nq": 1, "": 1}
    assert look_up(["two"], (".nq",)).skipped == {".jpg": 1, "": 1}


def test_a_name_that_stands_for_nothing_does_not_stop_the_others(folder: Path) -> None:
    found = look_up(["missing.txt", "a" * 300 + ".txt", "one"])
    assert [error.what for _, error in found.missing] == [
        "there is no such file or folder",
        "it cannot be opened: File name too long",
    ]
    assert [one.path.as_posix() for one in found.inputs] == ["one/x.txt"]


@pytest.mark.parametrize("ending", sorted(REFUSED))
def test_what_is_no_text_is_refused_with_a_remedy(tmp_path: Path, registry: Registry, ending: str) -> None:
    (tmp_path / f"x{ending}").write_text("words")
    with pytest.raises(ReadError, match=r"x\.\w+ is ") as caught:
        list(read(tmp_path / f"x{ending}", registry, lambda issue: None))
    assert caught.value.remedy
    assert ending not in FORMATS


@pytest.mark.parametrize("name", ["x", "x.unknown"])
def test_an_unknown_ending_is_text_where_the_bytes_are(tmp_path: Path, registry: Registry, name: str) -> None:
    (tmp_path / name).write_text("Poland supports Germany.")
    assert [d.key for d in read(tmp_path / name, registry, lambda issue: None)] == ["x"]
    (tmp_path / name).write_bytes(b"\x00\x01")
    with pytest.raises(ReadError, match="binary"):
        list(read(tmp_path / name, registry, lambda issue: None))


@pytest.mark.parametrize(
    ("raw", "ending"),
    [
        (MAIL, ".eml"),
        (b"MIME-Version: 1.0\r\nReceived: from x\r\n by y\r\n\r\nWords\r\n", ".eml"),
        (b"From a@b Thu Jan  1 10:00:00 2020\n" + MAIL, ".mbox"),
        (b"Subject: Hello\n\nWords\n", ".txt"),
        (b"Subject: Hello\nDate: today\nThis goes on.\n", ".txt"),
        (b"From today on: all is well.\nFrom: here\n", ".txt"),
    ],
)
def test_mail_is_told_by_its_header_lines(raw: bytes, ending: str) -> None:
    assert sniff(raw) is FORMATS[ending]


def test_a_mailbox_without_mail_is_refused(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "x.mbox").write_text("hello")
    with pytest.raises(ReadError, match="no mail"):
        list(read(tmp_path / "x.mbox", registry, lambda issue: None))


def test_a_mail_without_text_does_not_stop_the_others_of_its_box(tmp_path: Path, registry: Registry) -> None:
    line = b"From a@b Thu Jan  1 10:00:00 2020\n"
    (tmp_path / "x.mbox").write_bytes(line + MAIL + b"\n" + line + b"From: a\nSubject: Empty\n\n" + b"\n" + line + MAIL)
    failures: list[ReadError] = []
    found = list(read(tmp_path / "x.mbox", registry, lambda issue: None, fail=failures.append))
    assert [d.key for d in found] == ["x/1", "x/3"]
    assert [str(error.where) for error in failures] == [f"{tmp_path / 'x.mbox'}, text 2"]


def test_a_page_nested_deeper_than_the_stack_is_read(tmp_path: Path, registry: Registry) -> None:
    deep = "<div>" * 5000 + "Poland <b>supports</b> Germany." + "</div>" * 5000
    (tmp_path / "x.html").write_text(f"<html><body>{deep}<p>Next</p></body></html>")
    (found,) = read(tmp_path / "x.html", registry, lambda issue: None)
    assert found.text == "Poland supports Germany.\n\nNext\n"
