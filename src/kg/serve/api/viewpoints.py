"""Networks of viewpoints: who holds what, who judges whom, who acts how towards whom."""

import asyncio
import math
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import UsageError
from kg.iris import Iri
from kg.model.period import period
from kg.networks.captions import told
from kg.networks.claimed import SOURCES, About, Claimed, View, Whose
from kg.networks.formats.graph import Graph, sign_of
from kg.networks.recipe import Recipe
from kg.networks.settings import Aggregation, Duplicates, Mode, Normalisation
from kg.networks.smoothed import Kernel
from kg.networks.viewpoint import Viewpoints
from kg.networks.wanted import wanted as recipe_of
from kg.networks.windows import Align
from kg.networks.windows import Slice as Window
from kg.serve.api.kept import coverage_of, kept_of, whole_of
from kg.serve.api.lookup import Ids, actor_of
from kg.serve.api.models import Behind, Coverage, Slice, SnapshotOf, StatedTie, Tie, ViewpointNetwork, ViewpointNode
from kg.serve.api.paging import ids_of
from kg.serve.asked import Store
from kg.serve.digest import Digests
from kg.views import viewpoints_page

router = APIRouter(prefix="/api", tags=["networks"])
_MOST = 1000  # windows in an answer
_PAGE: dict[str, Any] = {"description": "The page.", "content": {"text/html": {"schema": {"type": "string"}}}}
_SAVED = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}  # opened here it runs nothing


class ViewpointChoice(BaseModel):
    """What is counted, and how. The names are those of `kg network`."""

    model_config = ConfigDict(extra="forbid")

    mode: Mode = Field("two", description="Rows by rows, or rows by columns.")
    directed: bool = Field(False, description="A node for each name, also where rows and columns share it.")
    source: Whose = Field("innermost", description="Whose view a claim is.")
    about: About = Field("proposition", description="What a proposition is.")
    level: int = Field(0, ge=0, description="Relation types so many steps below the top; 0: as they are.")
    opposites: bool = Field(False, description="Who affirms a type denies its opposite.")
    sources: Literal[SOURCES] = Field("", description="Only what sources of one kind say.")  # type: ignore[valid-type]
    weights: list[str] = Field([], description="confidence, or NAME=VALUE:NUMBER.")
    rows: str | None = Field(None, description="Another variable for the rows.")
    columns: str | None = Field(None, description="Another variable for the columns.")
    qualifier: str | None = Field(None, description="Another qualifier than agreement; empty for none.")
    aggregation: Aggregation | None = Field(None, description="Default: congruence in one mode, subtract in two.")
    normalisation: Normalisation = "no"
    duplicates: Duplicates = Field("include", description="Count like statements once in each of these.")
    isolates: bool = Field(False, description="Keep names without a statement that is counted.")
    only: list[str] = Field([], description="NAME=VALUE: only statements that have one of these values.")
    exclude: list[str] = Field([], description="NAME=VALUE: no statements that have one of these.")
    confidence: float = Field(0.0, ge=0, le=1, description="Only claims that are at least so sure.")
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    least: int = Field(1, ge=1, description="Only names of at least so many statements.")
    threshold: float = Field(0.0, ge=0, description="Only ties of at least this weight.")
    sign: Literal["", "positive", "negative"] = Field("", description="Only ties of one sign.")
    around: str | None = Field(None, description="Only what is around an actor, by id, IRI or name.")
    intervals: int = Field(0, ge=0, le=2000, description="Draws of documents for the intervals of ties.")
    window: str | None = Field(None, description="Networks over time.", examples=["30d", "1y", "20e"])
    kernel: Kernel | None = Field(None, description="Smooth the windows.")
    align: Align | None = Field(None, description="Windows around, before or after their date.")
    cumulative: bool = Field(False, description="Windows that all begin at the begin.")


class NetworkChoice(ViewpointChoice):
    """What is counted, and how much of it is told."""

    claims: bool = Field(False, description="Tell the claims behind each tie; /ties tells those of one.")
    limit: int | None = Field(None, ge=1, description="So many ties at most, in each slice too.")


class TieChoice(ViewpointChoice):
    """What is counted, and a tie of that."""

    row: str = Field(description="The name of a row.")
    column: str = Field(description="The name of a column, in one mode of another row.")


@router.get("/networks/{view}")
async def viewpoints(
    request: Request, store: Store, view: View, choice: Annotated[NetworkChoice, Query()]
) -> ViewpointNetwork:
    """positions: who holds what; judgements: who judges whom; relations: who acts how towards whom; types: which outlet
    speaks of which relation types.
    """
    digests: Digests = request.app.state.digests
    digest, found = await asyncio.gather(
        digests.of(request, store.seen),
        run_in_threadpool(made, store, request, view, choice),
    )
    return found.model_copy(update={"snapshot": found.snapshot.model_copy(update={"hash": digest})})


@router.get("/networks/{view}/page", response_class=Response, responses={200: _PAGE})
async def page(request: Request, store: Store, view: View, choice: Annotated[ViewpointChoice, Query()]) -> Response:
    """The network as one HTML file that needs no internet, as `kg network --plot FILE.html` writes it."""
    text = await run_in_threadpool(_page, store, request, view, choice)
    return HTMLResponse(text, headers={**_SAVED, "content-disposition": f'attachment; filename="network-{view}.html"'})


@router.get("/networks/{view}/ties")
async def ties(request: Request, store: Store, view: View, choice: Annotated[TieChoice, Query()]) -> Behind:
    """The claims behind a tie of the network that the same choices make, and the weight of it."""
    return await run_in_threadpool(_behind, store, request, view, choice)


def made(store: Store, request: Request, view: View, choice: NetworkChoice) -> ViewpointNetwork:
    """The network without the hash of what it is made of."""
    ids = ids_of(request)
    recipe, claimed = _claimed(store, request, view, choice)
    found, state = recipe.network(claimed), coverage_of(request, store)
    graph = Graph.of(found, {}, behind=choice.claims)
    slices = list(islice(recipe.slices(claimed), _MOST + 1)) if recipe.window is not None else []
    if len(slices) > _MOST:
        raise UsageError(f"there are more than {_MOST} windows", "window", "Take longer units, or a shorter time.")
    edges = sorted(graph.edges, key=lambda edge: -abs(edge.weight))[: choice.limit]
    return ViewpointNetwork(
        nodes=[_node(ids, node) for node in graph.nodes],
        ties=[_tie(ids, edge) for edge in edges],
        total=len(graph.edges),
        slices=[_slice(found, graph, one, choice.limit) for one in slices],
        settings=recipe.text(),
        statements=len(found),
        left_out=dict(sorted(claimed.left_out.items())),
        coverage=Coverage(documents=state.documents, outlets=state.outlets, start=state.start, end=state.end),
        snapshot=SnapshotOf(hash=None, ontology=state.ontology, software=state.software),
    )


def _page(store: Store, request: Request, view: View, choice: ViewpointChoice) -> str:
    if choice.window is not None:
        raise UsageError("a network over time is no page", "window", "Leave it out, or choose the time of one window.")
    recipe, claimed = _claimed(store, request, view, choice)
    found = recipe.network(claimed)
    return viewpoints_page(found, f"Network of viewpoints: {view}", f"{len(found)} statements; {told(found.settings)}")


def _behind(store: Store, request: Request, view: View, choice: TieChoice) -> Behind:
    recipe, claimed = _claimed(store, request, view, choice)
    found = recipe.network(claimed)
    ids, claims = ids_of(request), found.claims(choice.row, choice.column)
    weight = float(found.matrix[found.rows.index(choice.row), found.columns.index(choice.column)])
    return Behind(weight=weight, sign=sign_of(found, weight), claims=[ids.id("claim", Iri(one)) for one in claims])


def _claimed(store: Store, request: Request, view: View, choice: ViewpointChoice) -> tuple[Recipe, Claimed]:
    own = {"since", "until", "claims", "limit", "row", "column"}
    given = choice.model_dump(exclude_defaults=True, exclude=own)
    if choice.around and (actor := actor_of(store, ids_of(request), choice.around)):
        given["around"] = str(actor)
    recipe = recipe_of(view, given, period(choice.since, "since"), period(choice.until, "until"))
    return recipe, recipe.weighed(stated(store, request, recipe), store)


def stated(store: Store, request: Request, recipe: Recipe) -> Claimed:
    """What the whole store states for a recipe, kept while it stays as it is."""
    key = (recipe.view, recipe.source, recipe.about, recipe.level, recipe.opposites, recipe.sources)
    return kept_of(request).of(store, key, lambda: recipe.stated(whole_of(request.app, store)))


def _node(ids: Ids, node: Any) -> ViewpointNode:
    return ViewpointNode(
        key=node.id, name=node.name, variable=node.variable, iri=node.iri or None, frequency=node.frequency,
        id=ids.id("actor", Iri(node.iri)) if node.iri else None, attributes=dict(node.attributes),
    )  # fmt: skip


def _tie(ids: Ids, edge: Any) -> StatedTie:
    low, high = edge.interval or (None, None)
    return StatedTie(
        source=edge.source.id, target=edge.target.id, weight=edge.weight, sign=edge.sign, low=_number(low),
        high=_number(high), claims=[ids.id("claim", Iri(one)) for one in edge.statements],
    )  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _slice(found: Viewpoints, graph: Graph, one: Window, most: int | None) -> Slice:
    """Its names are among those of the whole; ties of names that were left out there are not in it either."""
    cells = one.matrix.tocoo()
    ties = [
        Tie(source=graph.rows[row].id, target=graph.columns[column].id, weight=weight, sign=sign_of(found, weight))
        for r, c, weight in sorted(zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True))
        if (row := one.rows[r]) in graph.rows and (column := one.columns[c]) in graph.columns
        if found.settings.mode == "two" or row < column
    ]
    kept = ties if most is None else sorted(ties, key=lambda tie: -abs(tie.weight))[:most]
    return Slice(
        centre=one.centre.isoformat(), start=one.first.isoformat(), end=one.last.isoformat(),
        statements=len(one.kept), ties=kept, total=len(ties),
    )  # fmt: skip
