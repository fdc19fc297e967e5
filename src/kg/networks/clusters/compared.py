"""Many methods on one network, side by side, and the best of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import KgError, UsageError
from kg.networks.clusters.material import Material, Method
from kg.networks.clusters.modularity import QUALITIES, Quality, quality
from kg.networks.statements import Ints


@dataclass(frozen=True, slots=True)
class Clustering:
    """What a method found: for each node the number of its cluster, 1 for that of the first node, and so on.

    Modularities are those of the ties above 0 with and without their weights, and that of all ties with their signs.
    Where a method fails there are no labels, and `reason` says why.
    """

    method: str
    labels: tuple[int, ...] = ()
    weighted: float = 0.0
    unweighted: float = 0.0
    signed: float = 0.0
    random: bool = False
    reason: str = ""

    @property
    def number(self) -> int:
        """How many clusters there are."""
        return max(self.labels, default=0)

    def score(self, kind: Quality) -> float:
        """One of its modularities."""
        return {"weighted": self.weighted, "unweighted": self.unweighted, "signed": self.signed}[kind]


@dataclass(frozen=True, slots=True)
class Clusterings:
    """What all methods found for the nodes `names`; `by` is the modularity by which they are compared."""

    names: tuple[str, ...]
    found: tuple[Clustering, ...]
    by: Quality = "weighted"

    @property
    def best(self) -> Clustering | None:
        """The first of the largest modularity; none where all methods failed."""
        return max(
            (one for one in self.found if one.labels), key=lambda one: round(one.score(self.by), 12), default=None
        )

    def groups(self, one: Clustering) -> tuple[tuple[str, ...], ...]:
        """The names in each of its clusters."""
        return tuple(
            tuple(name for name, label in zip(self.names, one.labels, strict=True) if label == number)
            for number in range(1, one.number + 1)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """How many clusters are wanted: `k`, or else what is best from `least` to `most`; by which modularity.

    With `cut` a method that can stop by itself is asked for each number, too. A `seed` repeats what is random.
    """

    k: int | None = None
    least: int = 2
    most: int = 8
    by: Quality = "weighted"
    cut: bool = False
    seed: int = 0

    def numbers(self, method: Method, nodes: int) -> Sequence[int | None]:
        """The numbers of clusters that a method is asked for; none where it finds its own."""
        if method.number == "free":
            return [None]
        if method.number == "two":
            return [2]
        if self.k is not None:
            return [self.k]
        if method.number == "both" and not self.cut:
            return [None]
        return range(self.least, min(self.most, nodes) + 1)


def compare(material: Material, methods: Sequence[Method], asked: Asked) -> Clusterings:
    """A clustering for each method, in the order given; as in docs/networks.md."""
    return Clusterings(material.names, tuple(_best(material, one, asked) for one in methods), asked.by)


def described(material: Material, method: str, labels: Ints, *, random: bool = False) -> Clustering:
    """A clustering with its modularities."""
    numbers = tuple(int(label) for label in labels)
    weighted, unweighted, signed = (quality(material.signed, labels, kind) for kind in QUALITIES)
    return Clustering(method, numbers, weighted, unweighted, signed, random)


def _best(material: Material, method: Method, asked: Asked) -> Clustering:
    """The clustering of the largest modularity over the numbers of clusters; of equal ones that of the fewest."""
    found, reason = [], ""
    for number in asked.numbers(method, len(material.names)):
        try:
            found.append(
                described(material, method.name, _asked(material, method, number, asked), random=method.random)
            )
        except KgError as error:
            reason = reason or error.what
    if not found:
        return Clustering(method.name, random=method.random, reason=reason or "there are too few nodes")
    return max(found, key=lambda one: round(one.score(asked.by), 12))


def _asked(material: Material, method: Method, number: int | None, asked: Asked) -> Ints:
    """The labels that a method finds. UsageError where it fails, or finds another number than what is asked."""
    if asked.k is not None and method.number == "free":
        raise UsageError("it finds its own number of clusters", method.name, "Ask for no number.")
    if asked.k is not None and method.number == "two" and asked.k != 2:
        raise UsageError("it finds two clusters", method.name, "Ask for 2.")
    if len(material.names) < 2:
        raise UsageError("there are too few nodes", method.name, "Take more statements.")
    labels = method.run(material, number, asked.seed)
    if asked.k is not None and labels.max() != asked.k:
        raise UsageError(f"it finds {labels.max()} clusters", method.name, "Ask for that number.")
    return labels


def chosen(known: Sequence[Method], names: Sequence[str]) -> Iterator[Method]:
    """Methods by their names, all where none are given. UsageError where there is none of a name."""
    by_name = {one.name: one for one in known}
    for name in names or by_name:
        if name not in by_name:
            raise UsageError(f"there is no method {name}", name, f"Choose {', '.join(by_name)}.")
        yield by_name[name]
