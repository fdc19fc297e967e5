"""The page in a real browser."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from kg.networks import Edge, Evidence, Network, Node
from kg.views import page

HOSTILE = '<img src=x onerror="window.hacked=true">'


def made(nodes: int, edges: int, name: str = "Actor") -> Network:
    places = [Node(f"urn:actor:{n}", f"{name} {n}", "Person" if n % 2 else "Government") for n in range(nodes)]
    kinds = ("positive", "neutral", "negative")
    lines = [
        Edge(
            f"urn:actor:{n % nodes}",
            f"urn:actor:{(n * 7 + 1 + n // nodes) % nodes}",
            f"type{n // nodes}",
            kinds[n % 3],
            1 + n % 4,
            (
                Evidence(
                    f"urn:claim:{n}",
                    "A source",
                    "Le Monde",
                    "2020-01-01",
                    "affirmed",
                    "asserted",
                    f"words {n} {name}",
                    "p",
                ),
            ),
        )
        for n in range(edges)
    ]
    return Network(tuple(places), tuple(lines))


def test_the_page_is_the_same_every_time() -> None:
    assert page(made(20, 40), "Title", "about") == page(made(20, 40), "Title", "about")


def test_hostile_names_end_no_script() -> None:
    text = page(made(3, 3, "</script><script>alert(1)</script>"), HOSTILE, HOSTILE)
    assert "<script>alert(1)" not in text
    assert HOSTILE not in text


def opened(browser: Any, tmp_path: Path, network: Network) -> float:
    """Open the page of a network; the seconds until it can be used."""
    path = tmp_path / "page.html"
    path.write_text(page(network, "A title", "about"), encoding="utf8")
    browser.get_log("performance")
    start = time.monotonic()
    browser.get(path.as_uri())
    while not browser.execute_script("return window.kgReady === true"):
        assert time.monotonic() - start < 60
        time.sleep(0.05)
    return time.monotonic() - start


@pytest.mark.browser
def test_no_request_leaves_the_page(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(10, 20))
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in sent if not url.startswith(("file:", "data:", "chrome:"))] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_a_click_shows_claims_with_their_words(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    opened(browser, tmp_path, made(4, 4))
    place = browser.execute_script("return network.canvasToDOM(network.getPosition('urn:actor:0'))")
    canvas = browser.find_element("css selector", "#network canvas")
    x, y = place["x"] - canvas.size["width"] / 2, place["y"] - canvas.size["height"] / 2
    ActionChains(browser).move_to_element_with_offset(canvas, x, y).click().perform()
    panel = browser.find_element("id", "panel")
    deadline = time.monotonic() + 5
    while "words 0 Actor" not in panel.text and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "words 0 Actor" in panel.text
    assert "A source, in Le Monde; 2020-01-01; affirmed, asserted" in panel.text


@pytest.mark.browser
def test_a_hostile_name_stays_text(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(3, 3, HOSTILE))
    browser.execute_script("showNode('urn:actor:0')")
    assert HOSTILE in browser.find_element("id", "panel").text
    assert browser.execute_script("return window.hacked") is None


@pytest.mark.browser
def test_filters_hide_edges(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(6, 12))
    browser.execute_script(
        "const s = document.getElementById('valence'); s.value = 'negative'; s.dispatchEvent(new Event('change'));"
    )
    shown = browser.execute_script("return edges.get().filter((e) => !e.hidden).map((e) => e.valence)")
    assert set(shown) == {"negative"}


@pytest.mark.browser
def test_two_thousand_edges_are_usable_in_seconds(browser: Any, tmp_path: Path) -> None:
    assert opened(browser, tmp_path, made(600, 2000)) < 15


@pytest.mark.browser
@pytest.mark.parametrize(("typed", "title"), [("actor 2", "Actor 2"), ("or 1", "Actor 1"), ("nobody", "Nobody here")])
def test_search_finds_a_part_of_a_name(browser: Any, tmp_path: Path, typed: str, title: str) -> None:
    opened(browser, tmp_path, made(4, 4))
    browser.find_element("id", "search").send_keys(typed + "\n")
    assert browser.find_element("css selector", "#panel h2").text.startswith(title)


@pytest.mark.browser
def test_actors_are_reached_by_keyboard(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, made(4, 4))
    for keys, title in (("n", "Actor 0"), ("n", "Actor 1"), ("pp", "Actor 3")):
        browser.find_element("id", "network").send_keys(keys)
        assert browser.find_element("css selector", "#panel h2").text.startswith(title)
