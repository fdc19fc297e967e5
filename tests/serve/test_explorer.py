"""The built explorer as `kg serve` gives it: one page for all its addresses, files that may be kept, a policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from kg.serve.explorer import add_explorer, is_built
from kg.serve.faults import tell_faults
from tests.serve.conftest import Server, serving

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ADDRESSES = [
    "/",
    "/debates",
    "/debates/2022%2Fbelarus-putin-visits-minsk",
    "/actors/x?as=source",
    "/nowhere",
    "/%E0%A4",
]
SERVED = ["/api/nothing", "/sparql/nothing", "/assets/nothing.js", "/assets/%2e%2e/index.html", "/store/nothing"]


@pytest.fixture(scope="module")
def client(reading: Server) -> Iterator[httpx.Client]:
    with reading.client() as opened:
        yield opened


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_gets_the_page_at_each_address_of_the_explorer(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"
    assert '<div id="app">' in answer.text
    again = client.get(address, headers={**BROWSER, "if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.head(address, headers=BROWSER).status_code == 200


@pytest.mark.parametrize("address", SERVED)
def test_what_the_server_answers_itself_is_no_page(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code in (403, 404, 405)
    assert answer.json()["error"]


def test_others_than_browsers_are_told_that_nothing_is_there(client: httpx.Client) -> None:
    assert client.get("/debates").json()["error"] == "nothing answers here"
    assert client.post("/debates", headers=BROWSER).status_code == 404


def test_a_page_may_run_what_comes_from_here_alone(client: httpx.Client) -> None:
    answer = client.get("/", headers=BROWSER)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
    assert (policy["worker-src"], policy["trusted-types"]) == ("'self'", "kg-layout")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?://", answer.text)


def test_assets_may_be_kept_for_good_and_are_compressed(client: httpx.Client) -> None:
    page = client.get("/", headers=BROWSER).text
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert {address.rpartition(".")[2] for address in assets} == {"js", "css", "svg"}
    for address in assets:
        answer = client.get(address)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert address.endswith(".svg") or answer.headers["content-encoding"] == "gzip"


def test_the_server_says_where_the_explorer_is(filled: Path, tmp_path: Path) -> None:
    log = tmp_path / "said.log"
    with serving(filled, log=log) as server:
        assert f"the explorer is at {server.address}/" in log.read_text(encoding="utf8")


def test_without_a_built_explorer_the_rest_answers(tmp_path: Path) -> None:
    app = FastAPI()
    tell_faults(app, frozenset({"/api"}))
    add_explorer(app, tmp_path)
    assert not is_built(tmp_path)
    with TestClient(app) as client:
        for address in ("/", "/debates"):
            answer = client.get(address, headers=BROWSER)
            assert (answer.status_code, answer.json()) == (
                404,
                {
                    "error": "the explorer is not built",
                    "remedy": "In a checkout `make web` builds it; the API answers without it.",
                    "query": answer.json()["query"],
                },
            )
        assert client.get("/openapi.json", headers=BROWSER).status_code == 200
