"""kg evaluate: score extraction against gold annotations."""

import json
from pathlib import Path
from typing import Any

import click

from kg.cli.output import project_of, project_option, table
from kg.errors import UsageError
from kg.evaluate import as_rows, evaluate, intervals
from kg.evaluate.errors import errors

Documents = dict[str, dict[str, Any]]


@click.command("evaluate", short_help="Score extraction against gold annotations.")
@click.argument("gold_dir", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--pred",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of predictions; default: extract NAME.txt of GOLD_DIR.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--errors", "show_errors", is_flag=True, help="List what was missed and what was wrong.")
@project_option
def command(gold_dir: Path, pred: Path | None, form: str, show_errors: bool, project: Path | None) -> None:
    """Print precision, recall and F1 of contributions, speakers, mentions, relations and stances.

    Both folders hold NAME.json files as `kg extract --out` writes them. Intervals: 95 %, bootstrap over documents.

    \b
    Example:
      kg evaluate gold --errors
      kg extract gold/*.txt --out predicted && kg evaluate gold --pred predicted
    """
    gold = {path.stem: _load(path) for path in sorted(gold_dir.glob("*.json"))}
    if not gold:
        raise UsageError("the folder holds no NAME.json", str(gold_dir), "Name the folder with the gold annotations.")
    predicted = _predicted(gold_dir, pred, project, gold)
    scored = [evaluate(document, predicted.get(name, {})) for name, document in gold.items()]
    rows, spread = as_rows(scored), intervals(scored)
    if form == "json":
        click.echo(json.dumps({n: {**r, "interval": spread.get(n)} for n, r in rows.items()}, indent=1))
    else:
        _print_table(rows, spread)
    if show_errors:
        found = [(n, *row) for n, g in gold.items() for row in errors(g, predicted.get(n, {}), _text(gold_dir, n))]
        click.echo("\n" + table(found, ("document", "error", "what", "words")))


def _predicted(gold_dir: Path, pred: Path | None, project: Path | None, gold: Documents) -> Documents:
    if pred is not None:
        return {name: _load(pred / f"{name}.json") for name in gold if (pred / f"{name}.json").exists()}
    from kg.pipeline import extract_flat

    texts = [path for path in sorted(gold_dir.glob("*.txt")) if path.stem in gold]
    if not texts:
        raise UsageError("there is no NAME.txt beside NAME.json", str(gold_dir), "Name predictions with --pred.")
    return dict(extract_flat(texts, project_of(project)))


def _load(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} is no JSON: {error}", str(path), "Correct it.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path.name} holds no object", str(path), "It must be what `kg extract` prints.")
    return value


def _text(folder: Path, name: str) -> str:
    path = folder / f"{name}.txt"
    return path.read_text(encoding="utf8") if path.exists() else ""


def _print_table(rows: dict[str, dict[str, Any]], spread: dict[str, tuple[float, float]]) -> None:
    figures = [
        (n, *_figures(r), _interval(spread.get(n)), r["gold"], r["predicted"]) for n, r in rows.items() if "f1" in r
    ]
    click.echo(table(figures, ("score", "precision", "recall", "F1", "95 %", "gold", "predicted")))
    shares = [
        (n, "" if r["accuracy"] is None else f"{r['accuracy']:.3f}", r["of"]) for n, r in rows.items() if "of" in r
    ]
    click.echo("\n" + table(shares, ("of what was found", "accuracy", "of")))


def _figures(row: dict[str, Any]) -> list[str]:
    return [f"{row[name]:.3f}" for name in ("p", "r", "f1")]


def _interval(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.3f}-{bounds[1]:.3f}" if bounds else ""
