"""Who is meant by a mention of which it was not plain."""

from kg.decisions import Decision
from kg.decisions.relink import relink
from kg.iris import Iri
from kg.model.records import Actor, Link, Mention, MentionForm, Resolution, Span

POLAND, FRANCE = (Actor(Iri(f"urn:kg:{name.lower()}"), name, "State") for name in ("Poland", "France"))
KNOWN = {actor.iri: actor for actor in (POLAND, FRANCE)}
NAME, THEY = (
    Mention("name", 1, Span(10, 16), MentionForm.NAME),
    Mention("they", 1, Span(0, 4), MentionForm.PRONOUN),
)
FOUND = Resolution((Link("name", POLAND.iri, 0.9, "name"),), (POLAND,), (NAME,), (THEY,))


def split(target: str, new: str, coder: str = "anna") -> Decision:
    return Decision(target, "split", new=new, coder=coder, date="2024-05-01")


def test_a_decision_links_a_mention_that_nobody_was_linked_to() -> None:
    linked, merges = relink(FOUND, [split("they", FRANCE.iri)], lambda name: KNOWN.get(Iri(name)))
    link = Link("they", FRANCE.iri, 1.0, "decision of anna")
    assert linked == Resolution((*FOUND.links, link), (FRANCE, POLAND), (THEY, NAME), ())
    assert merges == ()


def test_the_later_decision_counts() -> None:
    rows = [split("they", FRANCE.iri), split("they", POLAND.iri, "ben")]
    linked, _ = relink(FOUND, rows, lambda name: KNOWN.get(Iri(name)))
    assert linked.links[1:] == (Link("they", POLAND.iri, 1.0, "decision of ben"),)
    assert linked.mentions == (THEY, NAME)


def test_a_mention_stays_as_it_is_where_nobody_is_known_by_the_name() -> None:
    assert relink(FOUND, [split("they", "Nobody")], lambda name: KNOWN.get(Iri(name)))[0] == FOUND
