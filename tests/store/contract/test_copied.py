"""A graph moves between any two stores, and a copy that was killed goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.iris import Iri
from kg.model.place import Place
from kg.model.quads import Quad, text
from kg.rdf import canonical
from kg.store import Store, open_store
from kg.store.copied import copy

BASE = "https://w3id.org/pov/id/graph/"
P = Iri("urn:p")
SHOWN = [Quad(Iri(f"urn:{n}"), P, text(f"{n}", "en"), Iri(f"{BASE}doc/{n % 7}")) for n in range(700)]
SHOWN += [Quad(Iri("_:a"), P, Iri("_:b"), Iri(f"{BASE}blank")), Quad(Iri("_:b"), P, text("end"), Iri(f"{BASE}blank"))]
KEPT = [Quad(Iri("urn:t"), P, text("the text"), Iri(f"{BASE}text/1"))]


def test_a_copy_holds_the_same_and_is_not_made_twice(store: Store, tmp_path: Path) -> None:
    with open_store(None) as memory, open_store(tmp_path / "back") as back:
        memory.add([*SHOWN, *KEPT])
        there = copy(memory, store, with_texts=True)
        assert (there.graphs, there.quads, there.held) == (9, 703, 0)
        again = copy(memory, store, with_texts=True)
        assert (again.graphs, again.held, again.hash) == (0, 9, there.hash)
        copy(store, back, with_texts=False)
        assert canonical(back.quads()) == canonical(SHOWN)


def test_what_is_kept_back_does_not_go_to_a_server(place: Path | Place | None, tmp_path: Path) -> None:
    if not isinstance(place, Place):
        return
    with open_store(None) as memory, open_store(place) as store:
        memory.add([*SHOWN, *KEPT])
        copy(memory, store, with_texts=True)
    elsewhere = Place(place.settings, tmp_path / "elsewhere")
    with open_store(elsewhere, read_only=True) as other:
        assert canonical(other.quads()) == canonical(SHOWN)


class Wrong:
    """A store that loses a quad of what is written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def replace(self, graphs: list[Iri], quads: list[Quad]) -> None:
        self._store.replace(graphs, list(quads)[1:])


def test_a_copy_that_is_not_the_same_is_an_error() -> None:
    with open_store(None) as memory, open_store(None) as target:
        memory.add(SHOWN)
        with pytest.raises(StoreError, match="not the same after it was copied"):
            copy(memory, Wrong(target), with_texts=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["disk", "oxigraph"], indirect=True)
def test_a_killed_copy_goes_on(place: Path | Place, tmp_path: Path) -> None:
    source, target = tmp_path / "source", place.query if isinstance(place, Place) else str(place)
    quads = [Quad(Iri(f"urn:{n}"), P, text(f"{n}"), Iri(f"{BASE}doc/{n % 30}")) for n in range(60_000)]
    with open_store(source) as store:
        store.add(quads)
    (tmp_path / "kg.toml").write_text("")
    words = [
        str(Path(sys.executable).with_name("kg")),
        "store",
        "copy",
        str(source),
        target,
        "--project",
        str(tmp_path),
    ]
    process = subprocess.Popen(words, env=os.environ)
    there: set[Iri] = set()
    while len(there) < 5 and process.poll() is None:
        time.sleep(0.05)
        if isinstance(place, Place) or (place / "graphs" / "CURRENT").exists():
            there = set(graphs_of(place))
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = subprocess.run(words, env=os.environ, capture_output=True, text=True, check=True)
    assert " 0 were there already" not in done.stderr
    assert "both hold the same" in done.stderr
    with open_store(place, read_only=True) as store:
        assert set(store.quads()) == set(quads)


def graphs_of(place: Path | Place) -> tuple[Iri, ...]:
    try:
        with open_store(place, read_only=True) as store:
            return store.graphs()
    except (StoreError, OSError):
        return ()
