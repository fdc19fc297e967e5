from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import WIKIDATA, Iri, Iris
from kg.linking import Known, candidates, known_actors, rejected, suggestions
from kg.linking.kinds import _CALLED, agrees, type_called
from kg.linking.lists import FIELDS, Candidate, external_id
from kg.linking.names import name_of, similarity
from kg.model.records import Actor
from kg.paths import data_folder
from kg.read.table import Row, Table
from kg.registry import Registry
from kg.registry.turtle import ACTOR_TYPES

BASE = "https://w3id.org/pov/id/actor/"


@cache
def real() -> tuple[Registry, Known]:
    path = data_folder("graph") / "actors.ttl"
    registry = Registry.load(path)
    return registry, known_actors(registry, [path], None, Iris())


@pytest.fixture
def known() -> Known:
    return real()[1]


def listed(number: int, *names: str, type: str = "", country: str = "", year: int | None = None) -> Candidate:
    types, countries = frozenset({type} - {""}), frozenset({country} - {""})
    return Candidate(Iri(f"{WIKIDATA}Q{number}"), names[0], names, types, countries, year)


def suggested(known: Known, *of: Candidate, **more: object) -> list[tuple[str, str, str]]:
    found = suggestions(known, of, **more)  # type: ignore[arg-type]
    return [(s.actor.iri.removeprefix(BASE), s.candidate.id.removeprefix(WIKIDATA), s.verdict.value) for s in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Володимир Зеленський", "Volodymyr Zelenskyy"),
        ("Wladimir Putin", "Владимир Путин"),
        ("Alexander Lukaschenko", "Aleksandr Łukaszenko"),
        ("Boris Jelzin", "Борис Ельцин"),
        ("Ali Chamenei", "Ali Khamenei"),
        ("Tsipras, Alexis", "Αλέξης Τσίπρας"),
    ],
)
def test_transliterations_of_a_name_are_alike(one: str, other: str) -> None:
    assert similarity(name_of(one), name_of(other)) > 0.9


@pytest.mark.parametrize(("one", "other"), [("France 24", "France 2"), ("Angela Merkel", "Olaf Scholz")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert similarity(name_of(one), name_of(other)) < 0.6


def test_a_name_in_another_script_is_a_match_where_type_and_country_agree(known: Known) -> None:
    one = listed(1, "Сяргей Лаўроў", "Сергей Лавров", type="Person", country="RU")
    assert suggested(known, one) == [("sergey-lavrov", "Q1", "match")]


def test_a_bare_name_is_to_be_reviewed(known: Known) -> None:
    assert suggested(known, listed(1, "Gazeta Wyborcza")) == [("gazeta-wyborcza", "Q1", "to review")]


def test_two_that_are_as_sure_are_to_be_reviewed(known: Known) -> None:
    both = [listed(n, "Gazeta Wyborcza", type="Newspaper", country="PL") for n in (2, 1)]
    assert suggested(known, *both) == [("gazeta-wyborcza", "Q1", "to review"), ("gazeta-wyborcza", "Q2", "to review")]


def test_the_country_tells_outlets_of_one_name_apart(known: Known) -> None:
    papers = [listed(n, "Der Standard", type="Newspaper", country=c) for n, c in ((1, "AT"), (2, "NA"))]
    assert suggested(known, *papers) == [("der-standard", "Q1", "match")]


def test_somebody_of_another_kind_and_country_is_not_suggested(known: Known) -> None:
    assert suggested(known, listed(1, "Gazeta Wyborcza", type="Person", country="US")) == []


def test_an_id_that_fits_two_actors_is_to_be_reviewed() -> None:
    actors = tuple(Actor(Iri(BASE + x), "Anna Nowak", "Person", country="PL") for x in ("a", "b"))
    found = suggested(Known(actors, {}), listed(1, "Anna Nowak", type="Person", country="PL"))
    assert found == [("a", "Q1", "to review"), ("b", "Q1", "to review")]


def test_who_held_an_office_as_a_child_is_somebody_else(known: Known) -> None:
    same = {"type": "Person", "country": "RU"}
    assert suggested(known, listed(1, "Sergey Lavrov", year=1950, **same))[0][2] == "match"
    assert suggested(known, listed(1, "Sergey Lavrov", year=2001, **same))[0][2] == "to review"


def test_who_has_an_id_is_left_out(known: Known) -> None:
    obama = {"type": "Person", "country": "US"}
    assert suggested(known, listed(76, "Barack Obama", **obama), listed(1, "Barack Obama", **obama)) == []
    elsewhere = Candidate(Iri("https://viaf.org/viaf/1"), "Barack Obama", ("Barack Obama",), frozenset({"Person"}))
    assert [s.actor.name for s in suggestions(known, [elsewhere])] == ["Barack Obama"]


def test_a_rejected_pair_is_left_out(known: Known) -> None:
    pair = (Iri(BASE + "gazeta-wyborcza"), Iri(WIKIDATA + "Q1"))
    assert suggested(known, listed(1, "Gazeta Wyborcza"), rejected={pair}) == []
    assert rejected([]) == frozenset()


CELLS = {
    "id": st.sampled_from(["Q1", "q2", "wd:Q3", "https://www.wikidata.org/wiki/Q4", "http://viaf.org/viaf/5", "6", ""]),
    "name": st.sampled_from(["Gazeta Wyborcza", "Wyborcza", "Der Standard", "Сергей Лавров", "Sergej Lawrow", "  "]),
    "aliases": st.sampled_from(["", "Gazeta|GW", "Lavrov|Sergei Lavrov", "||"]),
    "type": st.sampled_from(["", "newspaper", "human", "daily newspaper|company", "film"]),
    "country": st.sampled_from(["", "PL", "Poland", "AT|DE", "Russia", "Nowhere"]),
    "birth": st.sampled_from(["", "1950-03-21", "2010"]),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=8)


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_a_list_does_not_matter(both: tuple[list[Row], list[Row]]) -> None:
    registry, everybody = real()
    few = ("gazeta-wyborcza", "der-standard", "sergey-lavrov", "gazeta-polska")
    known = replace(everybody, actors=tuple(a for a in everybody.actors if a.iri.removeprefix(BASE) in few))

    def found(rows: list[Row]) -> object:
        bad: list[str] = []
        table = Table(Path("list.csv"), tuple(CELLS), dict(enumerate(rows, 1)))
        of = candidates(table, {}, registry, lambda error: bad.append(error.what)) if rows else []
        return of, suggestions(known, of), sorted(bad)

    assert found(both[0]) == found(both[1])


def test_ids_are_read_in_every_spelling() -> None:
    spelt = ["Q76", "q76", "wd:Q76", "http://www.wikidata.org/entity/Q76", "https://wikidata.org/wiki/Q76"]
    assert {external_id(one) for one in spelt} == {WIKIDATA + "Q76"}
    assert [external_id(one) for one in ("", "76", "Q", "Q0", "urn:x", "http://a b")] == [None] * 6


def test_every_type_is_called_by_its_own_name() -> None:
    assert {name: type_called(name) for name in ACTOR_TYPES} == {name: name for name in ACTOR_TYPES}
    assert set(_CALLED) <= ACTOR_TYPES
    words = [word for found in _CALLED.values() for word in found.split("|")]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [("State", "GeopoliticalEntity", True), ("State", "City", False), ("Company", "Government", None)],
)
def test_types_agree_along_the_hierarchy(one: str, other: str, verdict: bool | None) -> None:
    assert (agrees(one, other), agrees(other, one)) == (verdict, verdict)


def test_the_fields_are_those_of_the_help() -> None:
    from kg.cli.actors import link

    assert link.help is not None
    assert [field for field in FIELDS if field not in link.help] == []
