"""What annotations come from, without a clock: a run with its software, model and settings, or work by hand."""

from collections.abc import Iterator

from kg.iris import RDF_TYPE, Iri, Iris, pov
from kg.model.ids import make_id
from kg.model.quads import Quad, text


def run_iri(software: str, model: str, settings: str, iris: Iris) -> Iri:
    """The IRI of a run: a hash of what made it."""
    return iris.run(make_id("run", software, model, settings))


def run_quads(software: str, model: str, settings: str, iris: Iris) -> Iterator[Quad]:
    """The description of a run in graph:runs."""
    run, graph = run_iri(software, model, settings, iris), iris.graph("runs")
    yield Quad(run, RDF_TYPE, pov("ExtractionRun"), graph)
    yield Quad(run, pov("software"), text(f"{software}, {model}"), graph)
    yield Quad(run, pov("modelHash"), text(make_id("model", model)), graph)
    yield Quad(run, pov("settings"), text(settings), graph)


def work_iri(coder: str, iris: Iris) -> Iri:
    """The IRI of what a coder annotated by hand."""
    return iris.run(make_id("work", coder))


def work_quads(coder: str, iris: Iris) -> Iterator[Quad]:
    """The description of work by hand in graph:runs."""
    work, graph = work_iri(coder, iris), iris.graph("runs")
    yield Quad(work, RDF_TYPE, pov("ManualAnnotation"), graph)
    yield Quad(work, pov("coder"), text(coder), graph)
