"""Which documents a decision makes anew: those that it is about."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision
from kg.decisions.scope import Scopes
from kg.iris import Iris
from kg.store import open_store
from tests.cli.conftest import REVIEW, Run, project, run
from tests.cli.test_review import claim_of

__all__ = ["project", "run"]
ANNA = ("--coder", "anna", "--date", "2024-05-01")
IRIS = Iris()
CLAIMS = ("claim-a", "claim-b")
ON_CLAIMS = st.builds(
    Decision, st.sampled_from(CLAIMS), st.sampled_from(["accept", "reject"]), coder=st.sampled_from(["anna", "ben"])
)
ADDED = st.builds(Decision, st.sampled_from(["a", "b"]), st.just("add"), new=st.sampled_from(["A|aids|B", "B|aids|A"]))


def scope(rows: list[Decision], key: str) -> str:
    """The hash for document a or b, which has the claim of its letter."""
    return Scopes(rows, IRIS).of(IRIS.document(key), [IRIS.claim(f"claim-{key}")])


@given(st.lists(ON_CLAIMS | ADDED, unique=True), st.randoms(use_true_random=False))
def test_only_rows_on_a_document_and_its_claims_count_in_any_order(rows, random) -> None:
    own = [row for row in rows if row.target in ("a", "claim-a")]
    mixed = random.sample(rows, len(rows))
    assert scope(mixed, "a") == scope(own, "a")
    assert (scope(rows, "a") == scope([], "a")) == (not own)


@pytest.mark.parametrize(
    ("action", "counts"),
    [("merge", True), ("split", True), ("name", True), ("alias", True), ("link", False), ("unlink", False)],
)
def test_rows_on_actors_count_everywhere_unless_no_document_heeds_them(action: str, counts: bool) -> None:
    row = Decision(IRIS.actor("poland"), action, new="Germany")
    assert (scope([row], "a") != scope([], "a")) is counts


@pytest.fixture
def two(project: Path, run: Run) -> Path:
    """A project with two documents, both in its store."""
    (project / "corpus" / "other.txt").write_text(REVIEW.replace("Vladimir Putin", "Boris Johnson"), encoding="utf8")
    run("ingest", "corpus")
    return project


def quads(folder: Path) -> list[str]:
    with open_store(folder, read_only=True) as store:
        ontology = IRIS.graph("ontology")  # its blank nodes are others in each store
        return sorted(str(quad) for quad in store.quads() if quad.graph != ontology)


@pytest.mark.parametrize(
    ("decision", "changed"),
    [
        (("reject", "CLAIM"), 1),
        (("edit", "CLAIM", "modality", "possible"), 1),
        (("add", "other", "Olaf Scholz|aids|Poland", "--words", "Olaf Scholz promised Poland help"), 1),
        (("merge", "https://w3id.org/pov/id/actor/poland", "Germany"), 2),
    ],
)
def test_what_is_decided_is_read_anew_alone_and_the_store_is_that_of_all_texts(
    two: Path, run: Run, decision: tuple[str, ...], changed: int
) -> None:
    before = quads(two / "store")
    claim = claim_of(two, "saves")[0]
    made = run("review", *(claim if word == "CLAIM" else word for word in decision), *ANNA)
    assert made.exception is None
    done = run("ingest", "corpus").stderr
    assert done == f"0 documents new, {changed} changed, {2 - changed} unchanged\n"
    run("ingest", "corpus", "--store", "afresh")
    assert quads(two / "store") == quads(two / "afresh") != before
    (two / "graph" / "decisions" / "anna.csv").unlink()
    assert run("ingest", "corpus").stderr == done
    assert quads(two / "store") == before
