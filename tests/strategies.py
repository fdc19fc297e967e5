"""Strategies for hypothesis that several tests draw from."""

from hypothesis import strategies as st

from kg.decisions import Decision
from kg.iris import XSD, Iri
from kg.model.quads import Literal, Quad

# Signs that some format has to escape, and line ends that only some programs know.
_HARD = "\"\\\n\r\t\x0b\x0c\x1c\x7f\x85\u2028\u2029\u00a0<>&'{}[]@^`|_:#. é猫\U0001f600"
words = st.text(st.one_of(st.sampled_from(_HARD), st.characters(blacklist_categories=("Cs", "Cc"))), max_size=12)
_IRI_SIGNS = st.sampled_from([*"abcXYZ019-._~/?=é猫'()", "%20", "%2F"])
iris = st.lists(_IRI_SIGNS, max_size=8).map(lambda signs: Iri(f"urn:kg:{''.join(signs)}"))
literals = st.one_of(
    words.map(Literal),
    st.builds(lambda value, tag: Literal(value, language=tag), words, st.sampled_from(["en", "uk", "zh-hant"])),
    st.builds(Literal, st.sampled_from(["2020", "x", ""]), st.sampled_from([Iri(XSD + "gYear"), Iri("urn:kg:type")])),
)
graphs = st.sampled_from([Iri("urn:kg:graph/one"), Iri("urn:kg:graph/two")])
predicates = st.sampled_from([Iri("https://w3id.org/pov#exact"), Iri("urn:kg:p#q")])
quads = st.lists(st.builds(Quad, iris, predicates, st.one_of(iris, literals), graphs), max_size=12)

_ANSWERS = st.sampled_from(
    [
        ("accept", "", "", ""),
        ("reject", "", "", ""),
        ("edit", "polarity", "affirmed", "negated"),
        ("edit", "object", "Poland", "Germany"),
        ("edit", "object", "Poland", "France"),
    ]
)
decisions_on_claims = st.builds(
    lambda target, answer, coder, day: Decision(target, *answer, "words", coder, f"2024-05-0{day}"),
    st.sampled_from(["c1", "c2"]), _ANSWERS, st.sampled_from(["anna", "ben", "settled"]), st.integers(1, 3),
)  # fmt: skip
decisions = st.one_of(
    decisions_on_claims,
    st.builds(
        lambda target, other, coder: Decision(*target, new=other, coder=coder, date="2024-05-02"),
        st.sampled_from([("urn:kg:a", "merge"), ("urn:kg:b", "alias", "pl"), ("doc", "add"), ("urn:kg:c", "link")]),
        st.sampled_from(["Poland|saves|Germany", "urn:kg:d"]), st.sampled_from(["anna", "ben"]),
    ),
)  # fmt: skip
