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


def test_gold_against_itself_is_perfect(tmp_path: Path, run) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOLD))
    value = json.loads(run("evaluate", str(tmp_path), "--pred", str(tmp_path), "--format", "json").output)
    assert {name: row.get("f1", row.get("accuracy")) for name, row in value.items() if name != "time"} == dict.fromkeys(
        [n for n in value if n != "time"], 1.0
    )


def test_a_missing_prediction_counts_as_empty(tmp_path: Path, run) -> None:
    (tmp_path / "a.json").write_text(json.dumps(GOLD))
    (tmp_path / "empty").mkdir()
    done = run("evaluate", str(tmp_path), "--pred", str(tmp_path / "empty"), "--format", "json", "--errors")
    assert json.loads(done.output.split("\n\n")[0])["edge"]["r"] == 0.0
    assert "missed relation" in done.output


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
    rows = json.loads(run("evaluate", str(gold), "--format", "json").output)
    targets = {"contributions": 0.97, "speakers": 0.9, "mentions": 0.72, "edge": 0.4, "valence": 0.37}
    assert {name: rows[name]["f1"] for name, least in targets.items() if rows[name]["f1"] < least} == {}
