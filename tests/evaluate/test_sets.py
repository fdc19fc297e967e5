"""The measures of data sets, against values worked out by hand or published."""

import pytest

from kg.evaluate.figures import added, classified, figures
from kg.evaluate.sets import attribution, classes, coreference
from kg.model.relation_types import plover_of


def document(*clusters: str) -> dict[str, object]:
    """Mentions named by letters, each letter a span of one character."""
    listed = [
        {"start": ord(letter), "end": ord(letter) + 1, "cluster": number}
        for number, cluster in enumerate(clusters)
        for letter in cluster
    ]
    return {"mentions": listed}


def f1(counts: dict[str, tuple[float, float, float, float]], name: str) -> float:
    return next(f.f1 for f in figures([counts]) if f.score == name)


def test_coreference_measures_are_those_of_the_papers() -> None:
    """Two gold clusters joined by the prediction (the second example of Luo 2005, with singletons left out)."""
    counts = coreference.scored(document("ABCDE", "FG", "HIJKL"), document("ABCDE", "FGHIJKL"))
    muc, b3, ceaf = counts["MUC"], counts["B3"], counts["CEAF-e"]
    assert (muc[0] / muc[1], muc[2] / muc[3]) == pytest.approx((9 / 10, 1.0))
    assert (b3[0] / b3[1], b3[2] / b3[3]) == pytest.approx(((5 + 4 / 7 + 25 / 7) / 12, 1.0))
    assert ceaf[0] == pytest.approx(1 + 2 * 5 / 12)
    assert (ceaf[1], ceaf[3]) == (2, 3)


def test_clusters_of_one_count_for_nothing() -> None:
    assert coreference.scored(document("AB", "C"), document("AB")) == coreference.scored(
        document("AB"), document("AB", "D")
    )


GOLD = {
    "text": "Officials said on Monday that the bill would pass.",
    "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[25, 49]]}],
}


def test_an_attribution_counts_by_the_share_of_its_words() -> None:
    half = {"attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[30, 38]]}]}
    counts = attribution.scored(GOLD, half)
    assert counts["source"] == (1.0, 1.0, 1.0, 1.0)
    assert counts["content"] == pytest.approx((1.0, 1.0, 2 / 5, 1.0))
    assert counts["whole"] == (0.0, 1.0, 0.0, 1.0)
    assert attribution.scored(GOLD, GOLD)["whole"] == (1.0, 1.0, 1.0, 1.0)


def test_a_missing_attribution_costs_recall_alone() -> None:
    counts = attribution.scored(GOLD, {"attributions": []})
    assert counts == dict.fromkeys(("source", "cue", "content", "whole"), (0.0, 0.0, 0.0, 1.0))


def test_macro_f1_is_the_mean_over_classes() -> None:
    items = [classified("good", "good"), classified("good", "bad"), classified("bad", "bad")]
    found = {f.score: f for f in figures(items, {"macro-F1": ("good", "bad")})}
    assert found["good"].f1 == pytest.approx(0.667)
    assert found["macro-F1"].f1 == pytest.approx((2 / 3 + 2 / 3) / 2, abs=1e-3)
    assert added(items[0], items[2]) == {"good": (1.0, 1.0, 1.0, 1.0), "bad": (1.0, 1.0, 1.0, 1.0)}


def test_event_types_merge_and_have_a_valence() -> None:
    counts = classes.events_scored({"event": "FIGHT"}, {"event": "ASSAULT"})
    assert counts["type"] == counts["valence"] == (1.0, 1.0, 1.0, 1.0)
    assert classes.events_scored({"event": "AID"}, {"event": "ASSAULT"})["valence"][0] == 0.0
    assert (plover_of("invades"), plover_of("standing-relation")) == ("ASSAULT", None)


def test_intervals_are_the_same_at_every_run() -> None:
    items = [classified("good", guess) for guess in ("good", "bad", "good", "good")]
    assert figures(items) == figures(items)
    assert next(f for f in figures(items) if f.score == "good").interval is not None
