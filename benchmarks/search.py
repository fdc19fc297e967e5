"""kg's search beside the bare query of FTS5 on the same file: `python benchmarks/search.py --passages 100000`.

The passages are made, the same ones each time: 40 to 80 words drawn by Zipf's law from 200,000, each in a quotation of
its own, ten a document. Each question is asked both ways in turn, the one that is asked first changing each time; the
figures are CPU milliseconds, the best of some runs. FTS5 is asked for rank and rowid of the best 20, then also for
their texts, which kg gives as well. A fuzzy word is asked of FTS5 as the words that kg found to be alike.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path

import numpy as np

from kg.cli.output import table
from kg.iris import RDF_TYPE, Iris, pov
from kg.model.quads import Quad, number, text
from kg.search import NAME, Index
from kg.search.question import question
from kg.store import open_store

_BARE = "SELECT rowid, rank FROM fulltext WHERE fulltext MATCH ? ORDER BY rank LIMIT 20"
_TEXTS = (
    "SELECT fulltext.rank, entry.* FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid "
    "WHERE fulltext MATCH ? ORDER BY fulltext.rank LIMIT 20"
)
_WORDS, _A_DOCUMENT, _AT_ONCE = 200_000, 10, 500
_HEADERS = ("question", "hits", "FTS5", "with texts", "kg", "kg : FTS5", "kg : with texts", "kg, shown")
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--passages", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--store", type=Path, help="a folder for the store, which is used again where it is there")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.store or Path(folder) / "store"
        if not place.exists():
            filling = Process(target=_fill, args=(place, given.passages))  # apart: its memory is not that of the index
            _timed("store", lambda: (filling.start(), filling.join()))
        with open_store(place, read_only=True) as store, Index(store) as index:
            _timed("index", index.follow)
            size = (place / NAME).stat().st_size / 2**20
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"index: {size:.0f} MiB; most memory so far: {peak:.0f} MiB\n")
            print(table(list(_rows(index, given.runs)), _HEADERS))


def _rows(index: Index, runs: int) -> Iterator[tuple[str, ...]]:
    for name, asked in _questions().items():
        match = question(asked).spelt(index.words.alike).match()
        hits = index._file.execute("SELECT count(*) FROM fulltext WHERE fulltext MATCH ?", (match,)).fetchone()[0]
        ways: list[Callable[[], object]] = [
            lambda match=match: index._file.execute(_BARE, (match,)).fetchall(),
            lambda match=match: index._file.execute(_TEXTS, (match,)).fetchall(),
            lambda asked=asked: index.search(asked),
            lambda asked=asked: [hit.shown() for hit in index.search(asked)],
        ]
        best = [float("inf")] * len(ways)
        for run in range(runs):
            for way in sorted(range(len(ways)), reverse=bool(run % 2)):
                start = time.process_time()
                ways[way]()
                best[way] = min(best[way], time.process_time() - start)
        bare, texts, ours, shown = (1000 * seconds for seconds in best)
        figures = (bare, texts, ours, ours / bare, ours / texts, shown)
        yield name, str(hits), *(f"{figure:.2f}" for figure in figures)


def _questions() -> dict[str, str]:
    words = [_word(n) for n in (5, 50, 500, 5_000, 50_000)]
    first, second, third, fourth, fifth = words
    return {
        "a frequent word": first,
        "a common word": second,
        "a usual word": third,
        "a seldom word": fourth,
        "a rare word": fifth,
        "two words": f"{first} {second}",
        "one of two": f"{second} OR {third}",
        "one without another": f"{second} -{first}",
        "a phrase": f'"{_word(1)} {_word(2)}"',
        "a beginning": f"{third[:4]}*",
        "a fuzzy word": f"{fifth}~",
    }


def _word(number: int) -> str:
    """The word of a rank: three to five syllables."""
    found, rest = "", number * 7919 + 104_729
    while rest or len(found) < 6:
        rest, syllable = divmod(rest, len(_SYLLABLES))
        found += _SYLLABLES[syllable]
    return found


def _fill(folder: Path, passages: int) -> None:
    words = [_word(n) for n in range(_WORDS)]
    chances = 1 / np.arange(1, _WORDS + 1)
    chances /= chances.sum()
    random = np.random.default_rng(2)
    with open_store(folder) as store:
        for start in range(0, passages, _AT_ONCE * _A_DOCUMENT):
            count = min(_AT_ONCE * _A_DOCUMENT, passages - start)
            drawn = random.choice(_WORDS, (count, 80), p=chances)
            texts = [" ".join(words[n] for n in row[: 40 + k * 7 % 41]) for k, row in enumerate(drawn, start)]
            store.add(quad for k, one in enumerate(texts, start) for quad in _passage(k, one))


def _passage(count: int, words: str) -> Iterator[Quad]:
    key, iris = f"{count // _A_DOCUMENT:06}", Iris()
    graph, passage, span = (
        iris.document_graph(key),
        iris.passage(key, count % _A_DOCUMENT + 1),
        iris.span(key, count, 0),
    )
    outlet = iris.actor(f"outlet-{count % 300}")
    yield Quad(passage, RDF_TYPE, pov("Contribution"), graph)
    yield Quad(passage, pov("number"), number(count % _A_DOCUMENT + 1), graph)
    yield Quad(passage, pov("partOf"), iris.document(key), graph)
    yield Quad(passage, pov("contributor"), outlet, graph)
    yield Quad(passage, pov("span"), span, graph)
    yield Quad(span, pov("exact"), text(words), iris.text_graph(key))


def _timed(name: str, work: Callable[[], object]) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    print(f"{name}: {time.perf_counter() - start:.1f} s, {time.process_time() - cpu:.1f} s of CPU")


if __name__ == "__main__":
    main()
