"""What was answered, kept in the project: the same question to the same model is asked once."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from kg.errors import ModelError
from kg.llm.prompt import Question, prompt_digest
from kg.llm.server import Reply
from kg.llm.service import Service

FOLDER = ".kg/llm"


class Cache:
    """A file an answer, named by the hash of model, prompt and question."""

    def __init__(self, root: Path, service: Service) -> None:
        self._folder, self._model, self._length = root / FOLDER, service.model, service.settings.length

    def path(self, question: Question) -> Path:
        """Where the answer to a question is kept."""
        array = json.dumps([self._model, prompt_digest(), question.text], ensure_ascii=False)
        name = hashlib.sha256(array.encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.json"

    def get(self, question: Question) -> Reply | None:
        """What was answered; None where nothing was, the file is damaged, or what was cut off may be longer now."""
        try:
            kept = json.loads(self.path(question).read_text(encoding="utf8"))
        except (OSError, ValueError):
            return None
        if not isinstance(kept, Mapping) or not isinstance(kept.get("answer"), str):
            return None
        cut = kept.get("cut")
        if cut is not None and (not isinstance(cut, int) or cut < self._length):
            return None
        return Reply(kept["answer"], cut=cut is not None)

    def put(self, question: Question, reply: Reply) -> None:
        """Keep an answer. ModelError where the folder cannot be written."""
        path = self.path(question)
        cut = self._length if reply.cut else None
        kept = {"model": self._model, "prompt": prompt_digest(), "answer": reply.text, "cut": cut}
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
            temporary.replace(path)
        except OSError as error:
            what = f"the answer of the larger model cannot be kept: {error.strerror}"
            raise ModelError(what, str(self._folder), "Make room, or a folder that can be written to.") from error
