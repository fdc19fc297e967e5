"""Which form of an answer a client takes: media types, those that the server likes first (RFC 9110, 12.5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.serve.errors import BadRequestError, NotAcceptableError, UnsupportedError


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answers: its short name, its media type, and others by which clients ask for it."""

    name: str
    media: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as an answer names it."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


SOLUTIONS = (
    Form("json", "application/sparql-results+json", ("application/json",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
)
TRIPLES = (
    Form("turtle", "text/turtle", ("application/x-turtle",)),
    Form("ntriples", "application/n-triples", ("text/plain",)),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Form("nquads", "application/n-quads"),
    Form("trig", "application/trig"),
)
HASH = Form("hash", "text/plain")  # no form of an answer, but what a snapshot says of all quads
WORDS = Form("words", "application/json")  # nor this one, but what the index of words says
TEXT = Form("text", "text/plain")  # nor this one, but the full text of a document
QUADS = tuple(form for name in ("nquads", "trig", "jsonld") for form in TRIPLES if form.name == name)


def chosen(accept: str | None, forms: Sequence[Form], short: str | None = None) -> Form:
    """The form that fits an Accept header best, of equal ones the first; `short` names one instead.

    NotAcceptableError where none fits, BadRequestError where there is none of the short name.
    """
    if short is not None:
        found = next((form for form in forms if form.name == short), None)
        if found is None:
            raise BadRequestError(f"there is no form {short} here", f"Known: {', '.join(f.name for f in forms)}.")
        return found
    asked = _asked(accept or "*/*")
    best = max(forms, key=lambda form: _quality(form, asked))
    if _quality(best, asked) <= 0:
        raise NotAcceptableError("no form of the answer is acceptable", f"Ask for {', '.join(f.media for f in forms)}.")
    return best


def form_of(content_type: str | None, forms: Sequence[Form] = TRIPLES) -> Form:
    """The form of what a client sends. UnsupportedError where it is not known."""
    media = media_of(content_type)
    for form in forms:
        if media == form.media or media in form.also:
            return form
    known = ", ".join(form.media for form in forms)
    raise UnsupportedError(f"the content type {media or '(none)'} is not known", f"Send {known}.")


def media_of(content_type: str | None) -> str:
    """The media type without its parameters."""
    return (content_type or "").partition(";")[0].strip().lower()


def charset_of(content_type: str | None) -> str:
    """The character set that a content type names; UTF-8 where it names none."""
    for parameter in (content_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return "utf-8"


def _asked(accept: str) -> dict[str, float]:
    """The quality of each media range of an Accept header; a malformed one counts as not asked for."""
    found: dict[str, float] = {}
    for item in accept.split(","):
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if media:
            found[media] = max(quality, found.get(media, 0.0))
    return found


def _quality(form: Form, asked: Mapping[str, float]) -> float:
    """How much a form is wanted: by its own name, else by another, else by a range."""
    for names in ((form.media,), form.also, (form.media.partition("/")[0] + "/*",), ("*/*",)):
        if given := [asked[name] for name in names if name in asked]:
            return max(given)
    return 0.0
