"""The sentences that teach relation types are marked as their README says."""

from collections import Counter
from pathlib import Path

import pytest

from kg.model.records import Modality, Polarity
from kg.model.relation_types import relation_types
from kg.tagger.encoder import WEIGHTS
from kg.tagger.relations import RELATIONS
from training.examples import taught, unmarked

FOLDER = Path(__file__).resolve().parents[2] / "training" / "sentences"
FILES = sorted(FOLDER.glob("*.tsv"))


def test_every_relation_type_has_its_sentences() -> None:
    assert {file.stem for file in FILES} == {"none", *relation_types()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_sentence_has_its_marks(file: Path) -> None:
    lines = [line.split("\t") for line in file.read_text(encoding="utf8").splitlines()]
    assert len(lines) >= 90
    assert len({sentence for _, _, sentence in lines}) == len(lines)
    for polarity, modality, sentence in lines:
        assert polarity in {p.value for p in Polarity}
        assert modality in {m.value for m in Modality}
        text, marks = unmarked(sentence)
        roles = Counter(role for role, _, _ in marks)
        assert not set("{}[]|") & set(text)
        if file.stem == "none":
            assert set(roles) == {"X"}
            assert roles["X"] > 1
        else:
            assert (roles["S"], roles["O"], roles["P"] > 0) == (1, 1, True)


def test_the_object_of_a_relation_is_read_as_such() -> None:
    text, marks = unmarked("{S|Warsaw} [turned its back on] {O|him}, to the delight of {X|Brussels}.")
    assert text == "Warsaw turned its back on him, to the delight of Brussels."
    assert [(role, text[a:b]) for role, a, b in marks] == [
        ("S", "Warsaw"),
        ("P", "turned its back on"),
        ("O", "him"),
        ("X", "Brussels"),
    ]


def test_examples_hold_a_relation_for_the_marked_pair_alone() -> None:
    examples = taught(FOLDER, WEIGHTS / "tokenizer.json")
    one = next(e for e in examples if RELATIONS.index("invades") in e.labels)
    assert (one.labels > 0).sum() == 1
    assert one.words is not None
    assert set(one.words.tolist()) == {-100, 0, RELATIONS.index("invades")}
