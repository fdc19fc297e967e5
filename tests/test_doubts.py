"""What is in doubt, on graphs made by hand."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.doubts import Doubt, doubts, shown, titles
from kg.store import Store, open_store

PREFIXES = """PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX type: <https://w3id.org/pov/type/>
"""
OPPOSITES = {"aids": "harms", "harms": "aids"}
Said = tuple[str, str, str, str, str, str]  # source, subject, type, object, polarity, status

claims = st.lists(
    st.tuples(
        st.sampled_from("xy"), st.just("a"), st.sampled_from([*OPPOSITES, "meets"]), st.sampled_from("ab"),
        st.sampled_from(["affirmed", "negated"]), st.sampled_from(["unreviewed", "rejected", "accepted"]),
    ),
    min_size=2, max_size=8,
)  # fmt: skip


def stored(*triples: str) -> Store:
    store = open_store(None)
    store.update(f"{PREFIXES} INSERT DATA {{ GRAPH <urn:g> {{ {' '.join(triples)} }} }}")
    return store


def claim(name: str, said: Said, confidence: float = 0.8) -> str:
    source, subject, kind, target, polarity, status = said
    return f"""<urn:claim/{name}> a pov:Claim ; pov:modality pov:asserted ; pov:polarity pov:{polarity} ;
      pov:reviewStatus pov:{status} ; pov:confidence {confidence} ; pov:claimedBy <urn:{source}> ;
      pov:statedIn <urn:p> ; pov:expresses <urn:r{name}> .
    <urn:r{name}> pov:relationType type:{kind} ; pov:subject <urn:{subject}> ; pov:object <urn:{target}> .
    <urn:p> pov:partOf <urn:doc> ."""


def contradicts(one: Said, other: Said) -> bool:
    """The definition, for two claims."""
    if one[0] == other[0] or (one[1], one[3]) != (other[1], other[3]) or other[5] == "rejected":
        return False
    if one[2] == other[2]:
        return one[4] != other[4]
    return OPPOSITES.get(one[2]) == other[2] and one[4] == other[4] == "affirmed"


@settings(deadline=None, max_examples=150)
@given(claims)
def test_a_claim_is_contradicted_where_another_source_says_the_opposite(said: list[Said]) -> None:
    store = stored(*(claim(str(n), one) for n, one in enumerate(said)))
    found = {doubt.target: "contradicted" in doubt.reasons for doubt in doubts(store, "claim")}
    opposed = {str(n): False for n, one in enumerate(said) if one[5] == "unreviewed"}
    for (n, one), other in product(enumerate(said), said):
        if str(n) in opposed and contradicts(one, other):
            opposed[str(n)] = True
    assert found == opposed


def test_each_reason_halves_how_sure_a_claim_is() -> None:
    sure, provisional, low = (("x", s, "meets", "b", "affirmed", "unreviewed") for s in ("a", "new", "a"))
    store = stored(
        claim("1", sure), claim("2", provisional), claim("3", low, 0.4), '<urn:new> a pov:ProvisionalActor .'
    )  # fmt: skip
    assert doubts(store) == [
        Doubt("2", "claim", 0.6, ("provisional",), "urn:claim/2", "urn:doc"),
        Doubt("3", "claim", 0.6, ("low-confidence",), "urn:claim/3", "urn:doc"),
        Doubt("1", "claim", 0.2, (), "urn:claim/1", "urn:doc"),
    ]


def test_an_actor_that_the_registry_lacks_is_shown_as_its_first_document_says() -> None:
    mentions = "".join(
        f"<urn:m{n}> pov:refersTo <urn:new> ; pov:linkScore {score} ; pov:statedIn <urn:p{n}> ; pov:span <urn:s{n}> ."
        f' <urn:s{n}> pov:exact "{words}" . <urn:p{n}> pov:partOf <urn:doc{n}> . <urn:doc{n}> pov:title "Title {n}" .'
        for n, score, words in ((1, 0.9, "Miss New"), (2, 0.4, "New"))
    )
    store = stored('<urn:new> a pov:ProvisionalActor ; skos:prefLabel "Ada New"@en .', mentions)
    [found] = doubts(store, "actor")
    assert found == Doubt("urn:new", "actor", 0.8, ("provisional",), "urn:new", "urn:doc1")
    assert [(one.what, one.words) for one in shown(store, [found])] == [("Ada New", "Miss New")]
    assert titles(store, [found.document]) == {"urn:doc1": "Title 1"}


def test_a_name_in_doubt_leads_to_its_mention_where_there_is_one() -> None:
    store = stored(
        '<urn:i1> pov:issueKind "ambiguous-name" ; pov:message "may be two" ; pov:inDocument <urn:doc> ;'
        " pov:issueSpan <urn:s1> . <urn:mention/1> pov:span <urn:s1> ; pov:linkScore 0.5 .",
        '<urn:i2> pov:issueKind "unresolved-mention" ; pov:message "who is it" ; pov:inDocument <urn:doc> ;'
        " pov:issueSpan <urn:s2> .",
        '<urn:kg/issue/4> pov:issueKind "unresolved-mention" ; pov:message "who else" ; pov:inDocument <urn:doc> ;'
        ' pov:issueSpan <urn:s1> ; pov:issueMention "9" .',
        '<urn:i3> pov:issueKind "unknown-time" ; pov:message "when" ; pov:inDocument <urn:doc> .',
    )
    found = doubts(store)
    assert found == [
        Doubt("urn:i2", "mention", 1.0, ("unresolved",), "urn:i2", "urn:doc"),
        Doubt("urn:kg/mention/9", "mention", 1.0, ("unresolved",), "urn:kg/issue/4", "urn:doc"),
        Doubt("urn:mention/1", "mention", 0.75, ("ambiguous",), "urn:i1", "urn:doc"),
    ]
    assert [one.words for one in shown(store, found)] == ["who is it", "who else", "may be two"]
