"""Which decisions a store heeds: those of documents that were read with them."""

import shutil
from pathlib import Path

from kg.decisions import read_decisions
from kg.decisions.heeded import pending
from kg.iris import Iris
from kg.model.quads import plain
from kg.store import open_store
from tests.cli.conftest import REVIEW, Run, project, run
from tests.cli.test_review import STATUS, claim_of

__all__ = ["project", "run"]
ANNA = ("--coder", "anna", "--date", "2024-05-01")


def waiting(project: Path) -> int:
    with open_store(project / "store", read_only=True) as store:
        return pending(store, read_decisions(project / "graph" / "decisions"), Iris())


def saving(project: Path) -> list[str]:
    with open_store(project / "store", read_only=True) as store:
        rows = store.select(STATUS.format("saves")).rows
    return [plain(row["claim"]).rpartition("/")[2] for row in rows]


def test_decisions_wait_for_the_next_ingest_and_so_does_taking_them_back(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    assert waiting(project) == 0
    run("review", "accept", claim_of(project, "saves")[0], *ANNA)
    run("review", "merge", "https://w3id.org/pov/id/actor/poland", "Germany", *ANNA)
    assert waiting(project) == 2
    run("ingest", "corpus")
    assert waiting(project) == 0
    shutil.rmtree(project / "graph" / "decisions")
    assert waiting(project) == 2
    run("ingest", "corpus")
    assert waiting(project) == 0


def test_of_documents_that_are_read_alone_their_own_decisions_are_heeded(project: Path, run: Run) -> None:
    (project / "corpus" / "other.txt").write_text(REVIEW.replace("Vladimir Putin", "Boris Johnson"), encoding="utf8")
    run("ingest", "corpus")
    run("review", "accept", *saving(project), *ANNA)
    run("review", "merge", "https://w3id.org/pov/id/actor/poland", "Germany", *ANNA)
    run("review", "add", "other", "Olaf Scholz|aids|Poland", "--words", "Olaf Scholz promised Poland help", *ANNA)
    assert waiting(project) == 4
    run("ingest", "corpus/other.txt")
    assert waiting(project) == 2  # a claim of the other document, and who is who in all of them
    run("ingest", "corpus/bridge.txt")
    assert waiting(project) == 0


def test_a_document_that_is_removed_is_not_waited_for(project: Path, run: Run) -> None:
    (project / "corpus" / "other.txt").write_text(REVIEW, encoding="utf8")
    run("ingest", "corpus")
    run("review", "merge", "https://w3id.org/pov/id/actor/poland", "Germany", *ANNA)
    run("ingest", "corpus/bridge.txt")
    assert waiting(project) == 1
    run("remove", "other")
    assert waiting(project) == 0
