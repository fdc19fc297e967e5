"""A file of the Discourse Network Analyzer into a store."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.coded.record import Records
from kg.coded.stated import Stating, outlet_of
from kg.decisions import replay
from kg.decisions.provisional import descriptions
from kg.decisions.relink import relink
from kg.errors import ReadError
from kg.ingest import DECISIONS, known_versions, prepare, scopes_of, settle
from kg.iris import pov
from kg.model.quads import Quad, text
from kg.model.records import Document, Issue, Part, PartKind, Passage, Span
from kg.networks.dna import Project as File
from kg.networks.dna import read
from kg.networks.dna.records import Coded, Text
from kg.pipeline import actors_of, decisions_of, registry_of
from kg.project import Project
from kg.quads import Reviewed, quads
from kg.quads.run import work_iri, work_quads
from kg.read.reader import language_of
from kg.read.text import version_of
from kg.store import Store

_EPOCH = dt.date(1970, 1, 1)
_SECONDS = 86_400  # of a day


@dataclass(frozen=True, slots=True)
class Took:
    """What was taken of a file, and what was not: why, and how many."""

    documents: int
    claims: int
    left_out: Counter[str] = field(default_factory=Counter)


def take(store: Store, project: Project, path: Path) -> Took:
    """Take a file: its documents, and its statements as claims that are accepted. The caller derives what follows.

    A document's key is the name of the file with the number of the document; one that the store has is replaced.
    Decisions by hand are replayed. ReadError where the file is wrong.
    """
    file = read(path)
    prepare(store, project)
    before, taking = known_versions(store, project), _Taking(file, project, path)
    documents = claims = 0
    for one in file.documents:
        if not one.text:
            taking.left_out["documents without a text, with their statements"] += 1
            continue
        documents += 1
        found = taking.quads(one, before)
        claims += sum(q.predicate == pov("expresses") for q in found)
        key = taking.key(one)
        store.replace([project.iris.document_graph(key), project.iris.text_graph(key)], found)
    settle(store, project)
    taking.left_out.update(_beside(file))
    return Took(documents, claims, taking.left_out)


class _Taking:
    def __init__(self, file: File, project: Project, path: Path) -> None:
        self._project, self._stem, self._path = project, path.stem, path
        self._digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self._records, self._scopes = Records(file), scopes_of(project)
        self._coded: dict[int | None, list[Coded]] = defaultdict(list)
        for one in file.statements:
            self._coded[one.document].append(one)
        self.left_out = Counter[str]()
        if self._coded[None]:
            self.left_out["statements without a document"] = len(self._coded[None])

    def key(self, one: Text) -> str:
        return f"{self._stem}/{one.id}"

    def quads(self, one: Text, before: dict[str, str]) -> list[Quad]:
        """All quads of a document, with its record beside the text, and the work of its coders."""
        document, iris, issues = self._document(one), self._project.iris, list[Issue]()
        registry, decisions = registry_of(self._project), decisions_of(self._project)
        stating = Stating(document, registry, iris, issues.append, outlet_of(one.source, registry))
        coded = self._coded[one.id]
        stating.take(tuple(map(self._records.statement, coded)))
        self.left_out["statements that are no claim: issues, and in the file again"] += len(coded) - len(stating.claims)
        extraction, resolution = stating.found
        actors = actors_of(self._project)
        resolution, _ = relink(resolution, decisions, actors)
        done = replay(document, extraction, resolution, decisions, issues.append, actors)
        record = self._records.of(one, coded, {number: claim.id for number, claim in stating.claims.items()})
        by = {claim.claim: claim.coder for claim in record.statements if claim.claim}
        version = before.get(document.key)
        reviewed = Reviewed(
            dict.fromkeys(by, "accepted") | done.statuses, tuple(issues),
            version if version != document.version else None,
            {claim: work_iri(coder, iris) for claim, coder in by.items()},
        )  # fmt: skip
        run, own = work_iri(record.coder, iris), iris.text_graph(document.key)
        found = list(quads(document, done.extraction, done.resolution, run, iris, reviewed))
        for coder in sorted({*by.values()}):
            found += work_quads(coder, iris)
        iri = iris.document(document.key)
        decided = self._scopes.of(iri, (iris.claim(claim.id) for claim in done.extraction.claims))
        found += [Quad(iri, pov("codedAs"), text(record.text()), own), Quad(iri, DECISIONS, text(decided), own)]
        return [*found, *descriptions(found, own)]

    def _document(self, one: Text) -> Document:
        try:
            day = _EPOCH + dt.timedelta(one.date // _SECONDS)
        except OverflowError as error:
            what = f"the date of document {one.id} is no day: {one.date}"
            raise ReadError(what, str(self._path), "Correct it in the Discourse Network Analyzer.") from error
        whole = Span(0, len(one.text))
        outlet = outlet_of(one.source, registry_of(self._project))
        passage = Passage(
            1, whole, (Part(PartKind.PROSE, whole),), outlet.name if outlet else None,
            outlet.country if outlet else None, date=day,
        )  # fmt: skip
        language = language_of(one.text, self._project.language)
        return Document(
            self.key(one), one.text, "article", language, (passage,), day, one.title or None, None,
            self._project.licence or None, version_of(one.text), self._digest,
        )  # fmt: skip


def _beside(file: File) -> Iterator[str]:
    """What a file has beside documents and their statements, a line for each."""
    used = {one.entity for one in file.short_texts}
    for what, rows in (
        ("entities that no statement has", [one for one in file.entities if one.id not in used and one.value]),
        ("regular expressions", file.regexes),
        ("rights and relations of coders", file.relations),
        ("links between variables", file.links),
    ):
        yield from (what for _ in rows)
