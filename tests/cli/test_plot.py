"""kg network --plot."""

from pathlib import Path

import pytest

SAID = """statement_id,time,document_id,organization,concept,agreement
1,2021-01-01,1,Ada,tax,1
2,2021-01-31,2,Bob,tax,0
3,2021-03-31,3,Ada,war,1
4,2021-04-30,3,Bob,war,1
"""
OPTIONS = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept")


@pytest.fixture
def said(project: Path) -> Path:
    (project / "said.csv").write_text(SAID, encoding="utf8")
    return project


@pytest.mark.parametrize(
    ("ending", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("html", b"<!DO")]
)
def test_the_ending_says_what_is_drawn(ending: str, start: bytes, said: Path, run) -> None:
    done = run("network", *OPTIONS, "--plot", f"made.{ending}")
    assert done.exception is None
    assert done.stdout == ""
    assert "4 statements" in done.stderr
    assert (said / f"made.{ending}").read_bytes().startswith(start)


def test_the_settings_beside_a_picture_repeat_it(said: Path, run) -> None:
    run("network", *OPTIONS, "--mode", "one", "--aggregation", "conflict", "--plot", "one.svg")
    run("network", "--settings", "one.svg.toml", "--plot", "two.svg")
    for end in ("", ".toml"):
        assert (said / f"one.svg{end}").read_bytes() == (said / f"two.svg{end}").read_bytes()
    assert "aggregation conflict" in (said / "one.svg").read_text(encoding="utf8")


def test_a_view_of_the_store_is_drawn_with_what_was_left_out(project: Path, run) -> None:
    run("ingest", "corpus")
    assert run("network", "judgements", "--source", "all", "--plot", "made.svg").exception is None
    text = " ".join((project / "made.svg").read_text(encoding="utf8").split())
    assert "view judgements; source all" in text
    assert "Emmanuel Macron" in text


def test_pictures_and_tables_can_be_had_together(said: Path, run) -> None:
    done = run("network", *OPTIONS, "--plot", "made.html", "--out", "made.csv")
    assert done.exception is None
    assert (said / "made.csv").exists()
    page = (said / "made.html").read_text(encoding="utf8")
    assert "aggregation subtract" in page
    assert "table said.csv" in page


def test_windows_are_small_multiples_and_a_heat_map_is_another_picture(said: Path, run) -> None:
    assert run("network", *OPTIONS, "--window", "1m", "--plot", "windows.svg").exception is None
    assert "window unit months" in (said / "windows.svg").read_text(encoding="utf8").lower()
    assert run("network", *OPTIONS, "--picture", "heat", "--plot", "heat.svg").exception is None
    assert "Heat map" in (said / "heat.svg").read_text(encoding="utf8")


def test_the_network_of_actors_is_a_page(project: Path, run) -> None:
    run("ingest", "corpus")
    assert run("network", "--plot", "actors.html").exception is None
    assert "Vladimir Putin" in (project / "actors.html").read_text(encoding="utf8")
    assert "ends with .html" in str(run("network", "--plot", "actors.svg").exception)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--plot", "made.bmp"), "made.bmp is no picture"),
        (("--plot", "made.html", "--picture", "heat"), "a heat map is no page"),
        (("--plot", "made.html", "--window", "1m"), "over time is no page"),
        (("--plot", "made.svg", "--picture", "heat", "--window", "1m"), "windows are drawn as networks"),
        (("--picture", "heat"), "--picture needs a file"),
    ],
)
def test_what_is_no_picture_is_refused(options: tuple[str, ...], message: str, said: Path, run) -> None:
    assert message in str(run("network", *OPTIONS, *options).exception)
    assert [path.name for path in said.glob("made*")] == []
