"""Relations that no entry of the lexicon has, and what an extractor of rules alone leaves out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli

PAGE = "A title\n\n{}\n"


def relations(folder: Path, sentence: str, *options: str) -> list[dict[str, object]]:
    path = folder / "page.txt"
    path.write_text(PAGE.format(sentence), encoding="utf8")
    done = CliRunner().invoke(cli, ["extract", str(path), *options], standalone_mode=False)
    assert done.exception is None
    return json.loads(done.stdout)["relations"]  # type: ignore[no-any-return]


def test_a_figure_of_speech_that_no_list_holds_is_found_and_known_to_be_less_sure(tmp_path: Path) -> None:
    sentence = "Poland pulled the rug from under Hungary at the summit."
    [found] = relations(tmp_path, sentence)
    assert (found["subject"], found["object"]) == ("Poland", "Hungary")
    assert found["rule"] == f"tagger {found['relation']}"
    assert float(str(found["confidence"])) < 0.5
    assert relations(tmp_path, sentence, "--fast") == []


@pytest.mark.parametrize("options", [(), ("--fast",)])
def test_what_the_lexicon_holds_is_found_by_it(tmp_path: Path, options: tuple[str, ...]) -> None:
    [found] = relations(tmp_path, "Germany turned its back on Greece.", *options)
    assert found["rule"] == "lexicon v:turn obj=back"
