"""A claim by itself: what found it, and what stands around its words where the server gives texts."""

from pydantic import Field

from kg.coding.context import around
from kg.iris import Iri, pov
from kg.model.quads import plain
from kg.serve.api.lookup import said
from kg.serve.api.models import Claim, Model
from kg.serve.asked import AskedService

_OF_RUN = tuple(map(pov, ("software", "modelHash", "settings", "coder")))


class Run(Model):
    """What found a claim: a program with its model and settings, or somebody by hand."""

    iri: str
    software: str | None
    model: str | None = Field(description="A hash of it.")
    settings: str | None
    coder: str | None = Field(description="Who found it by hand.")


class Context(Model):
    """The words of a claim with the sentence before and the sentence after, within its passage."""

    begin: int = Field(description="Where it begins in the text of the document, by code points.")
    text: str


class ClaimInFull(Claim):
    """A claim with what found it and what stands around it."""

    run: Run | None
    version: str | None = Field(description="Of the text in which it was found: SHA-256.")
    context: Context | None = Field(description="None where the server gives no texts, or has none of the document.")


def in_full(store: AskedService, claim: Claim) -> ClaimInFull:
    """A claim with what is looked up for one at a time."""
    iri, document = Iri(claim.iri), Iri(claim.document.iri)
    known = said(store, [iri, document], pov("extractedBy"), pov("version"))
    by = known.one(iri, pov("extractedBy"))
    return ClaimInFull(
        **claim.model_dump(),
        run=None if by is None else _run(store, Iri(plain(by))),
        version=known.text(document, pov("version")),
        context=_context(store, claim) if store.service.settings.with_texts else None,
    )


def _run(store: AskedService, run: Iri) -> Run:
    known = said(store, [run], *_OF_RUN)
    software, model, settings, coder = (known.text(run, name) for name in _OF_RUN)
    return Run(iri=run, software=software, model=model, settings=settings, coder=coder)


def _context(store: AskedService, claim: Claim) -> Context | None:
    text = store.text(Iri(claim.document.iri))
    spans = said(store, [Iri(claim.passage)], pov("span"))
    span = spans.one(Iri(claim.passage), pov("span"))
    places = said(store, [span], pov("beginOffset"), pov("endOffset"))
    first, last = (int(places.text(span, pov(name)) or 0) for name in ("beginOffset", "endOffset"))
    place = claim.evidence
    if not first <= place.begin <= place.end <= last <= len(text):
        return None
    begin, end = around(text[first:last], place.begin - first, place.end - first)
    return Context(begin=first + begin, text=text[first + begin : first + end])
