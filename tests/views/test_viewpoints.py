"""The page of a network of viewpoints, in a real browser."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from kg.views import viewpoints_page
from tests.networks.plots.made import SAID, Said, network

HOSTILE = '<img src=x onerror="window.hacked=true">'


def page(said: Said = SAID) -> str:
    return viewpoints_page(network(said), "A title", "settings")


def opened(browser: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf8")
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(path.as_uri())
    deadline = time.monotonic() + 30
    while not browser.execute_script("return window.kgReady === true"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_page_is_the_same_every_time_and_hostile_names_end_no_script() -> None:
    assert page() == page()
    text = viewpoints_page(network([("</script><script>alert(1)</script>", HOSTILE, 1)]), HOSTILE, HOSTILE)
    assert "<script>alert(1)" not in text
    assert HOSTILE not in text


@pytest.mark.browser
def test_ties_tell_weight_sign_and_statements_without_a_request(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page())
    titles = browser.execute_script("return edges.get().map((e) => [e.from, e.to, e.title, Boolean(e.dashes)])")
    assert ["0 Ada", "1 tax", "positive, weight 2, 2 statements", False] in titles
    assert ["0 Cyd", "1 tax", "negative, weight -1, 1 statement", True] in titles
    assert "settings" in browser.find_element("css selector", "footer").text
    browser.execute_script("showNode('0 Cyd')")
    assert "organization: Cyd; concept: tax; agreement: 0" in browser.find_element("id", "panel").text
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in sent if not url.startswith(("file:", "data:", "chrome:", "about:"))] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_the_sign_filters_ties(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page())
    browser.execute_script(
        "const s = document.getElementById('valence'); s.value = 'negative'; s.dispatchEvent(new Event('change'));"
    )
    shown = browser.execute_script("return edges.get().filter((e) => !e.hidden).map((e) => e.weight)")
    assert shown
    assert all(weight < 0 for weight in shown)


@pytest.mark.browser
def test_a_hostile_name_stays_text(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page([(HOSTILE, "tax", 1), ("Bob", "tax", 0)]))
    browser.execute_script(f"showNode({json.dumps('0 ' + HOSTILE)})")
    assert HOSTILE in browser.find_element("id", "panel").text
    assert browser.execute_script("return window.hacked") is None


@pytest.mark.browser
def test_a_hostile_name_is_text_where_the_pointer_rests(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page([(HOSTILE, "tax", 1), ("Ada", "tax", 0)]))
    place = browser.execute_script(
        "const at = network.canvasToDOM(network.getPositions(['0 ' + arguments[0]])['0 ' + arguments[0]]);"
        "const box = network.canvas.frame.canvas.getBoundingClientRect();"
        "return [Math.round(box.left + at.x), Math.round(box.top + at.y)]",
        HOSTILE,
    )
    pointer = ActionChains(browser, duration=50)
    pointer.w3c_actions.pointer_action.move_to_location(place[0] - 40, place[1])
    pointer.w3c_actions.pointer_action.move_to_location(*place)
    pointer.perform()
    deadline = time.monotonic() + 10
    while not (
        found := [one.text for one in browser.find_elements("css selector", ".vis-tooltip") if one.is_displayed()]
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert found == [f"organization {HOSTILE}: 1 statement"]
    assert browser.execute_script("return window.hacked === undefined && !document.querySelector('.vis-tooltip img')")
