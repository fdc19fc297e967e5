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


def test_a_project_adds_a_name_and_an_office_to_a_bundled_actor(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(
        HEAD
        + """actor:angela-merkel skos:altLabel "Mutti"@de .
<https://w3id.org/pov/id/actor/angela-merkel#office-board> a pov:OfficeHolding ; pov:holder actor:angela-merkel ;
  pov:officeIn actor:germany ; pov:officeTitle "Chair of the Board" ; pov:time "2023/.." ."""
    )
    registry = Registry.load(data_folder("graph") / "actors.ttl", path)
    (merkel,) = registry.named("Mutti")
    assert merkel.name == "Angela Merkel"
    assert {"Chancellor", "Chair of the Board"} <= {office.title for office in merkel.offices}


ACTOR = "https://w3id.org/pov/id/actor/x"
PERSON = "actor:x a pov:Person ; skos:prefLabel 'X'@en .\n"


@pytest.mark.parametrize(
    ("block", "what", "line"),
    [
        ("actor:x a pov:Planet ; skos:prefLabel 'X'@en .", f"the type of {ACTOR} is Planet", "3"),
        ("actor:x a pov:Person .", f"{ACTOR} has 0 preferred labels", "3"),
        (PERSON + PERSON.replace("'X'", "'Y'"), f"{ACTOR} has 2 preferred labels", "3 and 4"),
        (
            PERSON + "actor:y a pov:OfficeHolding ; pov:officeTitle 'Mayor' .",
            "the office ACTORy has no pov:holder",
            "4",
        ),
        (PERSON + "actor:y pov:holder actor:x .", "the office ACTORy has no pov:officeTitle", "4"),
        (
            PERSON + "actor:y pov:holder actor:x ; pov:officeTitle 'Mayor' ; pov:officeIn actor:z .",
            "the office ACTORy has an unknown pov:officeIn: ACTORz",
            "4",
        ),
        (
            PERSON + "actor:y pov:holder actor:x ; pov:officeTitle 'Mayor' ; pov:time 'long ago' .",
            'the office ACTORy has a wrong time: "long ago"',
            "4",
        ),
        (
            "actor:x a pov:Government ; skos:prefLabel 'X'@en ; pov:governmentOf actor:z .",
            "ACTORx is of ACTORz, which is not there",
            "3",
        ),
    ],
)
def test_a_wrong_block_is_named_with_its_line(tmp_path: Path, block: str, what: str, line: str) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(HEAD + block)
    with pytest.raises(RegistryError) as caught:
        Registry.load(path)
    assert caught.value.what == what.replace("ACTOR", "https://w3id.org/pov/id/actor/")
    assert caught.value.where == f"{path}, line {line}"


def test_wrong_turtle_is_a_registry_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(HEAD + PERSON + "actor:y a ;")
    with pytest.raises(RegistryError) as caught:
        Registry.load(path)
    assert caught.value.where == f"{path}, line 4"
