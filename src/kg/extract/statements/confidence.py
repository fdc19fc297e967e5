"""How sure a claim is: the share of claims of its kind that an annotator has too."""

import math

from kg.extract.statements.matching import Reading

_CERTAIN, _NOMINAL, _INDIRECT, _INHERITED, _OPEN = 0.9, 0.8, 0.75, 0.9, 0.8
_LEARNT, _ALONE, _BOTH = (-1.04, 0.04), (-1.27, 2.04), (-0.43, 0.94, 0.12)  # fitted on what was held out


def confidence(reading: Reading) -> float:
    """How often a reading of its kind is right: a logistic function of how plainly it stands there and of what was
    learnt of its actors (docs/extraction.md)."""
    if not reading.predicate.lexical:
        weight = _LEARNT[0] + _LEARNT[1] * _odds(reading.share or 0.0)
    elif reading.share is None:
        weight = _ALONE[0] + _ALONE[1] * _plain(reading)
    else:
        weight = _BOTH[0] + _BOTH[1] * _plain(reading) + _BOTH[2] * _odds(reading.share)
    return round(1 / (1 + math.exp(-weight)), 2)


def _odds(share: float) -> float:
    """The log odds of a share, those beyond 99 % as 99 %."""
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))


def _plain(reading: Reading) -> float:
    """How plainly a reading stands there: less for nouns, actors that only own what is named, understood subjects."""
    value = _CERTAIN if reading.predicate.kind in ("v", "a") else _NOMINAL
    if reading.object is None:
        value *= _OPEN
    for argument in (reading.subject, reading.object):
        if argument is not None and not argument.direct:
            value *= _INDIRECT
    return value * (_INHERITED if reading.inherited else 1)
