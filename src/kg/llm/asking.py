"""Asks about documents, a passage a request; what was asked before is not asked again."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from kg.errors import ModelError
from kg.llm.answer import Answer, read_answer, schema
from kg.llm.cache import Cache
from kg.llm.limits import Limits
from kg.llm.prompt import Question, question
from kg.llm.server import BusyError, Reply, Server
from kg.llm.service import Service
from kg.llm.verified import Verified, verified
from kg.model.records import Document, Issue, IssueKind, Passage

_LONGEST = 60.0  # seconds between two tries


class Asking:
    """A run: one server, one budget, one cache. At its end `tell` is told what it has cost."""

    def __init__(self, service: Service, root: Path, tell: Callable[[str], None]) -> None:
        self._service, self._tell = service, tell
        self._server, self._limits = Server(service), Limits(service.settings)
        self._cache = Cache(root, service)

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.close()
        self._tell(self._limits.told())

    def about(self, document: Document, report: Callable[[Issue], None]) -> Verified:
        """What the model finds in a document, as far as it stands there.

        ModelError where the server does not answer or may not be asked any more: what was answered is kept.
        """
        answers: dict[int, Answer] = {}
        for passage in document.passages:
            asked = question(document, passage)
            reply = self._cache.get(asked)
            if reply is None:
                reply = self._ask(asked)
                self._cache.put(asked, reply)
            else:
                self._limits.kept += 1
            answer = read_answer(reply.text)
            if answer is None:
                report(self._unanswered(document, passage, reply))
            else:
                answers[passage.number] = answer
        return verified(document, answers, self._service.model, report)

    def _ask(self, asked: Question) -> Reply:
        """The first answer that can be read, or the last one; ModelError where none came."""
        tries = self._service.settings.tries
        for attempt in range(tries):
            self._limits.admit()
            try:
                reply = self._server.ask(asked.messages, schema(), attempt)
            except BusyError as failure:
                pause = self._pause(failure, attempt)
                if attempt + 1 == tries or pause > _LONGEST:
                    self._give_up(failure, attempt + 1)
                time.sleep(pause)
                continue
            self._limits.spend(reply.tokens)
            if read_answer(reply.text) is not None:
                break
        return reply

    def _pause(self, failure: BusyError, attempt: int) -> float:
        """Seconds before the next try: what the server asks for, else the longer the more tries have failed."""
        if failure.seconds is not None:
            return failure.seconds
        return min(self._service.settings.pause * 2.0**attempt, _LONGEST)

    def _give_up(self, failure: BusyError, tries: int) -> NoReturn:
        asks = f"; it asks to wait {failure.seconds:g} seconds" if failure.seconds else ""
        times = "1 time" if tries == 1 else f"{tries} times"
        what = f"the server of the larger model failed {times}: {failure.reason}{asks}"
        remedy = (
            "Run the same command again later to go on; tries, pause, rate and timeout stand below [llm] in kg.toml."
        )
        raise ModelError(what, f"{self._service.address}, model {self._service.model}", remedy)

    def _unanswered(self, document: Document, passage: Passage, reply: Reply) -> Issue:
        why = f"it was cut off at {self._service.settings.length} tokens" if reply.cut else "it is not of the schema"
        message = f"the answer of {self._service.model} cannot be read: {why}"
        return Issue(IssueKind.UNANSWERED, "llm", document.key, message, passage.span)
