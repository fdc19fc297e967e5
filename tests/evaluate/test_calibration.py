"""Confidence against what is right."""

from kg.evaluate.calibration import calibration_error, reliability


def document(*relations: tuple[str, str, float]) -> dict[str, object]:
    rows = [
        {"contribution": 0, "subject": s, "object": o, "relation": "attacks", "start": 0, "end": 9, "confidence": c}
        for s, o, c in relations
    ]
    return {"contributions": [], "mentions": [], "relations": rows, "stances": []}


def test_bins_hold_how_often_their_relations_are_right() -> None:
    gold = document(("A", "B", 1.0), ("B", "A", 1.0))
    found = document(("A", "B", 0.81), ("A", "C", 0.85), ("B", "A", 0.35))
    low, high = reliability([gold], [found])
    assert (low.low, low.relations, low.confidence, low.right) == (0.3, 1, 0.35, 1.0)
    assert (high.low, high.relations, high.confidence, high.right) == (0.8, 2, 0.83, 0.5)
    assert calibration_error((low, high)) == round((0.65 + 2 * 0.33) / 3, 3)


def test_full_confidence_belongs_to_the_last_bin_and_nothing_to_none() -> None:
    [only] = reliability([document(("A", "B", 1.0))], [document(("A", "B", 1.0))])
    assert (only.low, only.high, only.right) == (0.9, 1.0, 1.0)
    assert reliability([document()], [document()]) == ()
    assert calibration_error(()) == 0.0
