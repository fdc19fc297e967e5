"""The store of a service as the program's own code asks one: the same answers, within the same limits."""

import asyncio
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.requests import Request

from kg.iris import Iri
from kg.model.quads import line
from kg.serve.asked import AskedService
from kg.serve.errors import BadQueryError, OverdueError
from kg.serve.pool import Limits
from kg.serve.service import Service, Settings, Told
from kg.store import Asked, open_store

T = TypeVar("T")
ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p"
LITERALS = """SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d)
  { ("plain" "tagged"@en 7 UNDEF) ("tab\\t" "ä"@de 1.50 <urn:x>) } }"""


def answered(folder: Path, ask: Callable[[Asked], T], seconds: float = 30.0) -> T:
    """What comes of asking a service from a thread."""

    async def run() -> T:
        service = Service(Settings(folder, limits=Limits(seconds)))
        async with service.running():
            request = Request({"type": "http", "state": {"told": Told()}})
            asked = AskedService(service, request, await service.source.seen())
            return await asyncio.to_thread(ask, asked)

    return asyncio.run(run())


ASKED: dict[str, Callable[[Asked], object]] = {
    "rows": lambda store: store.select(ROWS),
    "rows of literals": lambda store: store.select(LITERALS),
    "rows one by one": lambda store: list(store.solutions(ROWS)),
    "rows of a graph": lambda store: store.select(ROWS, graphs=[Iri("urn:g1")]),
    "yes": lambda store: store.ask("ASK { <urn:s7> ?p ?o }"),
    "no": lambda store: store.ask("ASK { <urn:s7> ?p ?o }", graphs=[Iri("urn:g0")]),
    "triples": lambda store: sorted(map(line, store.construct("CONSTRUCT { ?s <urn:r> ?o } { ?s <urn:p> ?o }"))),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_service_answers_as_its_store(filled: Path, ask: Callable[[Asked], object]) -> None:
    with open_store(filled, read_only=True) as store:
        expected = ask(store)
    assert answered(filled, ask) == expected


def test_rows_can_be_left_in_the_middle(filled: Path) -> None:
    def ask(store: Asked) -> tuple[int, bool]:
        some = list(islice(store.solutions("SELECT * { ?a ?b ?c . ?d ?e ?f }"), 10))
        return len(some), store.ask("ASK { <urn:s7> ?p ?o }")

    assert answered(filled, ask) == (10, True)


def test_a_question_has_its_limit_of_time(filled: Path) -> None:
    def ask(store: Asked) -> object:
        with pytest.raises(OverdueError):
            store.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?i) }")
        return store.ask("ASK { <urn:s7> ?p ?o }")

    assert answered(filled, ask, 2.0) is True


def test_a_wrong_question_is_a_fault_of_the_asker(filled: Path) -> None:
    def ask(store: Asked) -> object:
        with pytest.raises(BadQueryError):
            store.select("SELECT * { ?s ?p }")
        return True

    assert answered(filled, ask)
