"""Work coded by hand becomes reviewed claims, and leaves as a file of the same documents, statements and values."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from kg.checks import shaped
from kg.coded import Took, given, take
from kg.coded.made import PASSWORD, hashed
from kg.coded.offsets import Offsets
from kg.ingest import remove
from kg.model.quads import plain
from kg.networks.claimed import statements
from kg.networks.dna import Project as File
from kg.networks.dna import read, statements_of, write
from kg.networks.dna.records import Coded
from kg.networks.settings import Settings
from kg.networks.viewpoint import Viewpoints, viewpoints
from kg.project import Project
from kg.store import Store, open_store
from tests.networks.dna.made import HARBOUR, MADE

CLAIMS = """
PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?source ?behalf ?subject ?concept ?polarity ?status ?coder ?begin ?end WHERE {
  ?claim a pov:Claim ; pov:claimedBy/skos:prefLabel ?source ; pov:polarity ?polarity ; pov:reviewStatus ?status ;
    pov:extractedBy/pov:coder ?coder ; pov:evidence ?span ; pov:expresses ?r .
  ?r pov:relationType <https://w3id.org/pov/type/supports> ; pov:subject/skos:prefLabel ?subject ;
    pov:themeText ?concept .
  ?span pov:beginOffset ?begin ; pov:endOffset ?end .
  OPTIONAL { ?claim pov:onBehalfOf/skos:prefLabel ?behalf }
} ORDER BY ?begin
"""
ISSUES = "SELECT ?message WHERE { ?issue <https://w3id.org/pov#message> ?message }"
GROW = 'Grow "now", or never'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(None) as made:
        yield made


def took(store: Store, project: Project, file: File = MADE, name: str = "harbour") -> Took:
    path = project.root / f"{name}.dna"
    write(file, path)
    found = take(store, project, path)
    store.derive()
    return found


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.select(query)
    return [tuple(plain(row[name]) if name in row else "" for name in found.variables) for row in found.rows]


def said(file: File) -> Any:
    """Documents, and statements with coder, document and values, without the numbers that a file gives them."""
    variables = {one.id: one.name for one in file.variables}
    coders = {one.id: one.name for one in file.coders}
    types = {one.id: one.label for one in file.types}
    values: dict[int, dict[str, Any]] = {one.id: {} for one in file.statements}
    for (statement, variable), value in file.values.items():
        values[statement][variables[variable]] = value
    return (
        [(replace(one, coder=None), coders.get(one.coder or 0)) for one in file.documents],
        [
            (one.id, types[one.type or 0], one.document, one.start, one.stop, coders[one.coder or 0], values[one.id])
            for one in file.statements
        ],
    )


def entities(file: File) -> dict[tuple[str, str], Any]:
    """Colours, attributes and parent of the entities of a file that statements use, with those above them."""
    named = {one.id: one.value for one in file.entities}
    variables = {one.id: one.name for one in file.variables}
    attributes = {one.id: one.name for one in file.attributes}
    own: dict[int, dict[str, str]] = {}
    for one in file.attribute_values:
        own.setdefault(one.entity, {})[attributes[one.attribute]] = one.value
    return {
        (variables[e.variable], e.value): ((e.red, e.green, e.blue), own.get(e.id, {}), named.get(e.parent or 0))
        for e in file.entities
    }


def test_statements_are_reviewed_claims_of_their_coders(store: Store, project: Project) -> None:
    found = took(store, project)
    accepted, negated, affirmed = (f"https://w3id.org/pov#{name}" for name in ("accepted", "negated", "affirmed"))
    assert rows(store, CLAIMS) == [
        ("Ana Prado", "Port Board", "Port Board", GROW, affirmed, accepted, "Eva", "0", "37"),
        ("Port Board", "", "Port Board", GROW, negated, accepted, "Admin", "38", "77"),  # behind a sign of two units
    ]
    assert (found.documents, found.claims) == (2, 2)
    assert found.left_out == Counter({
        "entities that no statement has": 1, "regular expressions": 1, "rights and relations of coders": 2,
        "links between variables": 1, "statements that are no claim: issues, and in the file again": 1,
    })  # fmt: skip


def test_what_is_no_claim_is_an_issue_with_its_values(store: Store, project: Project) -> None:
    took(store, project)
    assert rows(store, ISSUES) == [("statement 3 (Note, by Eva) is no claim: note = ask them",)]


def test_the_graph_has_the_shape_that_it_should(store: Store, project: Project) -> None:
    took(store, project)
    assert [f for f in shaped(store.quads())[0] if f.level == "error"] == []


def test_no_password_enters_the_store(store: Store, project: Project) -> None:
    took(store, project)
    assert not [q for q in store.quads() if "secret-hash" in str(q.object) or "other-hash" in str(q.object)]


def test_what_came_from_a_file_leaves_as_it_was(store: Store, project: Project) -> None:
    took(store, project)
    out = given(store)
    assert out.left_out == Counter()
    assert said(out.file) == said(MADE)
    assert entities(out.file) == entities(MADE)
    write(out.file, project.root / "out.dna")
    assert read(project.root / "out.dna") == out.file


def test_taken_twice_it_is_there_once(store: Store, project: Project) -> None:
    took(store, project)
    before = sorted(map(str, store.quads()))
    took(store, project)
    assert sorted(map(str, store.quads())) == before


def test_a_removed_document_takes_its_work_with_it(store: Store, project: Project) -> None:
    took(store, project)
    remove(store, project, ["harbour/1"])
    assert rows(store, "SELECT ?x WHERE { ?x a <https://w3id.org/pov#ManualAnnotation> }") == []
    assert rows(store, "SELECT ?x WHERE { ?x a <https://w3id.org/pov#ProvisionalActor> }") == []
    assert said(given(store).file) == ([said(MADE)[0][1]], [])


def test_decisions_hold_for_coded_work(store: Store, project: Project) -> None:
    took(store, project)
    claims = [c for (c,) in rows(store, "SELECT ?c WHERE { ?c a <https://w3id.org/pov#Claim> } ORDER BY ?c")]
    affirmed = dict(rows(store, "SELECT ?c ?p WHERE { ?c <https://w3id.org/pov#polarity> ?p }"))
    first = next(c for c in claims if affirmed[c].endswith("affirmed")).rpartition("/")[2]
    second = next(c for c in claims if affirmed[c].endswith("negated")).rpartition("/")[2]
    project.decisions.mkdir(parents=True)
    (project.decisions / "ida.csv").write_text(
        "target,action,field,old,new,words,coder,date,reason\n"
        f"{first},reject,,,,,ida,2024-05-07,\n{second},edit,polarity,negated,affirmed,,ida,2024-05-07,\n"
    )
    took(store, project)
    statements = said(given(store).file)[1]
    assert [(number, values.get("agreement")) for number, *_, values in statements] == [(2, 1), (3, None)]


def test_statements_without_a_place_or_a_document_are_no_claims(store: Store, project: Project) -> None:
    past = replace(MADE, statements=(Coded(1, 1, 1, 0, 900, 2), Coded(2, 1, None, 0, 5, 2), *MADE.statements[2:]))
    found = took(store, project, past)
    assert found.claims == 0
    assert found.left_out["statements without a document"] == 1
    assert found.left_out["statements that are no claim: issues, and in the file again"] == 2
    assert len(given(store).file.statements) == 2


def test_files_of_other_variables_leave_together(store: Store, project: Project) -> None:
    took(store, project)
    agreement = replace(MADE.variables[3], kind="integer")
    variables = (*MADE.variables[:3], agreement, *MADE.variables[4:])
    integers = (*MADE.integers, replace(MADE.booleans[0], id=3, value=-2), replace(MADE.booleans[1], id=4, value=5))
    other = replace(MADE, variables=variables, booleans=(), integers=integers)
    took(store, project, other, "second")
    write(given(store).file, project.root / "out.dna")
    out = read(project.root / "out.dna")
    assert [one.id for one in out.documents] == [1, 2, 3, 4]
    assert [(number, label, values.get("agreement")) for number, label, *_, values in said(out)[1]] == [
        (1, "DNA Statement", 1), (2, "DNA Statement", 0), (3, "Note", None),
        (4, "DNA Statement (2)", -2), (5, "DNA Statement (2)", 5), (6, "Note", None),
    ]  # fmt: skip
    texts = {row[3]: row[4] for row in rows(store, CLAIMS) if row[0] == "Ana Prado"}
    assert set(texts) == {GROW}


def network(found: Any, row: str, column: str) -> Viewpoints:
    return viewpoints(found, Settings(row, column, aggregation="subtract"))


@pytest.mark.shared
def test_the_sample_gives_the_same_networks_from_the_store(shared: Path, store: Store, project: Project) -> None:
    path = shared / "data/dna/sample.dna"
    found = take(store, project, path)
    store.derive()
    assert (found.documents, found.claims) == (7, 40)
    file, claimed = statements_of(read(path)), statements(store, "positions", about="theme").statements
    for row, own in (("person", "source"), ("organization", "subject")):
        theirs, ours = network(file, row, "concept"), network(claimed, own, "proposition")
        assert (ours.rows, ours.columns) == (theirs.rows, theirs.columns)
        np.testing.assert_array_equal(ours.matrix.toarray(), theirs.matrix.toarray())
    assert Counter(map(str, claimed.times)) == Counter(map(str, file.times))


@pytest.mark.shared
def test_the_sample_leaves_as_it_came(shared: Path, store: Store, project: Project) -> None:
    path = shared / "data/dna/sample.dna"
    take(store, project, path)
    out = given(store)
    write(out.file, project.root / "out.dna")
    assert said(read(project.root / "out.dna")) == said(read(path))
    used = {key: value for key, value in entities(read(path)).items() if key[1]}
    assert entities(out.file) == used


def test_the_password_is_kept_as_the_program_keeps_it() -> None:
    assert hashed(PASSWORD) == hashed("kg") != hashed("other")


@pytest.mark.shared
def test_the_hash_is_that_of_the_program(shared: Path) -> None:
    import base64
    import hashlib

    kept = base64.b64decode(read(shared / "data/dna/sample.dna").coders[0].password)
    digest = kept[:16] + b"sample"
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert digest == kept[16:]


@drawn(text=st.text(st.sampled_from("aé🚢𝔸"), max_size=12), data=st.data())
def test_offsets_are_those_of_utf_16(text: str, data: st.DataObject) -> None:
    point = data.draw(st.integers(0, len(text)))
    units = len(text[:point].encode("utf-16-le")) // 2
    assert Offsets(text).units(point) == units
    assert Offsets(text).points(units) == point


def test_the_text_is_kept_word_for_word(store: Store, project: Project) -> None:
    text = "\r\n" + HARBOUR + "  \r\n\r\n\r\ncafe\u0301 "
    took(store, project, replace(MADE, documents=(replace(MADE.documents[0], text=text), MADE.documents[1])))
    assert given(store).file.documents[0].text == text
