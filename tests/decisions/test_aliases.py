from kg.decisions import Decision
from kg.decisions.aliases import alias_quads, with_aliases
from kg.iris import ALT_LABEL, Iri, Iris
from kg.model.quads import Quad, text
from kg.model.records import Actor, ActorStatus
from kg.registry import Registry
from kg.resolve.made import provisional

IRIS = Iris("urn:kg:")
PUTIN = Actor(Iri("urn:kg:actor/putin"), "Vladimir Putin", "Person", names=("Putin",))
REGISTRY = Registry([PUTIN], "digest")


def alias(target: Iri, new: str, field: str = "", old: str = "") -> Decision:
    return Decision(target, "alias", field, old, new, "", "anna", "2024-05-01")


def test_a_registry_without_further_names_is_the_same() -> None:
    assert with_aliases(REGISTRY, [Decision(PUTIN.iri, "name", new="x")], IRIS) is REGISTRY


def test_an_actor_is_found_by_a_further_name() -> None:
    rows = [alias(PUTIN.iri, "Путин", "ru"), alias(PUTIN.iri, "Poutine", "fr"), alias(PUTIN.iri, "Vladimir Putin")]
    named = with_aliases(REGISTRY, rows, IRIS)
    assert [actor.name for actor in named.named("poutine")] == ["Vladimir Putin"]
    assert [actor.names for actor in named.actors()] == [("Poutine", "Putin", "Путин")]
    assert named.digest == with_aliases(REGISTRY, rows[::-1], IRIS).digest
    assert len({REGISTRY.digest, named.digest, with_aliases(REGISTRY, rows[:1], IRIS).digest}) == 3
    graph = Iri("urn:kg:graph/registry")
    assert next(alias_quads(named, rows, graph)) == Quad(PUTIN.iri, ALT_LABEL, text("Путин", "ru"), graph)


def test_an_actor_that_the_registry_lacks_is_known_by_the_name_in_old() -> None:
    paper = provisional("Le Petit Journal", "Outlet", "FR", IRIS)
    named = with_aliases(REGISTRY, [alias(paper.iri, "LPJ", old="le petit journal")], IRIS)
    assert [(a.iri, a.type, a.country, a.status) for a in named.named("LPJ")] == [
        (paper.iri, "Outlet", "FR", ActorStatus.PROVISIONAL)
    ]
    assert list(alias_quads(named, [alias(paper.iri, "LPJ")], Iri("urn:kg:graph/registry"))) == []


def test_the_name_before_a_decision_to_rename_counts_too() -> None:
    nowak = provisional("Jan Nowak", "Person", None, IRIS)
    renamed = Decision(nowak.iri, "name", "name", "Jan Nowak", "Johann Nowak", "", "anna", "2024-05-01")
    row = alias(nowak.iri, "J. N.", old="Johann Nowak")
    assert with_aliases(REGISTRY, [row], IRIS).named("J. N.") == ()
    assert [a.iri for a in with_aliases(REGISTRY, [row, renamed], IRIS).named("J. N.")] == [nowak.iri]


def test_nobody_is_called_so_where_no_name_is_told() -> None:
    named = with_aliases(REGISTRY, [alias(Iri("urn:kg:actor/nobody"), "Someone")], IRIS)
    assert (named.named("Someone"), named.called("urn:kg:actor/nobody")) == ((), None)
