from datetime import date
from pathlib import Path

import pytest

from kg.errors import RegistryError
from kg.model.edtf import bounds
from kg.paths import data_folder
from kg.rdf import canonical_turtle
from kg.registry import Registry

HEAD = """PREFIX actor: <https://w3id.org/pov/id/actor/> PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_every_name_finds_its_actor(registry: Registry) -> None:
    missing = [n for n, a in registry.names() if a not in (*registry.named(n), *registry.by_metonym(n))]
    assert missing == []


def test_no_two_actors_share_type_country_and_name(registry: Registry) -> None:
    keys = [(a.type, a.country, a.name) for a in registry.actors()]
    assert len(keys) == len(set(keys))


def test_office_times_are_edtf(registry: Registry) -> None:
    times = [t for a in registry.actors() for o in a.offices for t in (o.start, o.end) if t]
    assert [t for t in times if bounds(t) == (None, None)] == []


@pytest.mark.parametrize(
    ("title", "country", "day", "name"),
    [
        ("President", "TR", date(2019, 1, 1), "Recep Tayyip Erdoğan"),
        ("President", "FR", date(2010, 1, 1), "Nicolas Sarkozy"),
        ("Chancellor", "DE", date(2015, 6, 1), "Angela Merkel"),
        ("Prime Minister", "GB", date(2017, 1, 1), "Theresa May"),
    ],
)
def test_an_office_on_a_day_is_somebody(registry: Registry, title: str, country: str, day: date, name: str) -> None:
    state = registry.of_country(country, "State")[0]
    assert [a.name for a in registry.holders(title, state.iri, day)] == [name]


def test_names_in_other_scripts_are_known(registry: Registry) -> None:
    assert [a.name for a in registry.named("Александр Лукашенко")] == ["Alexander Lukashenka"]


def test_the_file_is_canonical() -> None:
    path = data_folder("graph") / "actors.ttl"
    text = path.read_text(encoding="utf8")
    assert canonical_turtle(text) == text


def test_a_later_file_wins(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(HEAD + 'actor:poland a pov:State ; skos:prefLabel "Polska"@en .')
    registry = Registry.load(data_folder("graph") / "actors.ttl", path)
    assert [a.name for a in registry.named("Polska") if a.iri.endswith("/poland")] == ["Polska"]


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("actor:x a pov:Planet ; skos:prefLabel 'X'@en .", "the type of https://w3id.org/pov/id/actor/x is Planet"),
        ("actor:x a pov:Person .", "https://w3id.org/pov/id/actor/x has 0 preferred labels"),
    ],
)
def test_a_wrong_block_is_named(tmp_path: Path, block: str, what: str) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(HEAD + block)
    with pytest.raises(RegistryError) as caught:
        Registry.load(path)
    assert caught.value.what == what
