"""The one place where the stages meet: texts in, what was found out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from kg.decisions import Decision, read_decisions, replay
from kg.decisions.aliases import with_aliases
from kg.decisions.relink import relink
from kg.decisions.stale import INFLUENCED, decision_iri
from kg.errors import ClusterError, ReadError
from kg.extract import agreed, answered
from kg.flat import flat
from kg.iris import Iri, Iris
from kg.language import Analysis
from kg.llm import Asking, Verified, service_of
from kg.llm.prompt import prompt_digest
from kg.model.ids import make_id
from kg.model.quads import Quad
from kg.model.records import Actor, ActorStatus, Document, Extraction, Issue, IssueKind, Resolution
from kg.parcel import Parcel, packed, unpacked
from kg.project import Project
from kg.quads import Reviewed, quads, run_quads
from kg.quads.run import run_iri
from kg.read import Input, read
from kg.read.reader import Reading
from kg.read.table import read_table
from kg.registry import Registry
from kg.resolve import named, referents, sources
from kg.rules import Rules, rules_of
from kg.tagger.encoder import weights_digest
from kg.version import code_digest, libraries
from kg.workers import HERE, Workers, in_order, worker_name

_BATCH = 4  # documents that a worker takes at a time
_LEARNT, _ASKING = ("full", "both"), ("llm", "both")  # extractors that use what was learnt, and the larger model
Report: TypeAlias = Callable[[Issue], None]
Tell: TypeAlias = Callable[[str], None]
Found = tuple[Extraction, Resolution, tuple[Decision, ...]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why."""

    path: Path
    error: ReadError


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read: documents with the issues of reading, and the inputs that failed."""

    documents: tuple[Document, ...]
    issues: dict[str, tuple[Issue, ...]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document with all that was found in it."""

    document: Document
    extraction: Extraction
    resolution: Resolution
    issues: tuple[Issue, ...]
    statuses: dict[str, str]
    merges: tuple[Decision, ...] = ()  # decisions that one actor is another, where this document meant the one


@cache
def software() -> str:
    """Name and version of the extractor; those of its start, where it is installed anew while it runs."""
    return f"kg {version('kg')}"


def settings_of(project: Project) -> str:
    """What besides the version decides about an extraction."""
    parts = ["layouts of the version" if project.extractor == "llm" else "layouts, rules and word lists of the version"]
    if project.extractor in _LEARNT:
        parts.append(f"tagger {weights_digest()[:12]}")
    if project.extractor in _ASKING:
        service = service_of(project.llm)
        parts.append(f"larger model {service.model} at {service.address}, prompt {prompt_digest()[:12]}")
    return ", ".join(parts)


def model_of(document: Document) -> str:
    """The language model that reads a document, with its version."""
    rules = rules_of(document.language)
    return "no language model" if rules is None else rules.model


def current_run(project: Project, document: Document) -> Iri:
    """The run that extraction of a document by this version with the settings of a project is."""
    return run_iri(software(), model_of(document), settings_of(project), project.iris)


def registry_of(project: Project) -> Registry:
    """The registry of the package with that of the project, and with the further names that people gave actors."""
    naming = tuple(d for d in decisions_of(project) if d.action in ("alias", "name"))
    if all(d.action == "name" for d in naming):
        return _registry(project.registry_files)
    return _named_registry(project.registry_files, naming, project.iris)


@lru_cache(maxsize=4)
def _named_registry(files: tuple[Path, ...], naming: tuple[Decision, ...], iris: Iris) -> Registry:
    return with_aliases(_registry(files), naming, iris)


@cache
def _registry(files: tuple[Path, ...]) -> Registry:
    return Registry.load(*files)


def read_texts(inputs: Iterable[Input], project: Project, given: Reading) -> Texts:
    """Read all inputs. One that cannot be read is a Failure; ReadError where two documents have one key."""
    registry, given = registry_of(project), replace(given, language=project.language)
    documents: list[tuple[Path, Document]] = []
    issues: list[Issue] = []
    failures: list[Failure] = []
    for one in inputs:
        found: list[Issue] = []

        def fail(error: ReadError, path: Path = one.path) -> None:
            failures.append(Failure(path, error))

        try:
            texts = read(one.path, registry, found.append, root=one.root, given=given, raw=one.raw, fail=fail)
            documents += [(one.path, document) for document in texts]
        except ReadError as error:
            fail(error)
            continue
        issues += found
    return _gathered(documents, issues, failures)


def table_texts(path: Path, columns: Mapping[str, str], project: Project, given: Reading) -> Texts:
    """The rows of a table as documents; what is wrong with a row is a Failure. ReadError where the table is wrong."""
    issues: list[Issue] = []
    failures: list[Failure] = []

    def fail(error: ReadError) -> None:
        failures.append(Failure(path, error))

    given = replace(given, language=project.language)
    read_now = list(read_table(path, columns, registry_of(project), issues.append, fail, given))
    return _gathered([(path, document) for document in read_now], issues, failures)


def _gathered(documents: list[tuple[Path, Document]], issues: list[Issue], failures: list[Failure]) -> Texts:
    by_key: dict[str, Document] = {}
    paths: dict[str, Path] = {}
    for path, document in documents:
        if document.key in by_key:
            _refuse(document.key, paths[document.key], path)
        by_key[document.key], paths[document.key] = document, path
    reported: dict[str, list[Issue]] = {key: [] for key in by_key}
    for issue in issues:
        reported[issue.document].append(issue)
    ordered = tuple(by_key[key] for key in sorted(by_key))
    return Texts(ordered, {k: tuple(v) for k, v in reported.items()}, tuple(failures))


def _refuse(key: str, first: Path, second: Path) -> None:
    where = str(first) if first == second else f"{first} and {second}"
    remedy = "Give one an id of its own." if first == second else "Rename one, or name the folder above both."
    raise ReadError(f"two documents have the key {key}", where, remedy)


def extract(
    texts: Texts, project: Project, workers: Workers = HERE, tell: Tell = lambda line: None
) -> Iterator[Extracted]:
    """What is found in each document, in the order of their keys, whoever does the work.

    The larger model is asked one document after the other, by this process; `tell` is told what it has cost. ModelError
    where it does not answer, ClusterError where the workers fail.
    """
    if project.extractor in _ASKING:
        yield from _extract_asking(texts, project, tell)
        return
    remaining = iter(texts.documents)
    batches = iter(lambda: tuple(islice(remaining, _BATCH)), ())
    work = ((batch, tuple(texts.issues.get(d.key, ()) for d in batch)) for batch in batches)
    if workers.scheduler:
        parcel = packed(project)
        sent = ((parcel, _basis(project, batch), batch, issues) for batch, issues in work)
        found = in_order(workers, _extract_sent, sent)
    else:
        local = workers if len(texts.documents) > _BATCH else HERE
        found = in_order(local, _extract_batch, ((project, *item) for item in work))
    for batch in found:
        yield from batch


def _extract_asking(texts: Texts, project: Project, tell: Tell) -> Iterator[Extracted]:
    with Asking(service_of(project.llm), project.root, tell) as asking:
        for document in texts.documents:
            issues = list(texts.issues.get(document.key, ()))
            said = asking.about(document, issues.append)
            yield from _extract_batch(project, (document,), (tuple(issues),), said)


def _extract_sent(
    parcel: Parcel, basis: dict[str, str], documents: tuple[Document, ...], issues: tuple[tuple[Issue, ...], ...]
) -> list[Extracted]:
    """What is found in documents that came from another machine. ClusterError where it would find something else."""
    project = unpacked(parcel)
    here = _basis(project, documents)
    if differing := [name for name in basis if basis[name] != here.get(name)]:
        what = f"a worker would read texts otherwise: it differs in {', '.join(differing)}"
        raise ClusterError(what, worker_name(), "Install the same version of kg on all machines.")
    return _extract_batch(project, documents, issues)


def _basis(project: Project, documents: tuple[Document, ...]) -> dict[str, str]:
    """What decides about what is found in documents, by name: where it is the same, the bytes are."""
    models = {f"language model ({d.language})": model_of(d) for d in documents}
    return {
        "version": software(),
        "code": code_digest(),
        **libraries(),
        "settings": settings_of(project),
        "registry": registry_of(project).digest,
        "decisions": decisions_digest(project),
        **models,
    }


def _extract_batch(
    project: Project,
    documents: tuple[Document, ...],
    issues: tuple[tuple[Issue, ...], ...],
    said: Verified | None = None,
) -> list[Extracted]:
    registry, decisions, actors = registry_of(project), decisions_of(project), actors_of(project)
    found = []
    for document, analysis, before in zip(documents, _analyses(documents), issues, strict=True):
        reported = list(before)
        report = reported.append
        with_sources = sources(document, analysis or Analysis(()), registry, report)
        if said is None:
            extraction, resolution, merges = _by_rules(project, with_sources, analysis, report)
        else:
            extraction, resolution, merges = _by_model(project, with_sources, said, report)
        if said is not None and project.extractor == "both" and analysis is not None:
            by_rules, linked, merged = _by_rules(project, with_sources, analysis, report)
            extraction, resolution = agreed(with_sources, (by_rules, linked), (extraction, resolution), report)
            merges = tuple(dict.fromkeys((*merged, *merges)))
        replayed = replay(with_sources, extraction, resolution, decisions, report, actors)
        meant = {link.of for link in replayed.resolution.links}  # some by decisions, so that they are no issues
        distinct = tuple(dict.fromkeys(issue for issue in reported if issue.mention not in meant))
        extraction, resolution = _needed(replayed.extraction, replayed.resolution)
        found.append(Extracted(with_sources, extraction, resolution, distinct, replayed.statuses, merges))
    return found


def _analyses(documents: tuple[Document, ...]) -> Iterator[Analysis | None]:
    """The analysis of each document; none of one in a language that no rules read."""
    by_rules: dict[Rules, Iterator[Analysis]] = {}
    for rules in filter(None, dict.fromkeys(rules_of(d.language) for d in documents)):
        by_rules[rules] = rules.analyses(d for d in documents if rules_of(d.language) is rules)
    for document in documents:
        reader = rules_of(document.language)
        yield None if reader is None else next(by_rules[reader])


def _by_rules(project: Project, document: Document, analysis: Analysis | None, report: Report) -> Found:
    """What rules, and what was learnt, find in a document; only its sources where no rules read its language."""
    registry, rules = registry_of(project), rules_of(document.language)
    if rules is None or analysis is None:
        message = (
            f'the language "{document.language}" is not read by rules; --extractor llm leaves it to a larger model'
        )
        report(Issue(IssueKind.UNSUPPORTED_LANGUAGE, "extract", document.key, message))
        return Extraction(), *_relinked(project, referents(document, Analysis(()), (), registry, project.iris, report))
    found = rules.resolved(document, analysis, registry, project.iris, report)
    resolution, merges = _relinked(project, found)
    learnt = project.extractor in _LEARNT
    extraction = rules.stated(document, analysis, resolution, registry, report, learnt=learnt)
    return extraction, resolution, merges


def _by_model(project: Project, document: Document, said: Verified, report: Report) -> Found:
    """What the larger model finds in a document."""
    found = named(document, said.called, registry_of(project), project.iris, report)
    resolution, merges = _relinked(project, found)
    rules = rules_of(document.language)
    normal = rules.normal_time if rules is not None else None
    return answered(document, said, resolution, report, normal), resolution, merges


def _relinked(project: Project, resolution: Resolution) -> tuple[Resolution, tuple[Decision, ...]]:
    return relink(resolution, decisions_of(project), actors_of(project))


def actors_of(project: Project) -> Callable[[str], Actor | None]:
    """How an actor of the project's registry is found by IRI or name."""
    return registry_of(project).called


def decisions_of(project: Project) -> tuple[Decision, ...]:
    """The decisions of a project, in the order in which they are replayed."""
    return _decisions(project.decisions, decisions_digest(project))


@cache
def _decisions(folder: Path, stamp: str) -> tuple[Decision, ...]:
    return read_decisions(folder)


def decisions_digest(project: Project) -> str:
    """A hash of the files of decisions."""
    digest, folder = hashlib.sha256(), project.decisions
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def state_of(project: Project) -> str:
    """A hash of what decides about every document: version, settings, registry, licence of the data."""
    parts = (software(), settings_of(project), registry_of(project).digest)
    return hashlib.sha256("\n".join((*parts, project.licence)).encode()).hexdigest()


def state_with(document: Document, state: str, decisions: str) -> str:
    """A hash of all that decides what is stored of a document but its text: date, layout, passages, model, state.

    `decisions` is a hash of those about the document.
    """
    return make_id("state", state, decisions, model_of(document), repr(replace(document, text="", source_hash="")))


def _needed(extraction: Extraction, resolution: Resolution) -> tuple[Extraction, Resolution]:
    """Without groups that have no name and are in no claim or chain: voters, markets."""
    used = {c.subject for c in extraction.claims} | {c.object for c in extraction.claims}
    used |= {step.of for c in extraction.claims for step in c.source}
    actor = {link.of: link.actor for link in resolution.links}
    unnamed = {a.iri for a in resolution.actors if a.status is ActorStatus.UNNAMED}
    wanted = {actor[of] for of in used if of in actor}
    kept = tuple(m for m in extraction.mentions if actor[m.id] not in unnamed or actor[m.id] in wanted)
    dropped = {m.id for m in extraction.mentions} - {m.id for m in kept}
    links = tuple(link for link in resolution.links if link.of not in dropped)
    meant = {link.actor for link in links}
    actors = tuple(a for a in resolution.actors if a.iri in meant)
    stances = tuple({s.id: s for s in reversed(extraction.stances) if s.target not in dropped}.values())[::-1]
    return replace(extraction, mentions=kept, stances=stances), replace(
        resolution, links=links, actors=actors, mentions=kept
    )


def document_quads(extracted: Extracted, project: Project, before: str | None = None) -> list[Quad]:
    """All quads of a document, with those of its run; the project's licence where the text names none."""
    iris = project.iris
    document = extracted.document
    if document.licence is None and project.licence:
        document = replace(document, licence=project.licence)
    reviewed = Reviewed(extracted.statuses, extracted.issues, before)
    found = list(
        quads(document, extracted.extraction, extracted.resolution, current_run(project, document), iris, reviewed)
    )
    found += run_quads(software(), model_of(document), settings_of(project), iris)
    key = extracted.document.key
    for merge in extracted.merges:
        found.append(Quad(iris.document(key), INFLUENCED, decision_iri(merge, iris), iris.document_graph(key)))
    return found


def extract_flat(
    paths: Iterable[Path], project: Project, layout: str | None = None
) -> Iterator[tuple[str, dict[str, object]]]:
    """The flat form of each text file with its name, for evaluation."""
    inputs = [Input(path, path.parent) for path in paths]
    for extracted in extract(read_texts(inputs, project, Reading(layout=layout)), project):
        yield extracted.document.key, flat(extracted.document, extracted.extraction, extracted.resolution)
