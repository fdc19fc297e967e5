"""Runs a W3C test on the embedded store, through the functions that answer queries and write answers."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.answers import ASK_WRITERS, WRITERS
from kg.catalogue import Query
from kg.catalogue.syntax import check_syntax, words
from kg.errors import QueryError
from kg.store import Rows, Store, open_store
from tests.conformance.compared import READERS, Answer, alike, expected_in, read_answer
from tests.conformance.suites import Case, Dataset


def fault_of(case: Case) -> str:
    """What is wrong with the outcome of a test; empty where it passes."""
    try:
        if "Syntax" in case.kind:
            return _after_reading(case)
        return _after_update(case) if case.suite == "update evaluation" else _after_query(case)
    except QueryError as error:
        return error.what


def _after_reading(case: Case) -> str:
    is_read = _is_update if case.suite == "update syntax" else _is_query
    if is_read(case.text) == case.kind.startswith("Positive"):
        return ""
    return "it is refused" if case.kind.startswith("Positive") else "it is not refused"


def _is_query(text: str) -> bool:
    try:
        check_syntax(text, "query", {})
    except QueryError:
        return False
    return True


def _is_update(text: str) -> bool:
    """Asked of a store that is open for reading, which reads the text and runs nothing of it: no LOAD reaches out."""
    with TemporaryDirectory() as folder:
        open_store(Path(folder)).close()
        with open_store(Path(folder), read_only=True) as store:
            try:
                store.update(text)
            except QueryError as error:
                return error.what.startswith("the update failed")
    raise AssertionError("a store that is open for reading was changed")


def _after_update(case: Case) -> str:
    assert isinstance(case.expected, Dataset)
    with open_store(None, union=False) as store:
        store.add(case.before.quads())
        store.update(case.text)
        return "" if alike(frozenset(store.quads()), frozenset(case.expected.quads())) else "other quads"


def _after_query(case: Case) -> str:
    assert isinstance(case.expected, Path)
    with open_store(None, union=False) as store:
        store.add(case.before.quads())
        found = _asked(store, case.text)
    expected, ordered = expected_in(case.expected), _is_ordered(case.text)
    if case.expected.suffix == ".csv":
        assert isinstance(found, Rows)
        found = read_answer(WRITERS["csv"](found), "csv")
    if not alike(found, expected, ordered=ordered):
        return "another answer"
    wrong = [form for form, answer in _written(found).items() if not alike(answer, expected, ordered=ordered)]
    return f"another answer when written as {', '.join(wrong)}" if wrong else ""


def _asked(store: Store, text: str) -> Answer:
    form = Query("", "", "", text).form
    if form == "ASK":
        return store.ask(text)
    return frozenset(store.construct(text)) if form in ("CONSTRUCT", "DESCRIBE") else store.select(text)


def _written(found: Answer) -> dict[str, Answer]:
    """An answer in each format that carries types, read again."""
    if isinstance(found, bool):
        return {form: read_answer(write(found), form) for form, write in ASK_WRITERS.items()}
    if isinstance(found, Rows):
        return {form: read_answer(WRITERS[form](found), form) for form in READERS}
    return {}


def _is_ordered(text: str) -> bool:
    """Whether the rows of a query have an order: it stands behind the pattern, elsewhere it is a subquery's."""
    return re.search(r"\bORDER\s+BY\b", words(text).rpartition("}")[2], re.IGNORECASE) is not None
