"""Nouns that stand for actors: offices, roles, governments, forces, peoples, organisations, groups."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.language import Sentence, Token

_LEXICON = Path(__file__).parent / "lexicon"
PERSON_KINDS = frozenset({"office", "role", "author", "relation"})


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A noun (perhaps of several words) that stands for an actor, with its kind and the gender it implies."""

    noun: str
    kind: str
    gender: str | None

    @property
    def is_person(self) -> bool:
        return self.kind in PERSON_KINDS


@cache
def actor_nouns() -> dict[str, ActorNoun]:
    """The nouns by their lemma; words of a compound are joined by a space."""
    with (_LEXICON / "nouns.tsv").open(encoding="utf8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {r["noun"]: ActorNoun(r["noun"], r["kind"], r["gender"] or None) for r in rows}


@cache
def action_nouns() -> frozenset[str]:
    """Nouns of action, whose adjective names an agent or an object: Israeli strikes."""
    return frozenset((_LEXICON / "action_nouns.txt").read_text(encoding="utf8").split("\n")) - {""}


def actor_noun(sentence: Sentence, token: Token) -> ActorNoun | None:
    """The actor noun that a token is the head of, the longest compound first: "foreign minister" before "minister"."""
    if token.pos not in ("NOUN", "PROPN", "ADJ") or token.tag in ("POS",):
        return None
    nouns = actor_nouns()
    lemma = _singular(token)
    after = sentence.tokens[token.index + 1 : token.index + 3]
    of = f"{lemma} of {after[1].lower}" if len(after) == 2 and after[0].lower == "of" else ""
    if of in nouns:
        return nouns[of]
    for width in (2, 1):
        before = sentence.tokens[max(0, token.index - width) : token.index]
        for joiner in (" ", ""):
            words = joiner.join([*(t.lower for t in before), lemma]) if before else lemma
            if (found := nouns.get(words.replace(" - ", "-"))) is not None:
                return found
    return nouns.get(lemma)


def _singular(token: Token) -> str:
    lemma = token.lemma.lower()
    if token.tag in ("NNS", "NNPS") or (token.tag == "NNP" and token.lower.endswith("s")):
        return _plural_to_singular(lemma)
    return lemma


def _plural_to_singular(word: str) -> str:
    if word in actor_nouns():
        return word
    for ending, singular in (("ies", "y"), ("men", "man"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + singular in actor_nouns():
            return word[: -len(ending)] + singular
    return word


def is_plural(token: Token) -> bool:
    """Whether a noun is plural in form, or one of the few that are so without an s."""
    return token.tag in ("NNS", "NNPS") or token.lower in ("people", "police", "men", "women")
