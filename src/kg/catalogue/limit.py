"""A limit of time for a query. Oxigraph works without Python's lock, so that a thread can be waited for and left."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from kg.errors import QueryError

T = TypeVar("T")


def within(seconds: float | None, ask: Callable[[], T], where: str) -> T:
    """What `ask` returns or raises; QueryError after so many seconds, none for no limit. Ctrl-C stops the waiting.

    The thread of a query that is given up works on until the process ends: use it for one question at a time.
    """
    answer: Future[T] = Future()
    Thread(target=_fill, args=(answer, ask), daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError as error:
        what = f"the query took longer than {seconds:g} s and was given up"
        raise QueryError(what, where, "Ask for less, or allow more time with --timeout.") from error


def _fill(answer: "Future[T]", ask: Callable[[], T]) -> None:
    try:
        answer.set_result(ask())
    except BaseException as error:  # handed to the one who waits
        answer.set_exception(error)
