"""The passages that teach viewpoints are marked as their README says."""

from pathlib import Path

import pytest

from kg.tagger.encoder import WEIGHTS
from kg.tagger.viewpoints import VIEWS
from training.examples import passages, unmarked

FOLDER = Path(__file__).resolve().parents[2] / "training" / "passages"
FILES = sorted(FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_actor_of_a_passage_is_marked_and_judged(file: Path) -> None:
    lines = [line.split("\t") for line in file.read_text(encoding="utf8").splitlines()]
    assert len(lines) >= 90
    assert len({unmarked(passage)[0] for _, passage in lines}) == len(lines)
    for told, passage in lines:
        judged = dict(one.split("=") for one in told.split())
        text, marks = unmarked(passage)
        assert set(judged.values()) <= set(VIEWS)
        assert {role for role, _, _ in marks} == set(judged)
        assert not set("{}[]|") & set(text)
        assert all(text[a:b] == text[a:b].strip() != "" for _, a, b in marks)


def test_an_example_has_the_mentions_of_each_actor_and_how_it_is_judged(tmp_path: Path) -> None:
    line = "A=negative B=none\t“{A|Macron} dithers while {B|Berlin} acts. {A|He} must go.”\n"
    (tmp_path / "one.tsv").write_text(line, encoding="utf8")
    (one,) = passages(tmp_path, WEIGHTS / "tokenizer.json")
    assert [len(own) for own in one.mentions] == [2, 1]
    assert [VIEWS[label] for label in one.labels] == ["negative", "none"]
