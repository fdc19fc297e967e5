"""Sets in which every item has one class: event types, stances towards a target, who is for or against whom."""

from collections.abc import Mapping
from typing import Any

from kg.evaluate.figures import Count, added, classified

Item = Mapping[str, Any]
_POLARITY = {2: "negative", 4: "neutral", 6: "positive"}
POLARITY = {name: float(number) for number, name in _POLARITY.items()}
MERGED = {"FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "DEMAND": "REQUEST"}
VALENCES = {
    **dict.fromkeys(("SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE", "AGREE"), "positive"),
    **dict.fromkeys(("CONSULT", "REQUEST"), "neutral"),
}


def stances_scored(gold: Item, predicted: Item) -> dict[str, Count]:
    """NewsMTSC (Hamborg and Donnay 2021): the polarity of each target of a sentence."""
    counts: dict[str, Count] = {}
    guesses = {(t["from"], t["to"]): t for t in predicted["targets"]}
    for target in gold["targets"]:
        guess = guesses.get((target["from"], target["to"]), {})
        names = (_POLARITY[int(target["polarity"])], _POLARITY.get(int(guess.get("polarity", 4)), "neutral"))
        counts = added(counts, classified(*names))
    return counts


def directed_scored(gold: Item, predicted: Item) -> dict[str, Count]:
    """Who blames or endorses whom (Park, Pan, Joo 2021)."""
    return classified(gold["label"], predicted["label"])


def events_scored(gold: Item, predicted: Item) -> dict[str, Count]:
    """PLOVER records: the event type, four rare types merged into their neighbours, and its valence.

    `type` and `valence` count items: precision, recall and F1 are all the share that is right.
    """
    wanted, given = (plover(item["event"]) for item in (gold, predicted))
    counts = added(
        _share("type", given == wanted),
        _share("valence", valence(given) == valence(wanted)),
    )
    return added(counts, classified(wanted, given))


def plover(event: str | None) -> str:
    """The name of an event type after merging."""
    return MERGED.get(event or "", event or "none")


def valence(event: str) -> str:
    return VALENCES.get(event, "negative")


def _share(name: str, right: bool) -> dict[str, Count]:
    return {name: (float(right), 1.0, float(right), 1.0)}
