import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluate import as_rows, evaluate

GOLD = {
    "contributions": [{"n": 1, "outlet": "Le Monde", "country": "FR", "speaker": None, "start": 0, "end": 60}],
    "mentions": [{"start": 0, "end": 6, "actor": "Poland"}, {"start": 15, "end": 22, "actor": "Germany"}],
    "relations": [
        {"contribution": 1, "source": ["Le Monde"], "subject": "Poland", "relation": "accuses", "object": "Germany",
         "time": None, "polarity": "affirmed", "modality": "asserted", "start": 0, "end": 22}
    ],
    "stances": [],
}  # fmt: skip


def scores(output: str) -> dict[str, dict[str, float]]:
    """The scores of the only set in what `kg evaluate --json` prints."""
    [found] = json.loads(output).values()
    return dict(found["scores"])


def test_gold_against_itself_is_perfect(tmp_path: Path, run) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOLD))
    value = scores(run("evaluate", str(tmp_path), "--pred", str(tmp_path), "--json").output)
    assert {name: row.get("f1", row.get("accuracy")) for name, row in value.items() if name != "time"} == dict.fromkeys(
        [n for n in value if n != "time"], 1.0
    )


def test_a_missing_prediction_counts_as_empty(tmp_path: Path, run) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOLD))
    (tmp_path / "empty").mkdir()
    page = tmp_path / "errors.html"
    done = run("evaluate", str(tmp_path), "--pred", str(tmp_path / "empty"), "--json", "--errors", str(page))
    assert scores(done.output)["edge"]["r"] == 0.0
    assert "relation: not found: 1" in page.read_text()


def test_the_page_of_errors_escapes_what_texts_say(tmp_path: Path, run) -> None:
    bad = "<img onerror=alert(1)>"
    gold = {**GOLD, "mentions": [{"start": 0, "end": 6, "actor": bad}], "relations": []}
    (tmp_path / "a.json").write_text(json.dumps(gold))
    (tmp_path / "a.txt").write_text(bad + " accuses Germany of everything there is to be accused of in the world.")
    (tmp_path / "empty").mkdir()
    page = tmp_path / "errors.html"
    run("evaluate", str(tmp_path), "--pred", str(tmp_path / "empty"), "--errors", str(page))
    assert "&lt;img onerror=alert(1)&gt;" in page.read_text()
    assert "<img" not in page.read_text()


def test_predictions_are_written_and_scored_again_alike(tmp_path: Path, run) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    text = "Who pays?\n\nLe Monde (FR) /\n\nA bill\n\nLe Monde is angry:\n\n“Poland accuses Germany of blackmail.”\n"
    (gold / "a.txt").write_text(text)
    (gold / "a.json").write_text(json.dumps({**GOLD, "relations": [], "mentions": []}))
    first = run("evaluate", str(gold), "--predictions", str(tmp_path / "out"), "--json").output
    again = run("evaluate", str(gold), "--pred", str(tmp_path / "out"), "--json").output
    assert scores(first) == scores(again)
    assert scores(first)["contributions"]["f1"] == 1.0


def test_a_file_of_no_known_format_is_refused(tmp_path: Path, run) -> None:
    (tmp_path / "a.jsonl").write_text('{"x": 1}\n')
    assert "the rows are of no known gold format" in str(run("evaluate", str(tmp_path / "a.jsonl")).exception)


def test_the_other_direction_is_a_pair_and_no_edge() -> None:
    turned = {**GOLD, "relations": [{**GOLD["relations"][0], "subject": "Germany", "object": "Poland"}]}  # type: ignore[dict-item]
    rows = as_rows([evaluate(GOLD, turned)])
    assert (rows["pair"]["f1"], rows["edge"]["f1"]) == (1.0, 0.0)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_figures_agree_with_the_script(shared: Path, tmp_path: Path, seed: int) -> None:
    gold = shared / "data" / "press-reviews" / "dev"
    chance = random.Random(seed)
    documents = {p.stem: json.loads(p.read_text()) for p in sorted(gold.glob("*.json"))}
    for name, document in documents.items():
        for part in ("contributions", "mentions", "relations", "stances"):
            document[part] = [_bent(item, chance) for item in document.get(part, []) if chance.random() > 0.2]
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    script = shared / "tools" / "score_extraction.py"
    done = subprocess.run(
        [sys.executable, str(script), str(gold), str(tmp_path), "--json"], capture_output=True, check=True
    )
    golds = [json.loads(p.read_text()) for p in sorted(gold.glob("*.json"))]
    assert as_rows(
        [evaluate(g, documents[p.stem]) for g, p in zip(golds, sorted(gold.glob("*.json")), strict=True)]
    ) == (json.loads(done.stdout))


def _bent(item: dict[str, object], chance: random.Random) -> dict[str, object]:
    """An item with a mistake now and then."""
    changed = dict(item)
    for key, other in (("start", 3), ("end", 2)):
        if chance.random() < 0.1 and isinstance(changed.get(key), int):
            changed[key] = int(str(changed[key])) + other
    for key, other_name in (
        ("actor", "Somebody"),
        ("subject", "Somebody"),
        ("relation", "supports"),
        ("polarity", "negated"),
    ):
        if key in changed and chance.random() < 0.1:
            changed[key] = other_name
    return changed


@pytest.mark.shared
def test_extraction_reaches_its_targets(shared: Path, run) -> None:
    gold = shared / "data" / "press-reviews" / "dev"
    rows = scores(run("evaluate", str(gold), "--json").output)
    targets = {"contributions": 0.97, "speakers": 0.9, "mentions": 0.72, "edge": 0.4, "valence": 0.37}
    assert {name: rows[name]["f1"] for name, least in targets.items() if rows[name]["f1"] < least} == {}
