"""The run that extracted: software, model and settings, without a clock."""

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
