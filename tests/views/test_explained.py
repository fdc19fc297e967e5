"""The page of one document's claims, in a real browser."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from kg.explain import explain
from kg.pipeline import Extracted, extract, read_texts
from kg.project import Project
from kg.read import Input
from kg.read.reader import Reading
from kg.views import explained
from kg.views.explained import runs

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
HOSTILE = '<img src=x onerror="window.hacked=true">'


def read(path: Path, root: Path) -> Extracted:
    project = Project(root)
    (found,) = extract(read_texts([Input(path, path.parent)], project, Reading()), project)
    return found


def drawn(found: Extracted) -> str:
    claims = explain(found.document, found.extraction, found.resolution, found.statuses)
    return explained(found.document, found.extraction, found.resolution, claims)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Extracted:
    return read(CORPUS / "2022" / "belarus-putin-visits-minsk.md", tmp_path_factory.mktemp("project"))


@pytest.fixture
def hostile(tmp_path: Path) -> Extracted:
    path = tmp_path / "x.txt"
    path.write_text(
        f"{HOSTILE}\n\nLe Monde (FR) /\n\n</script><script>alert(1)</script>\n\nIt says:\n\n"
        f"“Germany opposes the {HOSTILE} law. Poland's </details> minister attacked Germany & France.”\n",
        encoding="utf8",
    )
    return read(path, tmp_path)


def opened(browser: Any, tmp_path: Path, page: str, claim: str = "") -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf8")
    browser.get_log("performance")
    browser.get("about:blank")
    browser.get(path.as_uri() + claim)
    deadline = time.monotonic() + 30
    while not browser.execute_script("return window.kgReady === true"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_every_word_of_the_text_is_on_the_page(review: Extracted) -> None:
    from bs4 import BeautifulSoup

    article = BeautifulSoup(drawn(review), "lxml").find("article")
    assert article is not None
    assert "".join(article.get_text().split()) == "".join(review.document.text.split())


def test_hostile_text_ends_no_script_and_begins_no_tag(hostile: Extracted) -> None:
    page = drawn(hostile)
    assert hostile.extraction.claims
    assert HOSTILE not in page
    assert "<script>alert(1)" not in page
    assert page.count("</script>") == 1


@pytest.mark.browser
def test_no_request_leaves_the_page(browser: Any, tmp_path: Path, review: Extracted) -> None:
    opened(browser, tmp_path, drawn(review))
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in sent if not url.startswith(("file:", "data:", "chrome:", "about:"))] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_every_claim_has_its_arc(browser: Any, tmp_path: Path, review: Extracted) -> None:
    opened(browser, tmp_path, drawn(review))
    arcs = browser.find_elements("css selector", ".sentence svg a")
    assert len(arcs) == len(review.extraction.claims)
    names = browser.execute_script(
        "return [...document.querySelectorAll('.sentence svg text')].map((t) => t.textContent)"
    )
    assert "saves" in names
    assert "not respects" in names


@pytest.mark.browser
def test_a_click_on_an_arc_shows_why(browser: Any, tmp_path: Path, review: Extracted) -> None:
    opened(browser, tmp_path, drawn(review))
    number = next(n for n, c in enumerate(review.extraction.claims, 1) if c.relation == "saves")
    label = browser.find_element("css selector", f'svg a[data-claim="{number}"] text')
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", label)
    label.click()
    (shown,) = browser.find_elements("css selector", "aside details[open]")
    assert shown.get_attribute("id") == f"claim-{number}"
    assert "Gazeta Wyborcza, outlet of contribution 5; commits" in shown.text
    ends = browser.find_elements("css selector", ".sentence.chosen .end")
    assert [end.text for end in ends] == ["Putin", "Lukashenka"]


@pytest.mark.browser
def test_an_address_leads_to_a_claim(browser: Any, tmp_path: Path, review: Extracted) -> None:
    opened(browser, tmp_path, drawn(review), "#claim-2")
    (shown,) = browser.find_elements("css selector", "aside details[open]")
    assert shown.get_attribute("id") == "claim-2"


@pytest.mark.browser
def test_hostile_text_stays_text(browser: Any, tmp_path: Path, hostile: Extracted) -> None:
    opened(browser, tmp_path, drawn(hostile), "#claim-1")
    assert HOSTILE in browser.find_element("css selector", "article").text
    assert browser.execute_script("return window.hacked") is None


@pytest.mark.browser
def test_the_page_fits_a_phone(browser: Any, tmp_path: Path, review: Extracted) -> None:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        opened(browser, tmp_path, drawn(review), "#claim-12")
        assert browser.execute_script("return document.documentElement.scrollWidth") == 390
        bounds = "const b = document.querySelector(arguments[0]).getBoundingClientRect(); return [b.top, b.bottom]"
        sentence = browser.execute_script(bounds, ".sentence.chosen")
        panel = browser.execute_script(bounds, "aside")
        assert sentence[0] >= 0
        assert sentence[1] <= panel[0]
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_runs_of_marks_that_cross_keep_both() -> None:
    from kg.model.records import Span

    marks = [(Span(0, 4), "m1"), (Span(2, 6), "m2")]
    assert [names for _, names in runs(Span(0, 6), marks)] == [("m1",), ("m1", "m2"), ("m2",)]
