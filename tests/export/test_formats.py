"""Whatever a graph holds comes back from every format as it went in."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.errors import ExportError
from kg.export import FORMATS, written
from kg.iris import Iri
from kg.model.quads import Quad, line, text
from kg.rdf import parse, with_own_blank_nodes
from kg.xml import is_printable
from tests.strategies import quads

WITH_GRAPHS = ("trig", "nquads", "jsonld")


def read_back(found: list[Quad], form: str) -> set[Quad]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"graph{FORMATS[form][0]}"
        path.write_bytes(written(found, form).encode())
        return set(parse(path))


@pytest.mark.parametrize("form", WITH_GRAPHS)
@given(found=quads)
@settings(max_examples=250, deadline=None)
def test_quads_come_back(form: str, found: list[Quad]) -> None:
    assert read_back(found, form) == set(found)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(WITH_GRAPHS)))
@given(found=quads)
@settings(max_examples=250, deadline=None)
def test_triples_come_back_or_the_format_refuses(form: str, found: list[Quad]) -> None:
    triples = {Quad(q.subject, q.predicate, q.object, Iri("")) for q in found}
    if form == "rdfxml" and not all(is_printable(getattr(q.object, "value", "")) for q in triples):
        with pytest.raises(ExportError, match="XML cannot carry"):
            written(found, form)
    else:
        assert read_back(found, form) == triples


@pytest.mark.parametrize("form", sorted(FORMATS))
@given(found=quads)
@settings(deadline=None)
def test_the_order_of_quads_changes_no_byte(form: str, found: list[Quad]) -> None:
    found = [q for q in found if is_printable(getattr(q.object, "value", ""))]
    assert written(found, form) == written(found[::-1] + found, form)


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text(f'_:x <urn:p> "{name}" .')
    found = [
        q
        for name in ("a", "b")
        for q in with_own_blank_nodes(parse(tmp_path / f"{name}.ttl"), tmp_path / f"{name}.ttl")
    ]
    assert len({q.subject for q in found}) == 2
    assert all(line(q).startswith("_:") for q in found)


def test_a_triple_without_a_graph_is_a_line_of_ntriples() -> None:
    assert line(Quad(Iri("urn:a"), Iri("urn:b"), text("c"), Iri(""))) == '<urn:a> <urn:b> "c" .\n'
