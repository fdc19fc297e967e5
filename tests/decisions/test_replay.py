from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision, Replayed, replay
from kg.decisions.meant import Meant
from kg.decisions.rows import in_order
from kg.iris import Iri
from kg.model.records import (
    Actor,
    ActorStatus,
    Claim,
    Commitment,
    Document,
    Extraction,
    Issue,
    Link,
    Mention,
    MentionForm,
    Passage,
    Resolution,
    Span,
    Step,
)
from kg.registry import Registry

TITLE = "Minsk: France waits"
QUOTE = (
    "Angela Merkel met Vladimir Putin in Minsk. Nobody asked Donald Tusk. She accused Poland of delay. "
    "Poland and Viktor\nOrbán deny it. She accused Poland of delay."
)
TEXT = f"{TITLE}\n\n{QUOTE}\n\nReports say that Poland waits."
OTHER = TEXT.index("Reports")
ACTORS = {
    name: Actor(Iri(f"urn:kg:{name.split()[-1].lower()}"), name, kind)
    for name, kind in [
        ("Angela Merkel", "Person"),
        ("Vladimir Putin", "Person"),
        ("Donald Tusk", "Person"),
        ("Viktor Orbán", "Person"),
        ("Emmanuel Macron", "Person"),
        ("Poland", "State"),
        ("France", "State"),
        ("Le Monde", "Newspaper"),
    ]
}
REGISTRY = Registry(
    [*ACTORS.values(), Actor(Iri("urn:kg:m1"), "Minsk", "City"), Actor(Iri("urn:kg:m2"), "Minsk", "State")]
)
VOTERS = Actor(Iri("urn:kg:doc/voters"), "Voters", "Group", ActorStatus.UNNAMED)
ONE, TWO = Span(len(TITLE) + 2, len(TITLE) + 2 + len(QUOTE)), Span(OTHER, len(TEXT))
DOCUMENT = Document(
    "doc", TEXT, "plain", "en",
    (
        Passage(0, Span(0, len(TITLE)), ()),
        Passage(1, ONE, (), outlet="Le Monde", country="FR", speaker="Donald Tusk"),
        Passage(2, TWO, ()),
    ),
)  # fmt: skip


def at(words: str, count: int = 0) -> Span:
    start = -1
    for _ in range(count + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def mention(words: str, count: int = 0, form: MentionForm = MentionForm.NAME) -> Mention:
    span = at(words, count)
    number = 0 if span.end <= len(TITLE) else 1 if span.end <= ONE.end else 2
    return Mention(f"{words}{count}", number, span, form, span if form is MentionForm.NAME else None)


MENTIONS = {
    "France0": "France",
    "Angela Merkel0": "Angela Merkel",
    "Vladimir Putin0": "Vladimir Putin",
    "She0": "Angela Merkel",
    "Poland0": "Poland",
    "Poland1": "Poland",
    "Poland3": "Poland",
}
FOUND = tuple(
    mention(of[:-1], int(of[-1]), MentionForm.PRONOUN if of == "She0" else MentionForm.NAME) for of in MENTIONS
)
LINKS = {**MENTIONS, "outlet:1": "Le Monde", "speaker:1": "Donald Tusk"}
CHAIN = (Step("speaker:1", "Donald Tusk", Commitment.COMMITS), Step("outlet:1", "Le Monde", Commitment.RELAYS))
ACCUSED = Claim("c1", 1, CHAIN, "She0", "accuses", "Poland0", at("She accused Poland"), 0.8)
MET = Claim(
    "c2", 1, CHAIN, "Vladimir Putin0", "meets-with", "Angela Merkel0", at("Angela Merkel met Vladimir Putin"), 0.9
)  # fmt: skip
WAITS = Claim(
    "c3", 2, (Step("reports", "Reports", Commitment.COMMITS), Step("editors", "editors", Commitment.RELAYS)),
    "Poland3", "says", None, at("Poland waits"), 0.5, theme="a bridge",
)  # fmt: skip
EDITORS = Actor(Iri("urn:kg:doc/editors"), "Editors", "Group", ActorStatus.UNNAMED)


def replayed(*rows: Decision) -> tuple[Replayed, list[str]]:
    """What comes of decisions, in the order in which files give them, and what is said of those that do not fit."""
    issues: list[Issue] = []
    used = {ACTORS[name].iri: ACTORS[name] for name in LINKS.values()} | {VOTERS.iri: VOTERS, EDITORS.iri: EDITORS}
    links = [Link(of, ACTORS[name].iri, 0.9, "rule") for of, name in LINKS.items()] + [
        Link("editors", EDITORS.iri, 1.0, "editors")
    ]
    resolution = Resolution(tuple(links), tuple(used[iri] for iri in sorted(used)), FOUND)
    extraction = Extraction(FOUND, (MET, ACCUSED, WAITS))
    done = replay(DOCUMENT, extraction, resolution, in_order(rows), issues.append, REGISTRY.called)
    return done, [issue.message.partition(" does not fit: ")[2] for issue in issues]


def edit(
    field: str, new: str, claim: str = "c1", old: str = "", coder: str = "anna", day: int = 1, words: str = ""
) -> Decision:
    return Decision(claim, "edit", field, old, new, words, coder, f"2024-05-0{day}")


def claims(done: Replayed) -> dict[str, Claim]:
    return {claim.id: claim for claim in done.extraction.claims}


def name_of(done: Replayed, of: str | None) -> str | None:
    actor = {link.of: link.actor for link in done.resolution.links}
    names = {a.iri: a.name for a in done.resolution.actors}
    return None if of is None else names[actor[of]]


def ends(done: Replayed, claim: str = "c1") -> tuple[str | None, str | None]:
    found = claims(done)[claim]
    return name_of(done, found.subject), name_of(done, found.object)


def by_hand(done: Replayed) -> list[tuple[str, str, str]]:
    """The mentions by hand: their words, whom they mean, and their form."""
    new = [m for m in done.extraction.mentions if m not in FOUND]
    return [(DOCUMENT.words(m.span), name_of(done, m.id) or "", m.form.value) for m in new]


def test_nothing_decided_changes_nothing() -> None:
    done, issues = replayed()
    assert (done.extraction.mentions, claims(done), done.statuses, issues) == (
        FOUND, {"c1": ACCUSED, "c2": MET, "c3": WAITS}, {}, [],
    )  # fmt: skip


def test_the_actor_is_found_among_the_mentions_of_the_passage() -> None:
    done, issues = replayed(edit("object", "Vladimir Putin"))
    assert issues == []
    assert claims(done) == {"c1": replace(ACCUSED, object="Vladimir Putin0"), "c2": MET, "c3": WAITS}
    assert (done.statuses, done.extraction.mentions) == ({"c1": "corrected"}, FOUND)


def test_the_nearest_mention_stands_for_the_actor() -> None:
    done, _ = replayed(edit("object", "Angela Merkel"), edit("subject", str(ACTORS["Poland"].iri)))
    assert claims(done)["c1"] == replace(ACCUSED, subject="Poland0", object="She0")


def test_then_one_in_title_or_lead_does() -> None:
    done, _ = replayed(edit("subject", "France"))
    assert claims(done)["c1"].subject == "France0"


def test_a_name_that_nobody_marked_gets_a_mention_by_hand() -> None:
    done, issues = replayed(edit("object", "Donald Tusk"), edit("subject", "Viktor Orban"))
    assert (ends(done), issues) == (("Viktor Orbán", "Donald Tusk"), [])
    assert by_hand(done) == [("Donald Tusk", "Donald Tusk", "name"), ("Viktor\nOrbán", "Viktor Orbán", "name")]
    assert sorted(done.statuses.values()) == ["accepted", "accepted", "corrected"]


def test_else_the_words_of_the_claim_stand_for_the_actor() -> None:
    done, _ = replayed(edit("object", "Emmanuel Macron"))
    assert ends(done) == ("Angela Merkel", "Emmanuel Macron")
    assert by_hand(done) == [("She accused Poland", "Emmanuel Macron", "description")]
    assert done.extraction.mentions == done.resolution.mentions
    assert len({m.id for m in done.extraction.mentions}) == len(FOUND) + 1


def test_words_that_mean_another_are_not_marked_anew() -> None:
    other = Registry([Actor(Iri("urn:kg:igor"), "Igor Putin", "Person")])
    meant = Meant(DOCUMENT, Extraction(FOUND), Resolution((), ()), (), other.called)
    made = meant.mention("Igor Putin", DOCUMENT.passages[1], at("met Vladimir Putin"), "anna")
    assert made is not None
    assert (made.span, made.form) == (at("met Vladimir Putin"), MentionForm.DESCRIPTION)


def test_of_two_of_one_name_the_one_of_the_registry_is_meant() -> None:
    twin = Actor(Iri("urn:kg:twin"), "Emmanuel Macron", "Organisation", ActorStatus.PROVISIONAL)
    both = Resolution((), (ACTORS["Emmanuel Macron"], twin))
    for registry, meant in ((REGISTRY, "urn:kg:macron"), (Registry([]), None)):
        found = Meant(DOCUMENT, Extraction(), both, (), registry.called)
        made = found.mention("Emmanuel Macron", DOCUMENT.passages[1], ONE, "anna")
        assert found.actor_of(made.id if made else None) == meant


@pytest.mark.parametrize("name", ["Nobody At All", "Minsk", "urn:kg:nobody"])
def test_an_actor_that_nobody_knows_makes_the_edit_stale(name: str) -> None:
    done, issues = replayed(edit("object", name))
    assert issues == [f'neither the registry nor the document knows one actor called "{name}"']
    assert (claims(done)["c1"], done.statuses) == (ACCUSED, {})


def test_an_actor_is_not_related_to_itself() -> None:
    done, issues = replayed(edit("object", "Angela Merkel"))
    assert (claims(done)["c1"], issues) == (ACCUSED, ["an actor would be related to itself"])


def test_a_merge_and_a_split_move_what_is_marked_by_hand() -> None:
    merge = Decision("urn:kg:macron", "merge", new="Viktor Orbán", coder="ben", date="2024-05-01")
    done, _ = replayed(edit("object", "Emmanuel Macron"), merge)
    assert ends(done) == ("Angela Merkel", "Viktor Orbán")
    made = next(m for m in replayed(edit("object", "Emmanuel Macron"))[0].extraction.mentions if m not in FOUND)
    split = Decision(made.id, "split", new="France", coder="ben", date="2024-05-01")
    assert ends(replayed(edit("object", "Emmanuel Macron"), split)[0]) == ("Angela Merkel", "France")


def test_an_actor_without_a_name_of_its_own_can_be_meant() -> None:
    assert ends(replayed(edit("subject", "voters"))[0])[0] == "Voters"


def test_an_object_goes_where_a_theme_is() -> None:
    done, issues = replayed(edit("object", ""), edit("theme", "delay"))
    assert (claims(done)["c1"].object, claims(done)["c1"].theme, issues) == (None, "delay", [])
    _, issues = replayed(edit("object", ""))
    assert issues == ["the claim has no other object, theme or content"]
    assert replayed(edit("theme", "", "c3"))[1] == issues


def test_evidence_is_found_in_the_passage_nearest_to_where_it_was() -> None:
    done, issues = replayed(edit("span", "She accused  Poland of delay", words="She accused Poland"))
    assert (claims(done)["c1"].span, issues) == (at("She accused Poland of delay"), [])
    _, issues = replayed(edit("span", "Poland waits"))
    assert issues == ["its words do not stand in the passage of the claim"]


def test_decisions_go_by_the_words_before_and_after_an_edit_of_the_evidence() -> None:
    span = edit("span", "She accused Poland of delay", words="She accused Poland")
    before, after = (
        Decision("c1", "accept", words=words, coder=coder, date="2024-05-02")
        for words, coder in (("She accused Poland", "ben"), ("She accused Poland of delay", "carl"))
    )
    assert replayed(span, before, after)[1] == []
    assert replayed(after)[1] == ["its words are others now"]


def test_actors_are_looked_for_near_the_new_evidence() -> None:
    done, _ = replayed(edit("object", "Poland"), edit("span", "Poland and Viktor Orbán deny it"))
    assert claims(done)["c1"].object == "Poland1"


def test_a_chain_is_edited_by_names() -> None:
    done, issues = replayed(edit("source", "Vladimir Putin|Le Monde"))
    putin = Step("Vladimir Putin0", "Vladimir Putin", Commitment.COMMITS)
    assert (claims(done)["c1"].source, issues) == ((putin, CHAIN[1]), [])
    assert claims(replayed(edit("source", "Vladimir Putin"))[0])["c1"].source == (putin, CHAIN[1])
    with_speaker = claims(replayed(edit("source", "Vladimir Putin|Donald Tusk|Le Monde"))[0])["c1"].source
    assert with_speaker == (putin, replace(CHAIN[0], commitment=Commitment.RELAYS), CHAIN[1])


def test_the_outlet_alone_can_be_the_source() -> None:
    done, _ = replayed(edit("source", "Le Monde"))
    assert claims(done)["c1"].source == (replace(CHAIN[1], commitment=Commitment.COMMITS),)


def test_a_source_without_an_actor_keeps_its_words() -> None:
    done, _ = replayed(edit("source", "Viktor Orbán|reports", "c3"))
    assert [step.words for step in claims(done)["c3"].source] == ["Poland waits", "Reports", "editors"]


@pytest.mark.parametrize("chain", ["Le Monde|Vladimir Putin", "Vladimir Putin|Vladimir Putin"])
def test_no_source_stands_twice_in_a_chain(chain: str) -> None:
    _, issues = replayed(edit("source", chain))
    assert issues == ["a source stands twice in the chain, or the outlet not at its end"]


def test_the_ends_of_a_symmetric_relation_are_those_that_a_store_shows() -> None:
    """Merkel, whose IRI comes first, is shown as the subject, though the claim has her as its object."""
    done, _ = replayed(edit("object", "Viktor Orbán", "c2", old="Vladimir Putin"))
    assert ends(done, "c2") == ("Viktor Orbán", "Angela Merkel")
    assert ends(replayed(edit("object", "Viktor Orbán", "c2"))[0], "c2") == ("Viktor Orbán", "Angela Merkel")
    both = (
        edit("subject", "Poland", "c2", old="Viktor Orbán"),
        edit("object", "Viktor Orbán", "c2", old="Vladimir Putin"),
    )
    assert ends(replayed(*both)[0], "c2") == ("Poland", "Angela Merkel")


def test_an_end_can_be_edited_again_when_a_store_has_turned_the_relation() -> None:
    first, again = (
        edit("subject", "Donald Tusk", "c2", old="Angela Merkel"),
        edit("object", "France", "c2", old="Donald Tusk"),
    )
    assert ends(replayed(first)[0], "c2") == ("Vladimir Putin", "Donald Tusk")
    assert ends(replayed(first, again)[0], "c2") == ("Vladimir Putin", "France")


def test_of_two_edits_of_a_field_the_later_counts_where_it_fits() -> None:
    first, second = edit("object", "Vladimir Putin"), edit("object", "France", coder="ben", day=2)
    assert ends(replayed(first, second)[0])[1] == "France"
    done, issues = replayed(first, replace(second, new="Nobody"))
    assert (ends(done)[1], len(issues)) == ("Vladimir Putin", 1)


def test_settled_rows_alone_are_replayed() -> None:
    settled = Decision("c1", "accept", coder="settled", date="2024-05-01")
    done, issues = replayed(edit("object", "Nobody"), edit("polarity", "negated", day=2), settled)
    assert (claims(done)["c1"], done.statuses, issues) == (ACCUSED, {"c1": "accepted"}, [])


ROWS = (
    edit("object", "Emmanuel Macron"),
    edit("object", "Donald Tusk", coder="ben"),
    edit("subject", "Viktor Orbán"),
    edit("span", "She accused Poland of delay"),
    edit("source", "Vladimir Putin"),
    edit("theme", "delay", "c2"),
    edit("object", "", "c2", day=2),
    Decision("c1", "accept", coder="ben", date="2024-05-01"),
    Decision("c1", "reject", coder="settled", date="2024-05-01"),
    Decision("urn:kg:macron", "merge", new="France", coder="ben", date="2024-05-01"),
    Decision("doc", "add", "", "", "France|accuses|Poland", "Poland of delay", "ben", "2024-05-01"),
)


@given(st.sets(st.sampled_from(ROWS)), st.randoms())
def test_rows_in_any_order_of_files_give_the_same(rows: set[Decision], order: Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert replayed(*shuffled) == replayed(*sorted(rows))


def added(new: str, words: str, field: str = "") -> Decision:
    return Decision("doc", "add", field, "", new, words, "anna", "2024-05-01")


def test_a_claim_is_added_with_its_parts() -> None:
    text = (
        "Donald Tusk|accuses|Emmanuel Macron|polarity=negated|modality=possible|source=Vladimir Putin>Le Monde|time=now"
    )
    done, issues = replayed(added(text, "Nobody asked Donald Tusk"))
    (new,) = set(claims(done)) - {"c1", "c2", "c3"}
    claim = claims(done)[new]
    assert (ends(done, new), issues) == (("Donald Tusk", "Emmanuel Macron"), [])
    assert (claim.polarity, claim.modality, claim.time, claim.rule) == ("negated", "possible", "now", "hand")
    assert [step.of for step in claim.source] == ["Vladimir Putin0", "outlet:1"]
    assert done.statuses[new] == "accepted"


def test_a_claim_without_a_source_is_the_voice_of_its_passage() -> None:
    done, _ = replayed(added("Vladimir Putin|accuses||theme=delay", "Poland of delay"))
    assert [c.source for c in done.extraction.claims if c.rule == "hand"] == [CHAIN]


def test_a_place_decides_between_equal_words() -> None:
    words, second = "She accused Poland of delay", at("She accused Poland of delay", 1)
    spans = [
        next(c.span for c in replayed(added("France|accuses|Poland", words, field))[0].extraction.claims if c.rule)
        for field in ("", "0", str(second.start), str(second.start + 3))
    ]
    assert spans == [at(words), at(words), second, second]


@pytest.mark.parametrize(
    ("new", "words", "why"),
    [
        ("France|accuses|Poland", "not in the text", "its words do not stand in the text"),
        ("France|accuses|Poland", "delay. Poland and Viktor Orbán deny it. She accused Poland of delay. Reports",
         "its words do not stand in the text"),
        ("Nobody|accuses|Poland", "Poland", 'neither the registry nor the document knows one actor called "Nobody"'),
        ("France|accuses|France", "Poland", "an actor would be related to itself"),
        ("France|likes|Poland", "Poland", 'there is no relation "likes"'),
        ("France|accuses", "Poland", "a claim is SUBJECT|RELATION|OBJECT"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_added_is_stale(new: str, words: str, why: str) -> None:
    done, issues = replayed(added(new, words))
    assert (issues, set(claims(done))) == ([why], {"c1", "c2", "c3"})


def test_a_claim_that_is_added_can_be_decided_on_the_same_day() -> None:
    row = added("France|accuses|Poland", "Poland of delay")
    (new,) = set(claims(replayed(row)[0])) - {"c1", "c2", "c3"}
    for rows in permutations(
        [row, edit("polarity", "negated", new), Decision("c1", "accept", coder="a", date="2024-05-01")]
    ):
        done, _ = replayed(*rows)
        assert (claims(done)[new].polarity, done.statuses[new]) == ("negated", "corrected")


def test_who_is_meant_by_a_name_is_asked_of_the_document_first() -> None:
    meant = Meant(DOCUMENT, Extraction(), Resolution((), (VOTERS,)), (), REGISTRY.called)
    assert [[a.name for a in meant.actors(name)] for name in ("voters", "Poland", "Minsk")] == [
        ["Voters"],
        ["Poland"],
        [],
    ]
