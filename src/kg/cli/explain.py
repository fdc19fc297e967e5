"""kg explain: show why each claim of a text was found."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import Log, project_of, project_option, write_file
from kg.cli.reading import texts_of
from kg.errors import UsageError
from kg.explain import Explanation, bracketed, explain, told, values
from kg.model.records import Document
from kg.pipeline import Texts, extract
from kg.views import explained

_COLOURS = {"subject": "green", "predicate": "yellow", "object": "cyan", "matter": "cyan"}


@click.command("explain", short_help="Show why each claim of a text was found.")
@click.argument("file")
@click.option("--claim", "number", type=int, help="Only the claim of this number.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for the browser.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--document", "key", help="Key of the document, where the file holds several.")
@click.option("--layout", help="Read the text by this layout instead of the one that fits.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of a text that has none (YYYY-MM-DD).")
@project_option
def command(
    file: str, number: int | None, html: Path | None, as_json: bool, key: str | None, layout: str | None,
    date: dt.datetime | None, project: Path | None,
) -> None:  # fmt: skip
    """Print for each claim of a text its sentence, what found it, whom the words mean, who says it, and what lost.

    FILE is a text, or - for standard input. Claims are numbered in the order of the text. Weights of actors compare
    within one line only; confidences lie between 0 and 1.

    \b
    Example:
      kg explain review.txt
      kg explain review.txt --claim 3
      kg explain review.txt --html review.html
    """
    found = project_of(project)
    _refuse_folder(file)
    texts = texts_of((file,), found, layout, None, date, Log())
    if not texts.documents:
        raise click.exceptions.Exit(1)
    (extracted,) = extract(_only(texts, key, file), found)
    document, name = extracted.document, extracted.document.key
    claims = explain(document, extracted.extraction, extracted.resolution, extracted.statuses)
    chosen = _chosen(claims, number, name)
    if html is not None:
        write_file(html, explained(document, extracted.extraction, extracted.resolution, chosen))
    if as_json:
        found_here = {"doc": name, "claims": [values(document, c) for c in chosen]}
        click.echo(json.dumps(found_here, ensure_ascii=False, indent=1))
    elif html is not None:
        click.echo(f"{html}: {_count(chosen)}")
    else:
        click.echo(_printed(document, chosen))


def _mark(text: str, part: str) -> str:
    return click.style(bracketed(text, part), fg=_COLOURS[part])


def _refuse_folder(file: str) -> None:
    path = Path(file)
    if file != "-" and path.is_dir():
        one = next((p for p in sorted(path.rglob("*")) if p.suffix in (".txt", ".md", ".html")), path / "FILE")
        raise UsageError("kg explain takes one text, and this is a folder", file, f"Name a file of it: {one}")


def _only(texts: Texts, key: str | None, file: str) -> Texts:
    """The one document of a file that is meant. UsageError where it is not plain which."""
    keys = [d.key for d in texts.documents]
    several = f"Choose one of: {', '.join(keys[:5])}{' …' if len(keys) > 5 else ''}"
    if key is not None and key not in keys:
        raise UsageError(f"there is no document {key} in it", file, several)
    if key is None and len(keys) > 1:
        raise UsageError(f"there are {len(keys)} documents in it", file, f"Name one with --document. {several}")
    return replace(texts, documents=tuple(d for d in texts.documents if key in (None, d.key)))


def _chosen(claims: tuple[Explanation, ...], number: int | None, key: str) -> tuple[Explanation, ...]:
    if number is None:
        return claims
    chosen = tuple(c for c in claims if c.number == number)
    if not chosen:
        remedy = f"Choose one from 1 to {len(claims)}." if claims else "Leave --claim out."
        raise UsageError(f"there is no claim {number}: {key} has {_count(claims)}", "--claim", remedy)
    return chosen


def _count(claims: tuple[Explanation, ...]) -> str:
    return f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"


def _printed(document: Document, chosen: tuple[Explanation, ...]) -> str:
    if not chosen:
        return f"{document.key}: no claims; `kg extract` shows what else was found, `kg issues` what was not understood"
    return "\n".join(told(document, claim, _mark) for claim in chosen).rstrip()
