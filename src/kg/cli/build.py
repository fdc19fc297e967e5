"""kg build: make graph/documents from corpus."""

from pathlib import Path

import click

from kg.cli.output import Log, log_options, project_of, project_option, write_file
from kg.cli.reading import texts_of, workers_of, workers_options
from kg.iris import safe
from kg.model.quads import lines
from kg.pipeline import document_quads, extract


@click.command("build", short_help="Make graph/documents from corpus.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file is not what it should be.")
@workers_options
@project_option
@log_options
def command(
    check: bool, jobs: int | None, scheduler: str | None, project: Path | None,
    quiet: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Extract the texts of corpus/ into graph/documents/, one sorted N-Quads file a document.

    \b
    Example:
      kg build
      kg build --check
    """
    log, found = Log(quiet, verbose, as_json), project_of(project)
    folder = found.root / "graph" / "documents"
    workers = workers_of(jobs, scheduler, found)
    texts = texts_of((str(found.root / "corpus"),), found, None, None, None, log)
    wanted: set[Path] = set()
    changed: list[Path] = []
    for count, extracted in enumerate(extract(texts, found, workers), 1):
        path = folder / f"{safe(extracted.document.key)}.nq"
        hidden = found.iris.text_graph(extracted.document.key)
        text = "".join(lines(q for q in document_quads(extracted, found) if q.graph != hidden))
        wanted.add(path)
        if not path.exists() or path.read_text(encoding="utf8") != text:
            changed.append(path)
            if not check:
                write_file(path, text)
        log.progress(count, len(texts.documents), extracted.document.key)
    stale = sorted(set(folder.glob("*.nq")) - wanted)
    for path in stale if not check else ():
        path.unlink()
    if check:
        for path in changed:
            log.fail(f"out of date: {path.name}")
        for path in stale:
            log.fail(f"has no text: {path.name}")
        if changed or stale:
            log.fail("Run `kg build` and commit the result.")
            raise click.exceptions.Exit(1)
    log.say(f"{len(wanted)} documents, {len(changed)} changed, {len(stale)} removed")
    if texts.failures:
        raise click.exceptions.Exit(1)
