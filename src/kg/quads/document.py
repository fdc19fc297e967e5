"""One document with its passages, mentions, claims, stances and issues as quads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from kg.iris import ALT_LABEL, DCTERMS, PREF_LABEL, PROV, RDF_TYPE, Iri, Iris, is_iri, pov, relation_type
from kg.model.edtf import bounds
from kg.model.ids import Raw, make_id, slug
from kg.model.quads import Quad, Term, day, decimal, number, text
from kg.model.records import (
    Actor,
    ActorStatus,
    Claim,
    Document,
    Extraction,
    Issue,
    Link,
    Mention,
    PartKind,
    Passage,
    Resolution,
    Span,
    Stance,
    Step,
)
from kg.model.relation_types import relation_types
from kg.model.resemblance import sketch
from kg.rdf import from_term

_LONG = 300  # characters of a quotation that may stand outside the text graph


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is known of a document beside what was extracted: review, issues, the version before."""

    statuses: Mapping[str, str] = field(default_factory=dict)  # of claim id: accepted, corrected, rejected
    issues: tuple[Issue, ...] = ()
    before: str | None = None  # version that this one replaces
    by: Mapping[str, Iri] = field(default_factory=dict)  # of claim id: what found it, where that is not the run


def quads(
    document: Document,
    extraction: Extraction,
    resolution: Resolution,
    run: Iri,
    iris: Iris,
    reviewed: Reviewed = Reviewed(),
) -> Iterator[Quad]:
    """All quads of a document, in its graph and in those that documents share; the text in a graph of its own."""
    yield from _Writer(document, extraction, resolution, run, iris, reviewed).quads()


@dataclass(slots=True)
class _Writer:
    document: Document
    extraction: Extraction
    resolution: Resolution
    run: Iri
    iris: Iris
    reviewed: Reviewed
    links: dict[str, Link] = field(default_factory=dict)
    spans: set[Span] = field(default_factory=set)

    def quads(self) -> Iterator[Quad]:
        self.links = {link.of: link for link in self.resolution.links}
        yield from self._document()
        for passage in self.document.passages:
            yield from self._passage(passage)
        for actor in self._used_actors():
            yield from self._actor(actor)
        for mention in self.extraction.mentions:
            yield from self._mention(mention)
        for claim in self.extraction.claims:
            yield from self._claim(claim)
        for stance in self.extraction.stances:
            yield from self._stance(stance)
        for issue in self.reviewed.issues:
            yield from self._issue(issue)
        yield from self._spans()
        text_graph = self.iris.text_graph(self.document.key)
        yield Quad(self._iri, pov("text"), text(self.document.text), text_graph)

    @property
    def _iri(self) -> Iri:
        return self.iris.document(self.document.key)

    @property
    def _graph(self) -> Iri:
        return self.iris.document_graph(self.document.key)

    def _say(self, subject: Iri, **properties: "Term | None") -> Iterator[Quad]:
        for name, value in properties.items():
            if value is not None:
                yield Quad(subject, pov(name), value, self._graph)

    def _kind(self, subject: Iri, *kinds: str) -> Iterator[Quad]:
        for kind in kinds:
            yield Quad(subject, RDF_TYPE, pov(kind), self._graph)

    def _document(self) -> Iterator[Quad]:
        document = self.document
        yield from self._kind(self._iri, "Article" if document.layout == "article" else "PressReview")
        yield from self._say(
            self._iri,
            language=text(document.language),
            layout=text(document.layout),
            title=_text(document.title),
            version=text(document.version),
            sourceHash=text(document.source_hash),
            time=text(document.date.isoformat()) if document.date else None,
            startDate=day(document.date) if document.date else None,
            endDate=day(document.date) if document.date else None,
        )
        yield from self._outside(document.address, "source", "bibliographicCitation")
        yield from self._outside(document.licence, "license", "rights")
        if self.reviewed.before:
            before = Iri(f"urn:sha256:{self.reviewed.before}")
            yield Quad(self._iri, Iri(PROV + "wasRevisionOf"), before, self._graph)

    def _outside(self, value: str | None, pointing: str, saying: str) -> Iterator[Quad]:
        """What a text says of itself: an IRI to point to, or words such as "see page 5"."""
        if value:
            iri = _iri(value)
            yield Quad(self._iri, Iri(DCTERMS + (pointing if iri else saying)), iri or text(value), self._graph)

    def _passage(self, passage: Passage) -> Iterator[Quad]:
        iri = self.iris.passage(self.document.key, passage.number)
        yield from self._kind(iri, "Contribution" if passage.number else "Lead")
        outlet, speaker = self.links.get(f"outlet:{passage.number}"), self.links.get(f"speaker:{passage.number}")
        contributor = outlet.actor if outlet else speaker.actor if speaker else None
        if passage.number and contributor is None:
            contributor = self.links["editors"].actor
        yield from self._say(
            iri,
            number=number(passage.number),
            partOf=self._iri,
            span=self._span(passage.span),
            headline=_text(passage.headline),
            countryCode=_text(passage.country),
            contributor=contributor,
            outlet=outlet.actor if outlet and not passage.guest else None,
            speaker=speaker.actor if speaker else None,
            speakerRole=_text(passage.speaker_role),
            leaning=_text(passage.leaning),
            sketch=_text(self._sketch(passage)),
            time=text(passage.date.isoformat()) if passage.date else None,
            startDate=day(passage.date) if passage.date else None,
            endDate=day(passage.date) if passage.date else None,
        )
        for part in passage.parts:
            if part.kind is PartKind.QUOTE and contributor is not None:
                yield from self._quotation(iri, part.span, speaker.actor if speaker else contributor)

    def _sketch(self, passage: Passage) -> str | None:
        """By what near-equal contributions are found: of what the paper itself says, without the editors' frame."""
        kinds = (PartKind.QUOTE, PartKind.PROSE)
        return sketch(" ".join(self.document.words(part.span) for part in passage.parts if part.kind in kinds))

    def _quotation(self, passage: Iri, span: Span, source: Iri) -> Iterator[Quad]:
        identifier = make_id("quotation", self.document.key, span.start, span.end)
        iri = Iri(f"{self.iris.base}quotation/{identifier}")
        yield from self._kind(iri, "Quotation")
        yield from self._say(
            iri, quotedSource=source, span=self._span(span), statedIn=passage, **self._made(identifier, 1.0)
        )

    def _made(self, identifier: str, confidence: float) -> dict[str, Term]:
        status = self.reviewed.statuses.get(identifier, "unreviewed")
        run = self.reviewed.by.get(identifier, self.run)
        return {"extractedBy": run, "reviewStatus": pov(status), "confidence": decimal(confidence)}

    def _used_actors(self) -> list[Actor]:
        """The actors that a quad points to."""
        sources = {f"{kind}:{p.number}" for p in self.document.passages for kind in ("outlet", "speaker")}
        wanted = {m.id for m in self.extraction.mentions} | sources | {"editors"}
        for claim in self.extraction.claims:
            wanted |= {of for of in (claim.subject, claim.object, claim.behalf) if of}
            wanted |= {step.of for step in claim.source}
        used = {link.actor for link in self.resolution.links if link.of in wanted}
        return [actor for actor in self.resolution.actors if actor.iri in used]

    def _actor(self, actor: Actor) -> Iterator[Quad]:
        """An actor whom the registry lacks: in the document's graph if unnamed, else where all documents share it."""
        if actor.status is ActorStatus.REGISTERED:
            return
        named = actor.status is ActorStatus.PROVISIONAL
        graph = self.iris.graph("registry") if named else self._graph
        kinds = {"ProvisionalActor", actor.type} if named else {"UnnamedActor", actor.type}
        if actor.status is ActorStatus.IMPERSONAL:
            kinds = {"ImpersonalSource"}
        for kind in sorted(kinds):
            yield Quad(actor.iri, RDF_TYPE, pov(kind), graph)
        yield Quad(actor.iri, PREF_LABEL, text(actor.name, "en"), graph)
        for name in actor.names:
            yield Quad(actor.iri, ALT_LABEL, text(name), graph)
        if actor.country:
            yield Quad(actor.iri, pov("countryCode"), text(actor.country), graph)
        if not named:
            yield Quad(actor.iri, pov("unnamedIn"), self._iri, graph)

    def _mention(self, mention: Mention) -> Iterator[Quad]:
        link = self.links[mention.id]
        iri = self.iris.mention(mention.id)
        yield from self._kind(iri, "Mention")
        yield from self._say(
            iri,
            refersTo=link.actor,
            mentionForm=pov(mention.form.value),
            linkScore=decimal(link.score),
            linkedBy=text(link.by),
            span=self._span(mention.span),
            statedIn=self.iris.passage(self.document.key, mention.passage),
            **self._made(mention.id, link.score),
        )

    def _claim(self, claim: Claim) -> Iterator[Quad]:
        iri = self.iris.claim(claim.id)
        relation, described = self._relation(claim)
        yield from described
        sources = [self._source(step) for step in claim.source]
        yield from self._kind(iri, "Claim")
        yield from self._say(
            iri,
            expresses=relation,
            claimedBy=sources[0],
            onBehalfOf=self.links[claim.behalf].actor if claim.behalf else None,
            polarity=pov(claim.polarity),
            modality=pov(claim.modality),
            timeText=_text(claim.time),
            valence=pov(claim.valence or "neutral") if claim.relation == "characterises" else None,
            rule=_text(claim.rule),
            evidence=self._span(claim.span),
            statedIn=self.iris.passage(self.document.key, claim.passage),
            **self._made(claim.id, claim.confidence),
        )
        for count, (step, source) in enumerate(zip(claim.source, sources, strict=True), 1):
            yield from self._step(iri, count, step, source)

    def _step(self, claim: Iri, count: int, step: Step, source: Iri) -> Iterator[Quad]:
        iri = self.iris.step(claim, count)
        yield Quad(claim, pov("attributionStep"), iri, self._graph)
        if count > 1:
            yield Quad(claim, pov("reportedBy"), source, self._graph)
        yield from self._kind(iri, "AttributionStep")
        yield from self._say(iri, stepNumber=number(count), stepSource=source, commitment=pov(step.commitment))
        if step.of not in self.links:
            yield from self._kind(source, "ImpersonalSource")
            yield Quad(source, PREF_LABEL, text(step.words, "en"), self._graph)
            yield Quad(source, pov("unnamedIn"), self._iri, self._graph)

    def _source(self, step: Step) -> Iri:
        link = self.links.get(step.of)
        return link.actor if link else self.iris.local_actor(self.document.key, f"source-{slug(step.words)}")

    def _relation(self, claim: Claim) -> tuple[Iri, list[Quad]]:
        """The relation that a claim expresses: one node for all claims of the same content."""
        subject = self.links[claim.subject].actor
        target = self.links[claim.object].actor if claim.object else None
        if target is not None and relation_types()[claim.relation].symmetric and target < subject:
            subject, target = target, subject
        identifier = make_id(
            "relation", claim.relation, subject, target, claim.theme or claim.content, claim.time_normal
        )
        iri, graph = self.iris.relation(identifier), self.iris.graph("relations")
        start, end = bounds(claim.time_normal) if claim.time_normal else (None, None)
        properties: dict[str, Term | None] = {
            "relationType": relation_type(claim.relation),
            "subject": subject,
            "object": target,
            "themeText": _text(claim.theme),
            "contentText": _text(claim.content),
            "time": _text(claim.time_normal),
            "startDate": day(start) if start else None,
            "endDate": day(end) if end else None,
        }
        described = [Quad(iri, RDF_TYPE, pov("Relation"), graph)]
        described += [Quad(iri, pov(name), value, graph) for name, value in properties.items() if value is not None]
        return iri, described

    def _stance(self, stance: Stance) -> Iterator[Quad]:
        iri = self.iris.stance(stance.id)
        yield from self._kind(iri, "Stance")
        yield from self._say(
            iri,
            stanceOf=self._source(stance.source),
            target=self.links[stance.target].actor,
            stanceValue=pov(stance.stance),
            evidence=self._span(stance.span),
            statedIn=self.iris.passage(self.document.key, stance.passage),
            **self._made(stance.id, stance.confidence),
        )

    def _issue(self, issue: Issue) -> Iterator[Quad]:
        place: Raw = [issue.span.start, issue.span.end] if issue.span else None
        iri = self.iris.issue(make_id("issue", issue.kind, issue.stage, issue.document, issue.message, place))
        yield from self._kind(iri, "Issue")
        yield from self._say(
            iri,
            issueKind=text(issue.kind),
            stage=text(issue.stage),
            message=text(issue.message),
            inDocument=self._iri,
            issueSpan=self._span(issue.span) if issue.span else None,
            issueMention=_text(issue.mention),
        )

    def _span(self, span: Span) -> Iri:
        self.spans.add(span)
        return self.iris.span(self.document.key, span.start, span.end)

    def _spans(self) -> Iterator[Quad]:
        """The spans that anything points to, with their words if these are not too many."""
        for span in sorted(self.spans):
            iri = self.iris.span(self.document.key, span.start, span.end)
            words = self.document.words(span)
            yield from self._kind(iri, "TextSpan")
            yield from self._say(iri, spanOf=self._iri, beginOffset=number(span.start), endOffset=number(span.end))
            graph = self._graph if len(words) <= _LONG else self.iris.text_graph(self.document.key)
            yield Quad(iri, pov("exact"), text(words), graph)


def _text(value: str | None) -> Term | None:
    return text(value) if value else None


def _iri(value: str) -> Iri | None:
    """An address as an IRI, a web address with its blanks encoded; None where it is none that a store takes."""
    spelt = quote(value, safe="%/:?#@!$&'()*+,;=~") if value.startswith(("http://", "https://")) else value
    for one in (value, spelt):
        try:
            from_term(Iri(one))
        except ValueError:
            continue
        return Iri(one) if is_iri(one) else None
    return None
