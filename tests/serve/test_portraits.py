"""What claims and stances come to: every number is the total of a list, and equals what SPARQL counts."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest

from kg.model.relation_types import relation_types
from kg.networks.agreement import SETTINGS, agreement
from kg.networks.claimed import statements
from kg.networks.recipe import Recipe
from kg.networks.wanted import wanted
from kg.store import Store, open_store
from tests.serve.conftest import Server, serving

POV = "https://w3id.org/pov#"
ACTOR = "https://w3id.org/pov/id/actor/"
HEAD = f"PREFIX pov: <{POV}> PREFIX actor: <{ACTOR}> "
ROLES = (
    {"object": "european-union"},
    {"subject": "donald-trump"},
    {"source": "die-welt"},
    {"outlet": "gazeta-wyborcza"},
)
PERIODS = {"year": ("since", "until")}


@pytest.fixture(scope="module")
def judged(sample: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The sample, in which of the claims about the Union some are denied, some rejected, and some have a valence."""
    folder = tmp_path_factory.mktemp("judged") / "store"
    with open_store(sample.folder, read_only=True) as opened:
        opened.backup(folder, with_texts=False)
    with open_store(folder) as opened:
        query = f"{HEAD}SELECT ?c {{ ?c pov:expresses/pov:object actor:european-union }} ORDER BY ?c"
        claims = [str(row["c"]) for row in opened.select(query).rows]
        assert len(claims) > 12
        for claim, (name, value) in zip(
            claims,
            [("polarity", "negated")] * 3 + [("reviewStatus", "rejected")] * 2 + [("valence", "positive")] * 3,
            strict=False,
        ):
            opened.update(
                f"{HEAD}DELETE {{ GRAPH ?g {{ <{claim}> pov:{name} ?old }} }}"
                f" INSERT {{ GRAPH ?g {{ <{claim}> pov:{name} pov:{value} }} }}"
                f" WHERE {{ GRAPH ?g {{ <{claim}> a pov:Claim OPTIONAL {{ <{claim}> pov:{name} ?old }} }} }}"
            )
    with serving(folder, "--timeout", "60") as server, server.client() as opened_client:
        yield opened_client


def given(client: httpx.Client, path: str, /, **parameters: Any) -> Any:
    answer = client.get(f"/api/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def totals(client: httpx.Client, path: str, **parameters: Any) -> int:
    return int(given(client, path, limit=1, **parameters)["total"])


def of_group(by: str, value: str) -> dict[str, str]:
    """The filter that takes a group."""
    return dict.fromkeys(PERIODS.get(by, (by,)), value)


def counted(store: Store, query: str) -> dict[str, int]:
    found = store.columns(f"{HEAD}SELECT ?value (COUNT(*) AS ?n) {{ {query} }} GROUP BY ?value")
    return {value.rpartition("/")[2]: int(n) for value, n in zip(found["value"], found["n"], strict=True)}


def numbers(groups: Any) -> dict[str, int]:
    assert groups["total"] == len(groups["items"])
    return {group["id"].rpartition("/")[2]: group["total"] for group in groups["items"]}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: next(iter(role)))
def test_every_number_is_the_total_of_the_list_of_its_claims(client: httpx.Client, role: dict[str, str]) -> None:
    found = given(client, "portrait", limit=500, **role)
    assert found["claims"] == totals(client, "claims", **role) > 10
    for by, groups in found["by"].items():
        for group in groups["items"]:
            if by not in role or group["id"] in role.values():
                assert group["total"] == totals(client, "claims", **{**role, **of_group(by, group["id"])}), (by, group)
            assert group["total"] == sum(group["counts"].values())


def test_a_valence_is_that_of_the_list(client: httpx.Client, judged: httpx.Client) -> None:
    for asked in (client, judged):
        found = given(asked, "portrait", object="european-union", by="subject", limit=500)
        for valence in ("positive", "neutral", "negative"):
            assert found["counts"][valence] == totals(asked, "claims", object="european-union", valence=valence)
            for group in found["by"]["subject"]["items"][:5]:
                one = totals(asked, "claims", object="european-union", subject=group["id"], valence=valence)
                assert group["counts"][valence] == one
        assert found["counts"]["mixed"] == 0


def test_what_is_denied_is_neutral_and_an_own_valence_counts(client: httpx.Client, judged: httpx.Client) -> None:
    items = given(judged, "claims", object="european-union", limit=500)["items"]
    ids = sorted(item["id"] for item in items)
    own = dict.fromkeys(ids[5:8], "positive")
    usual = {item["id"]: relation_types()[item["relationType"]].valence for item in items}
    expected = Counter(
        "neutral" if item["polarity"] == "negated" else own.get(item["id"], usual[item["id"]]) for item in items
    )
    found = given(judged, "portrait", object="european-union", by="year")["counts"]
    assert {name: n for name, n in found.items() if n} == dict(expected)
    assert found != given(client, "portrait", object="european-union", by="year")["counts"]


def test_what_was_rejected_may_be_left_out(judged: httpx.Client) -> None:
    asked = {"object": "european-union", "rejected": "no"}
    found = given(judged, "portrait", limit=500, **asked)
    assert found["claims"] == totals(judged, "claims", **asked) == totals(judged, "claims", object="european-union") - 2
    assert sum(numbers(found["by"]["type"]).values()) == found["claims"]


def test_numbers_are_those_of_sparql(client: httpx.Client, store: Store) -> None:
    found = given(client, "portrait", object="european-union", limit=500)["by"]
    claim = "?c pov:expresses ?r . ?r pov:object actor:european-union"
    assert numbers(found["subject"]) == counted(store, f"{claim} . ?r pov:subject ?value")
    assert numbers(found["type"]) == counted(store, f"{claim} . ?r pov:relationType ?value")
    assert numbers(found["outlet"]) == counted(store, f"{claim} . ?c pov:statedIn/pov:contributor ?value")
    assert numbers(found["country"]) == counted(store, f"{claim} . ?c pov:statedIn/pov:countryCode ?value")
    year = "?c pov:statedIn/pov:partOf/pov:startDate ?d BIND (STR(YEAR(?d)) AS ?value)"
    assert numbers(found["year"]) == counted(store, f"{claim} . {year}")
    whole = sum(numbers(found["subject"]).values())
    assert found["country"]["without"] == whole - sum(numbers(found["country"]).values()) > 0


def test_groups_come_in_parts_the_largest_first(client: httpx.Client) -> None:
    asked = {"object": "european-union", "by": ["subject", "year"]}
    whole = given(client, "portrait", limit=500, **asked)["by"]
    part = given(client, "portrait", limit=3, offset=2, **asked)["by"]
    assert part["subject"]["items"] == whole["subject"]["items"][2:5]
    assert part["subject"]["total"] == len(whole["subject"]["items"]) > 5
    assert part["year"] == whole["year"]
    assert [year["id"] for year in whole["year"]["items"]] == sorted(year["id"] for year in whole["year"]["items"])
    sizes = [group["total"] for group in whole["subject"]["items"]]
    assert sizes == sorted(sizes, reverse=True)
    negative = given(client, "portrait", limit=500, order="negative", **asked)["by"]["subject"]["items"]
    hostile = [group["counts"]["negative"] for group in negative]
    assert hostile == sorted(hostile, reverse=True)


@pytest.mark.parametrize(
    ("on", "left", "right", "common"),
    [
        ("country", "DE", "PL", {}),
        ("object", "vladimir-putin", "donald-trump", {}),
        ("period", "2008/2016", "2022", {"object": "european-union"}),
        ("outlet", "die-welt", "gazeta-wyborcza", {"valence": "negative"}),
    ],
)
def test_a_comparison_is_two_portraits(
    client: httpx.Client, on: str, left: str, right: str, common: dict[str, str]
) -> None:
    def side(value: str) -> dict[str, str]:
        since, _, until = value.partition("/")
        return {"since": since, "until": until or since} if on == "period" else {on: value}

    found = given(client, "comparison", on=on, left=left, right=right, limit=500, **common)
    one, other = (given(client, "portrait", limit=500, **side(value), **common) for value in (left, right))
    for name, whole in (("left", one), ("right", other)):
        assert (found[name]["claims"], found[name]["counts"]) == (whole["claims"], whole["counts"])
    assert found["left"]["id"] == left
    for by, pairs in found["by"].items():
        for name, whole in (("left", one), ("right", other)):
            assert {p["id"]: p[name] for p in pairs["items"] if sum(p[name].values())} == {
                group["id"]: group["counts"] for group in whole["by"][by]["items"]
            }
        for pair in pairs["items"]:
            shares = [sum(pair[n].values()) / w["claims"] for n, w in (("left", one), ("right", other))]
            assert pair["difference"] == pytest.approx(shares[1] - shares[0])
        if by != "year":
            sizes = [abs(pair["difference"]) for pair in pairs["items"]]
            assert sizes == sorted(sizes, reverse=True)


def test_who_is_said_to_stand_with_both_sides(client: httpx.Client, store: Store) -> None:
    asked = {"on": "object", "left": "russia", "right": "ukraine", "by": "subject", "limit": 500}
    for valence in ({}, {"valence": "positive"}):
        found = given(client, "comparison", shared="yes", **asked, **valence)["by"]["subject"]["items"]
        sides = [
            numbers(given(client, "portrait", object=one, by="subject", limit=500, **valence)["by"]["subject"])
            for one in ("russia", "ukraine")
        ]
        assert {pair["id"] for pair in found} == set(sides[0]) & set(sides[1])
    assert given(client, "comparison", **asked)["by"]["subject"]["items"]


def test_claims_on_unnamed_sources(client: httpx.Client, store: Store) -> None:
    rows = store.columns(
        f"{HEAD}SELECT ?c {{ VALUES ?kind {{ pov:UnnamedActor pov:ImpersonalSource }} ?c pov:claimedBy/a ?kind }}"
    )["c"]
    found = given(client, "claims", named="no", limit=500)
    assert {claim["iri"] for claim in found["items"]} == set(rows)
    assert found["total"] == len(set(rows)) > 50
    assert totals(client, "claims", named="yes") + found["total"] == totals(client, "claims")


def test_claims_by_date(client: httpx.Client) -> None:
    newest = given(client, "claims", order="newest", limit=500)["items"]
    dates = [claim["date"] for claim in newest]
    assert dates == sorted(dates, reverse=True)
    oldest = [claim["date"] for claim in given(client, "claims", order="oldest", limit=500)["items"]]
    assert oldest == sorted(dates)
    part = given(client, "claims", order="newest", limit=20, offset=30)["items"]
    assert part == newest[30:50]


def test_stances_are_those_of_sparql(client: httpx.Client, store: Store) -> None:
    stance = "?c pov:target actor:vladimir-putin"
    found = given(client, "stances/portrait", target="vladimir-putin", limit=500)
    assert numbers(found["by"]["outlet"]) == counted(store, f"{stance} ; pov:statedIn/pov:contributor ?value")
    assert numbers(found["by"]["country"]) == counted(store, f"{stance} ; pov:statedIn/pov:countryCode ?value")
    assert numbers(found["by"]["source"]) == counted(store, f"{stance} ; pov:stanceOf ?value")
    values = counted(store, f"{stance} ; pov:stanceValue ?v BIND (STRAFTER(STR(?v), '#') AS ?value)")
    assert {name: n for name, n in found["counts"].items() if n} == values
    for by, groups in found["by"].items():
        for group in groups["items"]:
            asked = {"target": "vladimir-putin", "limit": "500", **of_group(by, group["id"])}
            listed = given(client, "stances", **asked)
            assert listed["total"] == len(listed["items"]) == group["total"], (by, group)
            assert Counter(one["value"] for one in listed["items"]) == Counter(group["counts"])
    assert {one["target"]["id"] for one in given(client, "stances", target="Vladimir Putin")["items"]} == {
        "vladimir-putin"
    }


def test_agreement_is_that_of_the_measure(client: httpx.Client, store: Store) -> None:
    recipe: Recipe = wanted("judgements", {"sources": "outlets"}, None, None, usual=SETTINGS)
    claimed = statements(store, "judgements", sources="outlets")
    measured = agreement(claimed.statements, recipe.settings)
    names = list(measured.names)
    checked = 0
    for row in np.argsort(-(measured.concepts > 0).sum(axis=1))[:5]:
        iri = claimed.iris[names[row]]
        found = given(client, "agreement", outlet=iri, limit=500)["items"]
        others = {one["name"]: (one["judged"], one["share"]) for one in found}
        expected = {
            names[n]: (int(measured.concepts[row, n]), float(measured.share[row, n]))
            for n in np.flatnonzero(measured.concepts[row])
            if n != row
        }
        assert others == expected
        assert [one["judged"] for one in found] == sorted((one["judged"] for one in found), reverse=True)
        checked += len(expected)
    assert checked > 10


def test_what_an_outlet_covers(client: httpx.Client, store: Store) -> None:
    found = given(client, "coverage", outlet="Gazeta Wyborcza", limit=500)
    passage = "?p pov:contributor actor:gazeta-wyborcza"
    mentions = counted(store, f"{passage} . ?m pov:statedIn ?p ; pov:refersTo ?value")
    assert {one["id"].rpartition("/")[2]: one["mentions"] for one in found["actors"]} == mentions
    assert found["actorsInAll"] == len(found["actors"]) == len(mentions)
    debates = [given(client, f"documents/{one['id'].replace('/', '%2F')}") for one in found["debates"]]
    assert [one["contributions"] for one in found["debates"]] == [
        sum((p["contributor"] or {}).get("id") == "gazeta-wyborcza" for p in debate["passages"]) for debate in debates
    ]
    dates = [one["date"] for one in found["debates"]]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 3


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("comparison?on=period&left=2014/15/16&right=2020", "2014/15/16 is no period (period)"),
        ("comparison?on=period&left=soon&right=2020", '"soon" is no date (since)'),
        ("portrait?object=Nobody+At+All", None),
        ("agreement?outlet=Nobody+At+All", None),
        ("stances?target=Nobody+At+All", None),
    ],
)
def test_what_is_none_is_said(client: httpx.Client, path: str, error: str | None) -> None:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 400, answer.text
    assert error in (answer.json()["error"], None)
