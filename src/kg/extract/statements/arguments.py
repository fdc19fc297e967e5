"""Who fills which place of a predicate: active, passive, controlled, relative, shared and possessive arguments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.statements.predicates import words
from kg.language import Sentence, Token
from kg.model.records import Mention

_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_COPULAR = frozenset({"be", "become", "remain", "seem", "look", "stay", "appear", "feel", "prove"})
_TRANSPARENT = frozenset({"dobj", "attr", "acomp", "oprd", "prt", "advmod", "xcomp", "ccomp"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention in a place of a predicate; `direct` is False where it only owns or names the word that stands there."""

    mention: Mention
    token: Token
    direct: bool = True


class Clause:
    """The places around the tokens of one sentence. Mentions are found by the token that heads their span."""

    def __init__(self, sentence: Sentence, mentions: Iterable[Mention]) -> None:
        self.sentence = sentence
        self._mentions: dict[int, list[Mention]] = {}
        for mention in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.id)):
            head = sentence.syntactic_head(mention.span)
            if head is not None:
                same = self._mentions.setdefault(head.index, [])
                if not same or same[0].span == mention.span:
                    same.append(mention)

    def has_mentions(self) -> bool:
        return bool(self._mentions)

    def mentions_at(self, token: Token) -> list[Mention]:
        return self._mentions.get(token.index, [])

    # From tokens to mentions ------------------------------------------------------------------------------------------

    def arguments(self, token: Token, depth: int = 0) -> list[Argument]:
        """The actors that a token in an argument place stands for, with those joined to it by "and"."""
        found = self._own(token, depth)
        for other in self.sentence.kids(token, "conj"):
            if depth < 4 and other.pos not in ("VERB", "AUX") and not self.sentence.kids(other, "neg"):
                found = found + [a for a in self.arguments(other, depth + 1) if a.direct or not found]
        return found

    def _own(self, token: Token, depth: int) -> list[Argument]:
        if here := self.mentions_at(token):
            return [Argument(m, token) for m in here]
        if depth > 4:
            return []
        if (whom := self.antecedent(token)) is not None:
            return self.arguments(whom, depth + 1)
        for deps in (("appos",), ("compound", "nmod", "flat")):
            for kid in self.sentence.kids(token, *deps):
                if (here := self.mentions_at(kid)) and (deps[0] == "appos" or token.pos == "PROPN"):
                    return [Argument(m, kid) for m in here]
        return self._owners(token, depth)

    def _owners(self, token: Token, depth: int) -> list[Argument]:
        """Whose thing a word is: Ukraine's gas, the votes of a man, Israeli tanks."""
        if token.lower in words("detached"):
            return []
        for kid in self.sentence.kids(token, "poss", "amod", "compound", "nmod"):
            if here := self.mentions_at(kid):
                return [Argument(m, kid, direct=False) for m in here]
        for prep in self.sentence.kids(token, "prep"):
            if prep.lower == "of" or (prep.lower == "from" and depth == 0):
                owners = [a for p in self.sentence.kids(prep, "pobj") for a in self.arguments(p, depth + 1)]
                whole = token.lower in words("quantities")
                return [Argument(a.mention, a.token, a.direct and whole) for a in owners]
        return []

    def antecedent(self, token: Token) -> Token | None:
        """The noun that a relative pronoun takes up."""
        if token.tag not in _RELATIVE:
            return None
        clause = next((t for t in self.sentence.ancestors(token) if t.dep == "relcl"), None)
        return self.sentence.head(clause) if clause is not None else None

    # Places of a verb -------------------------------------------------------------------------------------------------

    def is_passive(self, verb: Token) -> bool:
        if self.sentence.kids(verb, "nsubjpass", "auxpass", "agent"):
            return True
        if verb.tag != "VBN" or self.sentence.kids(verb, "aux", "nsubj", "dobj"):
            return verb.tag == "VBN" and verb.dep == "acl"
        head = self.sentence.head(verb)
        if verb.dep == "conj" and head.pos in ("VERB", "AUX") and head.index != verb.index:
            return self.is_passive(head)
        return verb.dep in ("acl", "amod")

    def surface(self, verb: Token, depth: int = 0) -> list[Token]:
        """What stands as grammatical subject of a verb, or is understood as such."""
        if own := self.sentence.kids(verb, "nsubj", "nsubjpass", "csubj"):
            return own
        head = self.sentence.head(verb)
        if depth > 6 or head.index == verb.index:
            return []
        if verb.dep in ("acl", "amod", "relcl"):
            return self._of_modifier(verb, head, depth)
        if verb.dep in ("pcomp", "prep", "pobj"):
            return self._of_gerund(head, depth)
        if verb.dep in ("xcomp", "ccomp", "advcl", "conj", "dep", "oprd", "acomp", "attr", "parataxis"):
            return self._from_governor(verb, head, depth)
        return []

    def _of_modifier(self, verb: Token, noun: Token, depth: int) -> list[Token]:
        infinitive = verb.dep == "acl" and any(k.tag == "TO" for k in self.sentence.kids(verb, "aux"))
        return self.bearers(noun, depth + 1) if infinitive else [noun]

    def _of_gerund(self, prep: Token, depth: int) -> list[Token]:
        """The one who does what stands after a preposition: accuses HIM of lying, HE is good at lying."""
        governor = self.sentence.head(prep)
        while governor.dep in ("prep", "pcomp") and governor.head != governor.index and governor.pos == "ADP":
            governor = self.sentence.head(governor)
        if governor.pos in ("VERB", "AUX"):
            if prep.lower in ("of", "for", "from", "with", "into", "to", "as", "on"):
                if governor.lemma in words("object control") and (whom := self.patients(governor)):
                    return whom
            return self.surface(governor, depth + 1)
        return self.bearers(governor, depth + 1)

    def _from_governor(self, verb: Token, head: Token, depth: int) -> list[Token]:
        if head.pos in ("VERB", "AUX"):
            if verb.dep in ("xcomp", "ccomp", "oprd") and head.lemma in words("object control"):
                if whom := [p for p in self.patients(head) if p.index != verb.index]:
                    return whom
            return self.surface(head, depth + 1)
        return self.bearers(head, depth + 1)

    def bearers(self, word: Token, depth: int = 0) -> list[Token]:
        """Of whom a noun or adjective is said: the subject of the copula, the owner, or that of a supporting verb."""
        if depth > 6:
            return []
        if own := self.sentence.kids(word, "poss", "nsubj"):
            return own
        head = self.sentence.head(word)
        if head.pos in ("VERB", "AUX") and word.dep in (
            "acomp",
            "attr",
            "dobj",
            "xcomp",
            "ccomp",
            "advcl",
            "conj",
            "oprd",
        ):
            if head.lemma not in _COPULAR and word.dep in ("oprd", "ccomp", "xcomp"):
                if whom := self.sentence.kids(head, "dobj", "nsubjpass"):
                    return whom
            return self.surface(head, depth + 1)
        if word.dep == "conj":
            return self.bearers(head, depth + 1)
        if word.dep == "pobj" and head.pos == "ADP":
            above = self.sentence.head(head)
            return self.surface(above, depth + 1) if above.pos in ("VERB", "AUX") else []
        return []

    def agents(self, verb: Token) -> list[Token]:
        """Who does what a verb says."""
        if self.is_passive(verb):
            by = [k for k in self.sentence.kids(verb, "agent", "prep") if k.lower == "by"]
            return [p for k in by for p in self.sentence.kids(k, "pobj")]
        return self.surface(verb)

    def patients(self, verb: Token) -> list[Token]:
        """To whom it is done: the object, the subject of a passive, or what a relative clause modifies."""
        if self.is_passive(verb):
            return self.surface(verb)
        if own := self.sentence.kids(verb, "dobj", "dative"):
            bare = [t for t in own if t.pos != "ADP"]
            return sorted(bare, key=lambda t: t.dep != "dobj")
        for kid in self.sentence.kids(verb, "ccomp", "xcomp"):
            if verb.lemma in words("object control") and (small := self.sentence.kids(kid, "nsubj")):
                return small
        if verb.dep == "relcl":
            noun = self.sentence.head(verb)
            if not any(self.antecedent(s) is not None for s in self.surface(verb)):
                return [noun]
        for kid in self.sentence.kids(verb, "conj"):
            if kid.pos == "VERB" and not self.sentence.kids(kid, "nsubj") and not self.sentence.kids(verb, "prep"):
                return self.sentence.kids(kid, "dobj")
        return []

    def recipients(self, verb: Token) -> list[Token]:
        if self.is_passive(verb) and self.sentence.kids(verb, "dobj"):
            return self.surface(verb)
        found = [t for t in self.sentence.kids(verb, "dative") if t.pos != "ADP"]
        found += [
            p for t in self.sentence.kids(verb, "dative") if t.pos == "ADP" for p in self.sentence.kids(t, "pobj")
        ]
        return found or [t for t in self.patients(verb) if self.arguments(t)]

    def after(self, word: Token, preposition: str) -> list[Token]:
        """What a preposition joins to a word, to its object or to its complement."""
        found = []
        for prep in self._prepositions(word):
            if prep.lower != preposition:
                continue
            objects = self.sentence.kids(prep, "pobj", "pcomp")
            found += objects or self._stranded(word)
        return found

    def _stranded(self, word: Token) -> list[Token]:
        """To whom a preposition without a noun belongs: a man they rely on."""
        for token in (word, *self.sentence.ancestors(word)):
            if token.dep == "relcl":
                return [self.sentence.head(token)]
        return self.surface(word) if self.is_passive(word) else []

    def _prepositions(self, word: Token) -> Iterator[Token]:
        places = [word, *self.sentence.kids(word, *_TRANSPARENT)]
        if word.dep in ("dobj", "attr", "acomp", "oprd", "nsubjpass", "nsubj") and word.pos in ("NOUN", "ADJ"):
            places.append(self.sentence.head(word))
        for place in places:
            for kid in self.sentence.kids(place, "prep", "dative", "agent", "prt"):
                yield kid
                yield from self.sentence.kids(kid, "prep")
