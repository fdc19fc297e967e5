"""Takes the texts out of a file and cuts each into passages by the layout that fits."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model.records import Document, Issue, PartKind, Passage
from kg.read.formats import FORMATS, REFUSED, Source, sniff
from kg.read.layouts import choose
from kg.read.page import Page
from kg.read.sources import STANDARD_INPUT
from kg.read.text import normalised, version_of
from kg.registry import Registry

_LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pl",
    "nl",
    "pt",
    "ru",
    "uk",
    "cs",
    "sv",
    "hu",
    "tr",
    "el",
    "ro",
    "da",
    "fi",
]


_TELLING = 10  # words from which on a text tells its language
_BEYOND_LATIN = "\u0370"  # Greek comes first of the scripts after Latin


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says about a file: layout, key and date, where the file does not, and the language of texts that
    are too short to tell theirs."""

    layout: str | None = None
    key: str | None = None
    date: dt.date | None = None
    language: str = "en"


def read(
    path: Path,
    registry: Registry,
    report: Callable[[Issue], None],
    *,
    root: Path | None = None,
    given: Reading = Reading(),
    raw: bytes | None = None,
    fail: Callable[[ReadError], None] | None = None,
) -> Iterator[Document]:
    """The documents of a file, or of `raw` bytes that came without one. ReadError where it cannot be read.

    One of several texts that is wrong goes to `fail`, where that is given, and the others go on.
    """
    raw = _bytes(path) if raw is None else raw
    name = path.relative_to(root) if root is not None else Path(path.name)
    stem = "stdin" if path == STANDARD_INPUT else name.with_suffix("").as_posix()
    sources = _sources(path, raw)
    if given.key is not None and len(sources) > 1:
        raise ReadError(f"--id names one text, but there are {len(sources)} in it", str(path), "Leave --id out.")
    for number, source in enumerate(sources, 1):
        key = given.key or source.key or (stem if len(sources) == 1 else f"{stem}/{number}")
        where = str(path) if len(sources) == 1 else f"{path}, text {number}"
        try:
            found = document(source, key, registry, report, given, hashlib.sha256(raw).hexdigest(), where)
        except ReadError as error:
            if fail is None:
                raise
            fail(error)
            continue
        yield found


def _sources(path: Path, raw: bytes) -> list[Source]:
    if refused := REFUSED.get(path.suffix.lower()):
        what, remedy = refused
        raise ReadError(f"{path.name} is {what}", str(path), remedy)
    reader = FORMATS.get(path.suffix.lower()) or sniff(raw)
    try:
        sources = list(reader(path, raw))
    except RecursionError as error:
        raise ReadError(f"{path.name} is nested too deep", str(path), "Convert it to text or leave it out.") from error
    except ValueError as error:
        what = f"{path.name} cannot be read: {error}"
        raise ReadError(what, str(path), "Convert it to text or leave it out.") from error
    if not sources:
        raise ReadError("there is no text in it", str(path), "Leave the file out.")
    return sources


def document(
    source: Source,
    key: str,
    registry: Registry,
    report: Callable[[Issue], None],
    given: Reading,
    source_hash: str,
    where: str,
) -> Document:
    """One text as a document."""
    text = normalised(source.text)
    if not text.strip():
        raise ReadError("there is no text in it", where, "Leave the file out.")
    page = Page(key, text, registry, report)
    layout = choose(page, given.layout or source.layout, where)
    passages = layout.passages(page)
    return Document(
        key,
        text,
        layout.name,
        source.language or language_of(text, given.language),
        passages,
        source.date or given.date,
        _title(text, passages),
        source.address,
        source.licence,
        version_of(text),
        source_hash,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path.name} cannot be opened: {error.strerror}", str(path), "Check path and rights."
        ) from error


def _title(text: str, passages: tuple[Passage, ...]) -> str | None:
    for passage in passages:
        for part in passage.parts:
            if part.kind is PartKind.TITLE:
                return text[part.span.start : part.span.end]
    return None


def language_of(text: str, default: str = "en") -> str:
    """The language of a text (ISO 639-1), among those of Europe's press; of fewer than ten words the default.

    Names in another script than most words have no say.
    """
    words = text[:5000].split()
    if len(words) < _TELLING:
        return default
    latin = [word for word in words if max((c for c in word if c.isalpha()), default="") < _BEYOND_LATIN]
    code, _ = _identifier().classify(" ".join(latin if 2 * len(latin) > len(words) else words))
    return str(code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(_LANGUAGES)
    return made
