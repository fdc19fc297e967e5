"""What a store of quads does, whatever its engine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kg.iris import Iri
from kg.model.quads import Quad, Term, plain


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: a row has a term for each variable that is bound."""

    variables: tuple[str, ...]
    rows: tuple[dict[str, Term], ...]

    def columns(self) -> dict[str, list[str]]:
        """The rows as a column of plain texts for each variable; what is not bound is empty."""
        return {name: [plain(row.get(name)) for row in self.rows] for name in self.variables}


class Asked(Protocol):
    """What answers questions about quads: a store, or somebody who asks one."""

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows: ...

    def columns(self, query: str) -> dict[str, list[str]]:
        """The answer to a SELECT as a column of plain texts for each variable: quicker where it has many rows."""
        ...

    def solutions(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[dict[str, Term]]:
        """The rows of a SELECT one by one, as the store was when it was asked; changes meanwhile are not seen."""
        ...

    def ask(self, query: str, *, graphs: Sequence[Iri] | None = None) -> bool: ...

    def construct(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[Quad]:
        """The triples of a CONSTRUCT or DESCRIBE, as quads whose graph is empty."""
        ...


class Store(Asked, Protocol):
    """Named graphs, and one without a name, whose quads have an empty graph.

    A query sees the union of all of them but gold annotations and full texts; or, where the store is opened so, the
    graph without a name, and the others by GRAPH. `folder` is where the store lies on the disk, None for one in memory.
    """

    folder: Path | None

    def graphs(self) -> tuple[Iri, ...]:
        """The names of all graphs, sorted."""
        ...

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all; with `subject` those about it."""
        ...

    def told(self, subject: Iri | None, predicate: Iri) -> Iterator[Quad]:
        """The quads of any graph with this predicate; with `subject` those about it."""
        ...

    def add(self, quads: Iterable[Quad]) -> None:
        """Add many quads to what is there, all or none."""
        ...

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads out, which have no blank nodes, and add others, in one transaction."""
        ...

    def replace(self, graphs: Iterable[Iri], quads: Iterable[Quad]) -> None:
        """Drop graphs and add quads of any graph, in one transaction; what is kept back from queries in one before."""
        ...

    def update(self, text: str, *, base: str | None = None) -> None:
        """Run a SPARQL update, all of it or nothing. QueryError where it is wrong.

        Without GRAPH, WITH or USING it reads and writes the graph without a name, however the store is opened.
        What is kept back from queries it neither sees nor drops. LOAD and SERVICE reach out: refuse them before.
        """
        ...

    def revision(self) -> str:
        """A mark that is another one after every change; empty where there was none yet."""
        ...

    def revisions(self) -> Iterator[tuple[Iri, str]]:
        """Each graph with the mark of its last change, sorted by graph."""
        ...

    def derive(self) -> None:
        """Bring up to date what follows from documents: near-equal contributions, relations, direct edges."""
        ...

    def purge(self) -> None:
        """Write the store anew, so that nothing is left in its files of what was taken out."""
        ...

    def backup(self, folder: Path, *, with_texts: bool = True) -> None:
        """Make a copy of the store as it is now in a folder that is not there yet. StoreError where that fails."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
