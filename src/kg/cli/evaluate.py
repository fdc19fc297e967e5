"""kg evaluate: score extraction against gold annotations."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.output import project_of, project_option, table, write_file
from kg.cli.reading import chosen, extractor_options
from kg.errors import UsageError
from kg.evaluate import as_rows, evaluate, intervals
from kg.evaluate.calibration import calibration_error, reliability
from kg.evaluate.figures import Figure
from kg.evaluate.gold import Gold, Kind, load_gold, load_object, topics
from kg.evaluate.report import page
from kg.project import Project

Item = Mapping[str, Any]
_COLUMNS = ("score", "precision", "recall", "F1", "95 %", "gold", "predicted")


@click.command("evaluate", short_help="Score extraction against gold annotations.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--pred",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of NAME.json to score instead of what kg finds (press reviews).",
)
@click.option(
    "--ids",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Only documents in this list: an id, or the beginning of ids, a line.",
)
@click.option("--split", help="Only topics of this split in FOLDER/splits.tsv: train, tune, test.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--predictions", type=click.Path(path_type=Path, file_okay=False), help="Write what kg finds to a folder."
)
@click.option(
    "--errors", "errors_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the errors as a page."
)
@extractor_options
@project_option
def command(
    paths: tuple[Path, ...],
    pred: Path | None,
    ids: Path | None,
    split: str | None,
    as_json: bool,
    predictions: Path | None,
    errors_file: Path | None,
    extractor: str | None,
    fast: bool,
    project: Path | None,
) -> None:
    """Print precision, recall and F1 of what kg finds in annotated texts.

    A PATH is a folder of press reviews (NAME.json beside NAME.txt, or NAME.ann), or a file of attributions (PolNeAR),
    event records (PLOVER), stances towards targets (NewsMTSC), directed sentiment or coreference (OntoGUM), told
    apart by its keys. Predictions are written in the format of the gold. Intervals: 95 %, bootstrap over documents.

    \b
    Example:
      kg evaluate corpus/annotated --split tune
      kg evaluate gold --errors errors.html
      kg evaluate polnear/dev.jsonl newsmtsc/train.jsonl --ids training/splits/newsmtsc-tune.txt --json
    """
    found: dict[str, Any] = {}
    pages: list[tuple[Gold, Sequence[Item]]] = []
    for path in paths:
        gold = load_gold(path, _chosen(path, ids, split))
        guesses = _given(gold, pred) if pred is not None else _found(gold, chosen(project_of(project), extractor, fast))
        figures = _figures(gold, guesses)
        if predictions is not None:
            _write(gold, guesses, predictions)
        pages.append((gold, guesses))
        if as_json:
            found[str(path)] = {"kind": gold.kind.value, "documents": len(gold.rows), "scores": figures}
            if gold.kind is Kind.REVIEWS:
                bins = reliability(gold.rows, guesses)
                found[str(path)] |= {"calibration": {"error": calibration_error(bins), "bins": [*map(asdict, bins)]}}
        else:
            _print(gold, figures, guesses, heading=len(paths) > 1)
    if as_json:
        click.echo(json.dumps(found, indent=1))
    if errors_file is not None:
        write_file(errors_file, page(pages))


def _chosen(path: Path, ids: Path | None, split: str | None) -> frozenset[str] | None:
    if split is not None:
        return topics(path, split)
    if ids is not None:
        return frozenset(ids.read_text(encoding="utf8").split("\n")) - {""}
    return None


def _given(gold: Gold, folder: Path) -> list[Item]:
    if gold.kind is not Kind.REVIEWS:
        raise UsageError("--pred is for press reviews", str(gold.path), "Leave it out.")
    files = [folder / f"{row['doc']}.json" for row in gold.rows]
    return [load_object(file) if file.exists() else {} for file in files]


def _found(gold: Gold, project: Project) -> list[Item]:
    from kg.predictions import predict

    if gold.kind is Kind.REVIEWS and not gold.texts:
        raise UsageError("there is no NAME.txt beside NAME.json", str(gold.path), "Name predictions with --pred.")
    return list(predict(gold, project))


def _figures(gold: Gold, guesses: Sequence[Item]) -> dict[str, dict[str, Any]]:
    """Name of a score to its figures."""
    if gold.kind is Kind.REVIEWS:
        scored = [evaluate(g, p) for g, p in zip(gold.rows, guesses, strict=True)]
        spread = intervals(scored)
        return {name: {**row, "interval": spread.get(name)} for name, row in as_rows(scored).items()}
    figures = {f.score: _row(f) for f in gold.scored(guesses)}
    if gold.kind is Kind.COREFERENCE:
        from kg.predictions import predict_spans_too

        figures |= {f"{f.score}, spans found": _row(f) for f in gold.scored(predict_spans_too(gold))}
    return figures


def _row(figure: Figure) -> dict[str, Any]:
    shares = {"p": figure.precision, "r": figure.recall, "f1": figure.f1}
    return {**shares, "gold": figure.gold, "predicted": figure.predicted, "interval": figure.interval}


def _write(gold: Gold, guesses: Sequence[Item], folder: Path) -> None:
    """Predictions in the format of the gold: a file a press review, else one file of the same name."""
    if gold.kind is Kind.REVIEWS:
        for row, guess in zip(gold.rows, guesses, strict=True):
            write_file(folder / f"{row['doc']}.json", json.dumps(guess, ensure_ascii=False, indent=1) + "\n")
    elif gold.path.suffix == ".jsonl":
        text = "".join(json.dumps(guess, ensure_ascii=False) + "\n" for guess in guesses)
        write_file(folder / gold.path.name, text)
    else:
        write_file(folder / gold.path.name, json.dumps(list(guesses), ensure_ascii=False, indent=1) + "\n")


def _print(gold: Gold, figures: dict[str, dict[str, Any]], guesses: Sequence[Item], *, heading: bool) -> None:
    if heading:
        click.echo(f"{gold.path} ({gold.kind}, {len(gold.rows)} documents)")
    rows = [
        (n, *(f"{r[k]:.3f}" for k in ("p", "r", "f1")), _interval(r.get("interval")), r["gold"], r["predicted"])
        for n, r in figures.items()
        if "f1" in r
    ]
    click.echo(table(rows, _COLUMNS))
    shares = [
        (n, "" if r["accuracy"] is None else f"{r['accuracy']:.3f}", r["of"]) for n, r in figures.items() if "of" in r
    ]
    if shares:
        click.echo("\n" + table(shares, ("of what was found", "accuracy", "of")))
    if gold.kind is Kind.REVIEWS and (bins := reliability(gold.rows, guesses)):
        curve = [(f"{b.low:.1f}-{b.high:.1f}", b.relations, f"{b.confidence:.3f}", f"{b.right:.3f}") for b in bins]
        click.echo("\n" + table(curve, ("confidence", "relations", "mean", "right")))
        click.echo(f"\nexpected calibration error: {calibration_error(bins):.3f}")
    if heading:
        click.echo()


def _interval(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.3f}-{bounds[1]:.3f}" if bounds else ""
