"""Compare with the answers of the Discourse Network Analyzer: `python tests/check_cases.py DIR`.

DIR has cases as lines of JSON (*.jsonl) and beside them the statements as CSV (or .dna). Each case is asked twice: the
default must give `definition`, or `dna` where there is none; with `compat` it must give `dna`. Numbers are compared
with a relative tolerance of 1e-9.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kg.cli.output import table
from kg.errors import KgError
from kg.networks import backbone, dna, polarisation
from kg.networks.clusters import Asked, Clusterings, Material, clusters, material, modularity
from kg.networks.clusters.linkages import LINKAGES, hierarchy, profiles, tied_heights
from kg.networks.counted import Counting
from kg.networks.distances import distances
from kg.networks.dna import statements_of
from kg.networks.frequencies import frequencies
from kg.networks.matrices import matrix
from kg.networks.phases import phases
from kg.networks.selected import select
from kg.networks.settings import Filter, Settings
from kg.networks.statements import Statements
from kg.networks.tables import read_table
from kg.networks.windows import Slice, Window, slices

Case = dict[str, Any]
_TOLERANCE = 1e-9
_MODES = {"twomode": "two", "onemode": "one", "eventlist": "two"}
_FIELDS = {"excludeAuthors": "author", "excludeSources": "source", "excludeSections": "section", "excludeTypes": "type"}
_DOCUMENT = frozenset({"author", "source", "section", "type", "id", "title"})


def main() -> int:
    counted: Counter[tuple[str, str, bool]] = Counter()
    wrong = []
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        for case in map(json.loads, path.read_text(encoding="utf8").splitlines()):
            for rule, expected, compat in expected_of(case):
                passed, why = passes(path.parent, case["settings"], expected, compat=compat)
                counted[path.stem, rule, passed] += 1
                if not passed:
                    wrong.append(f"{path.stem} {case['id']} {rule}: {why}")
    print("\n".join(wrong))
    keys = sorted({key[:2] for key in counted})
    rows = [[*key, counted[*key, True], counted[*key, False]] for key in keys]
    print(table(rows, ["kind", "rule", "passed", "failed"]))
    return 1 if wrong else 0


def expected_of(case: Case) -> Iterator[tuple[str, Case, bool]]:
    yield "default", case.get("definition", case.get("dna")), False
    if "dna" in case:
        yield "compat dna3", case["dna"], True


def passes(folder: Path, settings: Case, expected: Case, *, compat: bool) -> tuple[bool, str]:
    try:
        statements = read(folder, settings["data"])
        found = KINDS[settings["kind"]](statements, settings, expected, compat)
    except (KgError, KeyError, ValueError, IndexError) as error:
        return False, f"{type(error).__name__}: {error}"
    return found == "", found


@cache
def read(folder: Path, name: str) -> Statements:
    """The statements that cases name: of a table, or else of a file of the Discourse Network Analyzer."""
    table = folder / f"{name}.csv"
    return read_table(table) if table.exists() else statements_of(dna.read(folder / f"{name}.dna"))


def settings_of(case: Case, *, compat: bool, **more: Any) -> Settings:
    """The settings of kg for those of rDNA."""
    filters = [
        Filter(name, tuple(values), bool(case.get("invertValues"))) for name, values in case.get("exclude", {}).items()
    ]
    for argument, field in _FIELDS.items():
        if argument in case:
            kept = bool(case.get(argument.replace("exclude", "invert")))
            filters.append(Filter(field, tuple(case[argument]), kept))
    return Settings(
        rows=case.get("variable1", "organization"),
        columns=case.get("variable2", "concept"),
        qualifier=case.get("qualifier", "agreement"),
        mode=_MODES[case.get("networkType", "twomode")],  # type: ignore[arg-type]
        aggregation=case.get("qualifierAggregation", "ignore"),
        normalisation=case.get("normalization", "no"),
        duplicates=case.get("duplicates", "include"),
        isolates=case.get("isolates", False),
        start=case.get("start"),
        stop=case.get("stop"),
        filters=tuple(filters),
        compat=compat,
        **more,
    )


def network(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    settings = settings_of(case, compat=compat)
    selection = select(statements, settings)
    counts = Counting(selection, settings).counts(selection.kept)
    found = matrix(counts, settings)
    columns = counts.rows if settings.mode == "one" else counts.columns
    return (
        differ("rows", list(counts.rows), expected["rows"])
        or differ("columns", list(columns), expected["cols"])
        or differ("statements", len(selection), expected["statements"])
        or cells(found, expected["matrix"])
    )


def events(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    selection = select(statements, settings_of(case, compat=compat), empty=True)
    ids = [int(statements.ids[n]) for n in selection.kept]
    return differ("statements", ids, expected["statements"])


def windows(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    window = Window(
        case["timeWindow"],
        case.get("windowSize", 100),
        kernel=case.get("kernel"),
        indent=case.get("indentTime", True),
        to_one=case.get("normalizeToOne", False),
    )
    found = list(slices(statements, settings_of(case, compat=compat), window))
    if "distance" in case:
        return distant(found, case, expected, compat)
    if "slice_count" in expected:
        if wrong := differ("slices", len(found), expected["slice_count"]):
            return wrong
        found = [found[n] for n in expected["slice_index"]]
    if wrong := differ("slices", len(found), len(expected["slices"])):
        return wrong
    rows = columns = None
    for ours, theirs in zip(found, expected["slices"], strict=True):
        rows, columns = theirs.get("rows", rows), theirs.get("cols", columns)
        wrong = (
            differ("date", ours.centre.isoformat(), theirs["date"])
            or differ("rows", list(ours.rows), rows)
            or differ("columns", list(ours.columns), columns)
            or cells(ours.matrix, theirs["matrix"])
        )
        if wrong:
            return f"{theirs['date']} {wrong}"
    return ""


def distant(found: list[Slice], case: Case, expected: Case, compat: bool) -> str:
    index = expected.get("slice_index", range(len(found)))
    apart = distances(found, case["distance"], "degree_l1" if compat else "euclidean")[np.ix_(index, index)]
    return differ("dates", [found[n].centre.isoformat() for n in index], expected["dates"]) or near(
        "distances", apart, expected["distance"]
    )


def barplot(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    found = frequencies(statements, settings_of(case, compat=compat))
    return (
        differ("values", list(found.values), expected["values"])
        or differ("levels", list(found.levels), expected["levels"])
        or near("counts", found.counts, expected["counts"])
    )


def nested(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    rounds = backbone.nested(statements, settings_of(case, compat=compat))
    found = [[one.round, one.concept, one.statements] for one in rounds]
    losses = [[one.loss, one.redundant_loss] for one in rounds]
    return differ("rounds", found, [[*row[:2], row[4]] for row in expected["rows"]]) or near(
        "losses", losses, [row[2:4] for row in expected["rows"]]
    )


def evaluated(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    found = backbone.evaluate(statements, case["entities"], case["p"], settings_of(case, compat=compat))
    return near("losses", [found.value, found.redundant_value], expected["loss"])


def best_backbone(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    settings = settings_of({**case, "networkType": "onemode"}, compat=compat)
    front = backbone.pareto(statements, settings, case["loss"])
    under = [
        (backbone.penalty(statements, float(p), settings, case["loss"]), best)
        for p, best in expected["penalty"].items()
    ]
    return (
        differ(
            "concepts", [list(one.concepts) for one in front], [one["concepts"] for one in expected["by_size"].values()]
        )
        or near("losses", [one.loss for one in front], [one["loss"] for one in expected["by_size"].values()])
        or near("penalised", [one.value for one, _ in under], [best["value"] for _, best in under])
        or differ("sizes", [len(one.concepts) for one, _ in under], [best["size"] for _, best in under])
    )


def polarised(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    opposition = polarisation.Opposition.of(statements, _opposed(case, compat=compat))
    found = [polarisation.measures(opposition, one) for one in case["memberships"]]
    quality = [one.deviation if case["normalize"] else one.deviation_raw for one in found]
    return near("quality", quality, expected["quality"])


def best_camps(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    """Each search must reach the best value."""
    opposition = polarisation.Opposition.of(statements, _opposed(case, compat=compat))
    wrong = differ("actors", list(opposition.names), expected["actors"])
    for method in ("exact", "greedy", "genetic"):
        for key, measure in OPTIMA.items():
            search = polarisation.Search(method, key.partition("_")[0], generations=60)  # type: ignore[arg-type]
            found = polarisation.polarise(opposition, case["k"], measure, search)
            best = expected[key].get("value", expected[key].get("normalised"))
            wrong = wrong or near(f"{method} {key}", found.value, best)
            if method == "exact":
                wrong = wrong or differ(key, list(found.groups), expected[key]["membership"])
    assert found.measures is not None
    return wrong or near("one group", found.measures.share_of_one, expected["share_of_one_group"])


def _opposed(case: Case, *, compat: bool) -> Settings:
    chosen = {"networkType": "onemode", "qualifierAggregation": "congruence", "normalization": "average"}
    return settings_of({**case, **chosen}, compat=compat)


_METHODS = {
    "Hierarchical (Single)": "single",
    "Hierarchical (Average)": "average",
    "Hierarchical (Complete)": "complete",
    "Hierarchical (Ward)": "ward",
    "k-Means": "kmeans",
    "Partitioning around Medoids": "pam",
    "Equivalence": "equivalence",
    "CONCOR (One-Mode)": "concor",
    "CONCOR (Two-Mode)": "concor_two_mode",
    "Louvain": "louvain",
    "Fast & Greedy": "fast_greedy",
    "Walktrap": "walktrap",
    "Leading Eigenvector": "leading_eigenvector",
    "Edge Betweenness": "edge_betweenness",
    "Infomap": "infomap",
    "Label Propagation": "label_propagation",
}


def multiclust(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    """What DNA found has its modularities; what is not random is as good here, where no heights are equal."""
    settings = settings_of({**case, "networkType": "onemode", "qualifierAggregation": "subtract"}, compat=compat)
    settings = replace(settings, normalisation="average")
    selection = select(statements, settings)
    counts = Counting(selection, settings).counts(selection.kept)
    known = material(counts, matrix(counts, settings))
    found = clusters(statements, settings, Asked(k=case["k"] or None, most=case["k.max"]))
    wrong = (clustered(known, found, one) for one in expected["methods"])
    return next((one for one in wrong if one), "")


def clustered(known: Material, found: Clusterings, expected: Case) -> str:
    labels = np.array([expected["membership"][name] for name in known.names])
    theirs = {"weighted": expected["modularity_weighted"], "unweighted": expected["modularity"]}
    ours = modularity(known.graph, labels), modularity((known.graph > 0).astype(float), labels)
    if wrong := near(f"{expected['method']}, modularities", ours, list(theirs.values())):
        return wrong
    method = _METHODS[expected["method"]]
    if expected["random"] or tied(known, method):
        return ""
    one = next(one for one in found.found if one.method == method)
    reached = one.score(found.by) >= theirs[found.by] - _TOLERANCE
    return "" if reached and one.labels else f"{method} reaches {one.score(found.by)} {one.reason} of {theirs}"


def tied(known: Material, method: str) -> bool:
    """Whether a dendrogram has equal heights, where the order of nodes decides."""
    if method == "equivalence":
        return tied_heights(hierarchy(profiles(known.graph), "complete"))
    return method in LINKAGES and tied_heights(hierarchy(known.apart(), method))


def states(statements: Statements, case: Case, expected: Case, compat: bool) -> str:
    """What DNA found has its modularity, and is reached here; without `compat` where slices are the same by default."""
    settings = settings_of(case, compat=compat)
    if not compat and (settings.mode == "one" or statements.column("agreement").kind == "integer"):
        return ""
    window = Window(
        case["timeWindow"],
        case["windowSize"],
        kernel=case["kernel"],
        indent=case["indentTime"],
        to_one=case["normalizeToOne"],
    )
    method = {"fastgreedy": "fast_greedy"}.get(case["method"], case["method"])
    bounds = {"least": case["k.min"], "most": case["k.max"]}
    found = phases(statements, settings, window, distance=case["distance"], methods=[method], **bounds)
    theirs = found.score(np.array(expected["states"]))
    if wrong := near("modularity", theirs, expected["modularity"]):
        return wrong
    reached = found.best.weighted
    medoids = method == "pam" and not compat  # DNA's are those of rows of the distances
    same = reached >= expected["modularity"] - _TOLERANCE or medoids
    return "" if same else f"{method} reaches {reached} of {expected['modularity']}"


def differ(what: str, found: Any, expected: Any) -> str:
    return "" if found == expected else f"{what} {str(found)[:100]} instead of {str(expected)[:100]}"


def cells(found: Any, expected: list[list[float]]) -> str:
    """What is wrong in a matrix whose cells that are not zero are expected."""
    ours = found.toarray()
    theirs = np.zeros_like(ours)
    for row, col, value in expected:
        theirs[row, col] = np.nan if value is None else value
    return near("matrix", ours, theirs)


def near(what: str, found: Any, expected: Any) -> str:
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    if found.shape != expected.shape:
        return f"{what} has the shape {found.shape} instead of {expected.shape}"
    same = np.isclose(found, expected, rtol=_TOLERANCE, atol=1e-12, equal_nan=True)
    if same.all():
        return ""
    place = tuple(np.argwhere(~same)[0])
    return f"{what} {[int(n) for n in place]}: {found[place]} instead of {expected[place]}, {(~same).sum()} wrong"


OPTIMA: dict[str, polarisation.Measure] = {
    "free_best_share": "share",
    "free_best_signed_modularity": "modularity",
    "balanced_best_share": "share",
    "balanced_smallest_deviation": "deviation",
    "balanced_largest_deviation": "dna",
}

KINDS: dict[str, Callable[[Statements, Case, Case, bool], str]] = {
    "network": network,
    "events": events,
    "window": windows,
    "barplot": barplot,
    "nested": nested,
    "evaluate": evaluated,
    "backbone-optimum": best_backbone,
    "polarization": polarised,
    "polarisation-optimum": best_camps,
    "multiclust": multiclust,
    "phases": states,
}

if __name__ == "__main__":
    sys.exit(main())
