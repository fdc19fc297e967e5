"""What the model is asked."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.llm.answer import schema
from kg.model.records import Document, Passage
from kg.model.relation_types import relation_types


@dataclass(frozen=True, slots=True)
class Question:
    """One passage of a document, as the model is asked about it."""

    text: str

    @property
    def messages(self) -> list[dict[str, str]]:
        return [{"role": "system", "content": instructions()}, {"role": "user", "content": self.text}]


def question(document: Document, passage: Passage) -> Question:
    """The question about a passage, with what its words may rest on: title, date and language of the document."""
    about = {"Title": document.title, "Date": (passage.date or document.date), "Language": document.language}
    head = [f"{name}: {value}" for name, value in about.items() if value]
    return Question("\n".join([*head, "Passage:", document.words(passage.span)]))


@cache
def instructions() -> str:
    """What the model is told to do, with the relation types and their definitions."""
    rules = (Path(__file__).parent / "prompt.txt").read_text(encoding="utf8")
    return rules + "".join(f"  {t.name}: {t.definition}\n" for t in relation_types().values())


@cache
def prompt_digest() -> str:
    """A hash of instructions and schema: the version of the prompt."""
    return hashlib.sha256((instructions() + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()
