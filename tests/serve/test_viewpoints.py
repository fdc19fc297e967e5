"""Networks of viewpoints over HTTP are those of the library."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import kg
from kg.networks.viewpoint import Viewpoints
from tests.serve.conftest import KG, ROOT, Server


@pytest.fixture(scope="module")
def graph(sample: Server) -> Iterator[kg.Graph]:
    with kg.open(store=sample.folder) as opened:
        yield opened


def given(client: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = client.get(f"/api/networks/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ties(found: Any) -> dict[tuple[str, str], float]:
    names = {node["key"]: node["name"] for node in found["nodes"]}
    return {(names[tie["source"]], names[tie["target"]]): tie["weight"] for tie in found["ties"]}


def expected(found: Viewpoints) -> dict[tuple[str, str], float]:
    return {(tie.row, tie.column): tie.weight for tie in found.ties()}


@pytest.mark.parametrize(
    ("view", "choice"),
    [
        ("positions", {"about": "relation"}),
        ("judgements", {"mode": "one", "aggregation": "subtract", "normalisation": "average", "least": 2}),
        ("relations", {"directed": True, "duplicates": "document", "opposites": True}),
        ("judgements", {"sources": "outlets", "rows": "country", "weights": ["confidence"], "aggregation": "subtract"}),
    ],
)
def test_a_network_is_that_of_the_library(
    client: httpx.Client, graph: kg.Graph, view: Any, choice: dict[str, Any]
) -> None:
    found = given(client, view, **choice)
    network = graph.network(view, **{"aggregation": "subtract", **choice})
    assert ties(found) == expected(network)
    assert found["statements"] == len(network)
    assert found["total"] == len(found["ties"])
    weights = [abs(tie["weight"]) for tie in found["ties"]]
    assert weights == sorted(weights, reverse=True)


def test_a_tie_leads_to_its_claims_and_they_to_their_words(client: httpx.Client) -> None:
    found = given(client, "positions", claims=True, only="type=saves")
    names = {node["key"]: node["name"] for node in found["nodes"]}
    (tie,) = [one for one in found["ties"] if names[one["source"]] == "Gazeta Wyborcza"]
    behind = given(client, "positions/ties", row="Gazeta Wyborcza", column=names[tie["target"]], only="type=saves")
    assert behind["claims"] == tie["claims"]
    (claim,) = [client.get(f"/api/claims/{one}").json() for one in behind["claims"]]
    assert claim["evidence"]["words"] == "Putin who saved Lukashenka"
    assert given(client, "positions", only="type=saves")["ties"][0]["claims"] == []


def test_nodes_are_actors(client: httpx.Client) -> None:
    found = given(client, "judgements", limit=1)
    (putin,) = [node for node in found["nodes"] if node["name"] == "Vladimir Putin" and node["variable"] == "target"]
    assert (putin["id"], putin["attributes"]["class"]) == ("vladimir-putin", "Person")
    assert len(found["ties"]) == 1 < found["total"]


def test_windows_are_slices(client: httpx.Client) -> None:
    found = given(client, "judgements", window="1y")
    years = {one["start"][:4]: one for one in found["slices"]}
    assert years["2008"]["end"].startswith("2009")
    assert years["2008"]["statements"] >= len(years["2008"]["ties"]) > 0
    assert sum(one["statements"] for one in found["slices"]) <= found["statements"]


def test_settings_repeat_the_network(client: httpx.Client, graph: kg.Graph, tmp_path: Any) -> None:
    from kg.networks.recipe import Recipe

    found = given(client, "judgements", mode="one", aggregation="subtract", since="2016", until="2018")
    (tmp_path / "settings.toml").write_text(found["settings"], encoding="utf8")
    recipe = Recipe.read(tmp_path / "settings.toml")
    assert ties(found) == expected(recipe.network(recipe.claimed(graph._store)))


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("judgements?rows=x", 400, "statements have no x (x)"),
        ("judgements?kernel=uniform", 400, "kernel needs a window (window)"),
        ("judgements?window=1h", 400, "there are more than 1000 windows (window)"),
        ("judgements?around=Nobody+At+All", 404, None),
        ("judgements/ties?row=Nobody&column=Vladimir+Putin", 400, "the network has no Nobody (Nobody)"),
        ("opinions", 422, None),
        ("judgements?mode=three", 422, None),
    ],
)
def test_what_is_none_is_said(client: httpx.Client, path: str, status: int, error: str | None) -> None:
    answer = client.get(f"/api/networks/{path}")
    assert answer.status_code in (status, 400), answer.text
    assert error is None or answer.json()["error"] == error


def test_a_change_of_the_store_is_seen(written: Server) -> None:
    with written.client("write") as client:
        assert given(client, "judgements")["statements"] == 0
        documents = sorted((ROOT / "graph" / "documents").glob("2008*.nq"))
        command = [*KG, "ingest", *map(str, documents), "--store", str(written.folder), "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "KG_STORE_TOKEN": written.tokens["write"]})
        assert given(client, "judgements")["statements"] > 0


def test_slices_have_no_more_ties_than_were_asked_for(client: httpx.Client) -> None:
    whole, cut = (given(client, "judgements", window="1y", **choice) for choice in ({}, {"limit": 3}))
    assert [one["total"] for one in cut["slices"]] == [len(one["ties"]) for one in whole["slices"]]
    assert max(one["total"] for one in cut["slices"]) > 3
    for one, other in zip(cut["slices"], whole["slices"], strict=True):
        heaviest = sorted((abs(tie["weight"]) for tie in other["ties"]), reverse=True)[:3]
        assert [abs(tie["weight"]) for tie in one["ties"]] == heaviest


@pytest.mark.parametrize("around", ["vladimir-putin", "https://w3id.org/pov/id/actor/vladimir-putin"])
def test_a_network_is_around_an_id_an_iri_or_a_name(client: httpx.Client, around: str) -> None:
    found = given(client, "relations", around=around)
    assert ties(found) == ties(given(client, "relations", around="Vladimir Putin")) != {}


@pytest.mark.parametrize(
    ("name", "value"), [("valence", "negative"), ("polarity", "negated"), ("status", "unreviewed")]
)
def test_statements_are_chosen_by_what_their_claims_say(client: httpx.Client, name: str, value: str) -> None:
    found = given(client, "types", only=f"{name}={value}", limit=1)
    without = given(client, "types", exclude=f"{name}={value}", limit=1)
    assert found["statements"] > 0
    assert found["statements"] + without["statements"] == given(client, "types", limit=1)["statements"]


def test_a_page_of_a_network_is_saved_and_runs_nothing_here(client: httpx.Client) -> None:
    answer = client.get("/api/networks/relations/page", params={"directed": True, "around": "vladimir-putin"})
    assert answer.headers["content-disposition"] == 'attachment; filename="network-relations.html"'
    assert answer.headers["content-security-policy"] == "sandbox"
    assert "Vladimir Putin" in answer.text
    assert client.get("/api/networks/relations/page", params={"window": "1y"}).status_code == 400
