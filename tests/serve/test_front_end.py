"""The front end: its logic, its types, and the explorer in a real browser on real stores."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from kg.iris import ALT_LABEL, PREF_LABEL, Iri, Iris, pov
from kg.model.quads import Quad, plain, term, text
from kg.serve.api.lookup import Ids
from kg.serve.people import added
from kg.store import Store, open_store
from tests.serve.conftest import KG, ROOT, Server, serving

NPM = [sys.executable, str(ROOT / "web" / "npm.py"), "run", "--silent"]
HOSTILE = json.loads((ROOT / "web" / "tests" / "browser" / "hostile.json").read_text(encoding="utf8"))
_DOCUMENTS = "?thing pov:layout ?layout"
_ACTORS = "SELECT ?thing WHERE { ?r pov:subject|pov:object ?thing } GROUP BY ?thing ORDER BY DESC(COUNT(*)) ?thing"
_HEADLINES = "SELECT DISTINCT ?thing WHERE { ?thing pov:headline ?headline } ORDER BY ?thing"
_SPANS = "SELECT DISTINCT ?thing WHERE { ?claim a pov:Claim ; pov:evidence ?thing } ORDER BY ?thing"

# The sample has no name of several actors: the first mention is said to be one.
_IN_DOUBT = f"""PREFIX pov: <{pov("")}>
INSERT {{ GRAPH ?g {{
  <urn:issue> a pov:Issue ; pov:issueKind "ambiguous-name" ; pov:issueSpan ?span ; pov:inDocument ?document ;
    pov:message "it may be several" ; pov:stage "resolve" }} }}
WHERE {{ SELECT * {{ GRAPH ?g {{
  ?mention a pov:Mention ; pov:refersTo ?actor ; pov:span ?span ; pov:statedIn ?passage . ?passage pov:partOf ?document
}} }} ORDER BY ?mention LIMIT 1 }}"""


def run(*words: str, **others: str) -> None:
    """Run a script of the front end; what it prints belongs to the test."""
    environment = {**os.environ, "NO_COLOR": "1", **others}
    done = subprocess.run([*NPM, *words], env=environment, capture_output=True, text=True, check=False)
    print(done.stdout, done.stderr)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def hostile(sample: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample whose titles, names, headlines, quotations and full texts are hostile strings."""
    folder = tmp_path_factory.mktemp("hostile") / "store"
    with open_store(sample.folder, read_only=True) as store:
        store.backup(folder, with_texts=False)
    with open_store(folder) as store:
        documents = f"SELECT ?thing WHERE {{ {_DOCUMENTS} }} ORDER BY ?thing"
        give(store, _things(store, documents), pov("title"))
        give(store, _things(store, _ACTORS), PREF_LABEL, language="@en")  # networks name actors in English
        give(store, _things(store, _ACTORS), ALT_LABEL)
        give(store, _things(store, _HEADLINES), pov("headline"))
        give(store, _things(store, _SPANS), pov("exact"))
        _give_texts(store, _things(store, documents))
    with serving(folder, "--with-texts", "--timeout", "60") as server:
        yield server


@pytest.fixture(scope="module")
def reviewed(texts: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    """A server of a project with the sample and its texts; tokens of two coders of the same claims, and of eve."""
    root = tmp_path_factory.mktemp("reviewed")
    (root / "kg.toml").write_text('store = "store"\n', encoding="utf8")
    with open_store(texts.folder, read_only=True) as store:
        store.backup(root / "store", with_texts=True)
    with open_store(root / "store") as store:
        store.update(_IN_DOUBT)
    people = root / "people.csv"
    tokens = {name: added(people, name, "review") for name in ("ada", "ben", "eve")}
    options = ["--with-texts", "--people", str(people), "--coder", "ada", "--coder", "ben", "--timeout", "60"]
    options += ["--ingest", str(root / "missing")]
    with serving(root / "store", "--project", str(root), *options) as server:
        yield server, tokens


@dataclass(frozen=True, slots=True)
class Corrected:
    """A server of a project in which decisions are applied, and the tokens of two coders."""

    server: Server
    coders: tuple[str, str]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corrected]:
    """A project with one document of the sample."""
    root = tmp_path_factory.mktemp("corrected")
    (root / "kg.toml").write_text('store = "store"\n', encoding="utf8")
    place = root / "corpus" / "2025" / "germany-merz-wins.txt"
    place.parent.mkdir(parents=True)
    shutil.copy(ROOT / place.relative_to(root), place)
    options = ["--project", str(root), "--jobs", "1", "--quiet"]
    subprocess.run([*KG, "ingest", str(root / "corpus"), *options], check=True)
    people = root / "people.csv"
    ada, ben = (added(people, name, "review") for name in ("ada", "ben"))
    options = ["--with-texts", "--people", str(people), "--timeout", "60", "--ingest", f"{root / 'corpus'} --jobs 1"]
    with serving(root / "store", "--project", str(root), *options) as server:
        yield Corrected(server, (ada, ben))


def _things(store: Store, query: str) -> list[Iri]:
    rows = store.select(f"PREFIX pov: <{pov('')}> {query}").rows
    return [Iri(plain(row["thing"])) for row in rows]


def give(store: Store, things: Sequence[Iri], name: Iri, language: str = "") -> None:
    """Let things have hostile strings, one each, in the place of what they have."""
    assert len(things) > 20
    for thing, words in zip(things, HOSTILE, strict=False):
        store.update(
            f"DELETE {{ GRAPH ?g {{ <{thing}> <{name}> ?old }} }} INSERT {{ GRAPH ?g {{ <{thing}> <{name}> "
            f"{term(text(words))}{language} }} }} WHERE {{ GRAPH ?g {{ <{thing}> <{name}> ?old }} }}"
        )


def _give_texts(store: Store, documents: Sequence[Iri]) -> None:
    """Let documents have texts of hostile strings, so long that all places lie in them."""
    for start, document in enumerate(documents):
        graph = Iris().text_graph(Ids(Iris()).id("doc", document))
        lines = HOSTILE[start % len(HOSTILE) :] + HOSTILE
        store.replace([graph], [Quad(document, pov("text"), text("\n".join(lines * 3)), graph)])


def test_the_logic_of_the_explorer() -> None:
    run("test")


def test_the_types_of_the_explorer_are_those_of_the_api() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "web" / "api_types.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_strings_of_documents_are_never_markup() -> None:
    sources = [path for path in (ROOT / "web" / "src").rglob("*.ts*") if path.name != "schema.d.ts"]
    assert len(sources) > 20
    words = ("innerHTML", "dangerouslySetInnerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    assert [(path.name, word) for path in sources for word in words if word in path.read_text(encoding="utf8")] == []


def test_the_lock_names_no_address() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert len(packages) > 20
    assert [package for package in packages if "resolved" in package or "integrity" not in package] == []


@pytest.mark.browser
def test_the_explorer_in_a_browser(
    sample: Server, texts: Server, hostile: Server, reviewed: tuple[Server, dict[str, str]]
) -> None:
    review, tokens = reviewed
    addresses = {"KG_ADDRESS": sample.address, "KG_TEXTS": texts.address, "KG_HOSTILE": hostile.address}
    others = {"KG_REVIEW": review.address, "KG_ADA": tokens["ada"], "KG_BEN": tokens["ben"], "KG_EVE": tokens["eve"]}
    browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
    run("browser", KG_BROWSER=browser, **addresses, **others)


@pytest.mark.browser
def test_the_twelve_tasks_in_a_browser(sample: Server, texts: Server, corrected: Corrected) -> None:
    """Prints the clicks and keys of each, which are those of docs/explorer.md."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
    addresses = {"KG_ADDRESS": sample.address, "KG_TEXTS": texts.address, "KG_PROJECT": corrected.server.address}
    coders = " ".join(corrected.coders)
    run("tasks", KG_BROWSER=browser, KG_PYTHON=sys.executable, KG_CODERS=coders, **addresses)


@pytest.mark.browser
def test_the_speed_of_the_explorer_is_told(sample: Server) -> None:
    """Without a limit: the sample is small, and other tests run beside it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
    run("speed", KG_ADDRESS=sample.address, KG_BROWSER=browser, KG_LIMIT="0", KG_RUNS="1")
