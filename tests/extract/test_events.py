"""The event that a sentence reports, whoever takes part."""

from pathlib import Path

import pytest

from kg.extract.statements.events import event
from kg.language.parser import analyse
from kg.pipeline import read_texts
from kg.project import find_or_default
from kg.read import Input
from kg.read.reader import Reading
from kg.rules.english import cuts
from kg.tagger.encoder import encode

CASES = {
    "Thousands marched against the government on Monday.": "PROTEST",
    "The minister agreed to meet the rebels next week.": "AGREE",
    "The government refused to release the prisoners.": "REJECT",
    "The parliament lifted the sanctions on Friday.": "CONCEDE",
    "The general demanded that the island surrender its weapons.": "REQUEST",
    "The kingdom will attack the port unless the blockade ends.": "THREATEN",
    "Rebels bombed two villages in the north.": "ASSAULT",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    folder = tmp_path_factory.mktemp("events")
    for number, sentence in enumerate(CASES):
        (folder / f"{number}.txt").write_text(sentence, encoding="utf8")
    inputs = [Input(folder / f"{number}.txt", folder) for number in range(len(CASES))]
    documents = read_texts(inputs, find_or_default(Path()), Reading(layout="article")).documents
    made = {}
    for document, analysis in zip(documents, analyse(documents), strict=True):
        made[document.text.strip()] = event(analysis.sentences[-1], encode(document.text, cuts(document, analysis)))
    return made


@pytest.mark.parametrize(("sentence", "kind"), CASES.items())
def test_a_sentence_reports_its_event(found: dict[str, str | None], sentence: str, kind: str) -> None:
    assert found[sentence] == kind
