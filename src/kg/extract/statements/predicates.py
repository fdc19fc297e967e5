"""The predicate lexicon: which words express which relation, and where their subject and object stand."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from kg.language import Token

_LEXICON = Path(__file__).parent / "lexicon"
_CLASSES = {"VERB": "va", "AUX": "v", "NOUN": "nr", "PROPN": "nr", "ADJ": "a", "ADV": "a", "ADP": "a"}
Requirement: TypeAlias = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Predicate:
    """One reading of a word.

    `kind` is v (verb), n (noun of action), r (noun of relation: ally, leader) or a (adjective). `needs` are dependents
    that must be there (`("obj", {"pressure"})`), with `no` those that must not (`("no", {"obj"})`); `objects` are the
    slots tried in turn. `swapped`: what stands as subject is the object of the relation. `negated`: the word denies the
    relation (lifts sanctions).
    """

    word: str
    kind: str
    relation: str
    needs: tuple[Requirement, ...]
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    swapped: bool
    negated: bool
    valence: str | None
    lexical: bool = True  # False: not of the lexicon but learnt

    @property
    def rule(self) -> str:
        """The name of the reading, for `kg explain`."""
        if not self.lexical:
            return f"tagger {self.relation}"
        needs = "".join(f" {slot}={'|'.join(sorted(words))}" for slot, words in self.needs)
        return f"lexicon {self.kind}:{self.word}{needs}"


def predicates(token: Token) -> tuple[Predicate, ...]:
    """The readings of a token, those that need most first."""
    return tuple(p for kind in _kinds(token) for p in _of_kind(token, kind))


def learnt_predicate(word: Token, relation: str) -> Predicate:
    """The reading of a word for which not the lexicon but the tagger speaks."""
    kind = {"VERB": "v", "AUX": "v", "ADJ": "a"}.get(word.pos, "n")
    return Predicate(word.lemma.lower(), kind, relation, (), (), (), False, False, None, lexical=False)


def any_verb() -> tuple[Predicate, ...]:
    """What a preposition alone says after any verb: do something together with X, against X."""
    return _by_word()[("*", "v")]


def _of_kind(token: Token, kind: str) -> tuple[Predicate, ...]:
    """By the lemma; nouns and adjectives without one in the lexicon by their form: arms, stronger, fed up."""
    found = _by_word().get((token.lemma.lower(), kind), ())
    return found or (_by_word().get((token.lower, kind), ()) if kind != "v" else ())


def _kinds(token: Token) -> str:
    if token.tag in ("VBG", "NN", "NNS") and token.pos == "NOUN":
        return "nr"
    return _CLASSES.get(token.pos, "")


@cache
def _by_word() -> dict[tuple[str, str], tuple[Predicate, ...]]:
    found: dict[tuple[str, str], list[Predicate]] = {}
    for predicate in _read():
        found.setdefault((predicate.word, predicate.kind), []).append(predicate)
    return {key: tuple(sorted(all_, key=_generality)) for key, all_ in found.items()}


def _generality(predicate: Predicate) -> float:
    return -sum(0.5 if "*" in lemmas else 1 for slot, lemmas in predicate.needs if slot != "no")


def _read() -> list[Predicate]:
    with (_LEXICON / "predicates.tsv").open(encoding="utf8") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["words"]]
    return [predicate(word.strip(), row) for row in rows for word in row["words"].split(",")]


def predicate(word: str, row: Mapping[str, str | None]) -> Predicate:
    relation, needs = row["relation"] or "", (row["needs"] or "").split()
    name, _, valence = relation.lstrip("!~").partition(":")
    return Predicate(
        word=word,
        kind=row["kind"] or "v",
        relation=name,
        needs=tuple((n.partition("=")[0], frozenset(n.partition("=")[2].split("|"))) for n in needs),
        subjects=tuple((row["subject"] or "").split()),
        objects=tuple((row["object"] or "").split()),
        swapped="~" in relation,
        negated="!" in relation,
        valence=valence or None,
    )


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of one of the small word lists beside the lexicon (`word<TAB>list`)."""
    with (_LEXICON / "word_lists.tsv").open(encoding="utf8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset(w.strip() for r in rows if r["list"] == name for w in (r["words"] or "").split(","))
