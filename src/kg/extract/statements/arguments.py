"""Who fills which place of a predicate: active, passive, controlled, relative, shared and possessive arguments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.statements.predicates import words
from kg.language import Sentence, Token
from kg.model.records import Mention

_TERRITORIES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_COPULAR = frozenset({"be", "become", "remain", "seem", "look", "stay", "appear", "feel", "prove"})
_COMPLEMENT = frozenset({"acomp", "attr", "dobj", "xcomp", "ccomp", "advcl", "conj", "oprd", "advmod", "prep", "dep"})
_BOUND = frozenset({"according", "due", "owing", "thanks", "because", "contrary", "prior"})  # with the "to" after them
_TRANSPARENT = frozenset({"dobj", "attr", "acomp", "oprd", "prt", "advmod", "xcomp", "ccomp", "amod"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention in a place of a predicate; `direct` is False where it only owns or names the word that stands there."""

    mention: Mention
    token: Token
    direct: bool = True


def head_of(sentence: Sentence, mention: Mention) -> Token | None:
    """The token that heads a mention: of those whose head lies outside, the last noun or pronoun."""
    inside = sentence.covered(mention.span)
    places = {t.index for t in inside}
    tops = [t for t in inside if t.head not in places or t.head == t.index]
    nominal = [t for t in tops if t.pos in ("NOUN", "PROPN", "PRON", "NUM")] or tops
    return nominal[-1] if nominal else None


class Clause:
    """The places around the tokens of one sentence. Mentions are found by the token that heads their span."""

    def __init__(
        self, sentence: Sentence, mentions: Iterable[Mention], territorial: frozenset[str] = frozenset()
    ) -> None:
        self.sentence = sentence
        self._territorial = territorial  # mentions of states, peoples, forces: an attack on them is armed
        self._mentions: dict[int, list[Mention]] = {}
        for mention in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.id)):
            head = head_of(sentence, mention)
            if head is not None:
                same = self._mentions.setdefault(head.index, [])
                if not same or same[0].span == mention.span:
                    same.append(mention)

    def is_territorial(self, token: Token) -> bool:
        """Whether a token stands for a state, a people, a force or a place rather than for a person or a party."""
        if any(m.id in self._territorial for m in self.mentions_at(token)) or token.entity in _TERRITORIES:
            return True
        return token.lemma.lower() in words("places") or any(
            self.is_territorial(k) for k in self.sentence.kids(token, "poss", "amod", "compound") if token.pos == "NOUN"
        )

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
            return self.arguments(whom, depth + 1) or [Argument(m, whom) for m in self.around(whom)]
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
            if prep.lower in ("but", "except") and depth == 0:
                return [a for p in self.sentence.kids(prep, "pobj") for a in self.arguments(p, depth + 1)]
            if prep.lower == "of" or (prep.lower == "from" and depth == 0):
                owners = [a for p in self.sentence.kids(prep, "pobj") for a in self.arguments(p, depth + 1)]
                whole = token.lower in words("quantities")
                return [Argument(a.mention, a.token, a.direct and whole) for a in owners]
        for clause in self.sentence.kids(token, "acl"):
            for agent in self.sentence.kids(clause, "agent"):
                makers = [a for p in self.sentence.kids(agent, "pobj") for a in self.arguments(p, depth + 1)]
                return [Argument(a.mention, a.token, direct=False) for a in makers]
        return []

    def antecedent(self, token: Token) -> Token | None:
        """The noun that a relative pronoun takes up."""
        if token.tag not in _RELATIVE:
            return None
        for above in self.sentence.ancestors(token):
            if above.dep == "relcl":
                return self._named_by(self.sentence.head(above))
            if (stressed := self.cleft(above)) is not None:
                return stressed
        return None

    def cleft(self, verb: Token) -> Token | None:
        """What "it is X that ..." puts in front of a clause."""
        head = self.sentence.head(verb)
        if verb.dep not in ("ccomp", "relcl", "advcl") or head.lemma != "be":
            return None
        if not any(s.lower == "it" for s in self.sentence.kids(head, "nsubj", "expl")):
            return None
        return next(iter(self.sentence.kids(head, "attr")), None)

    def _named_by(self, noun: Token) -> Token:
        """For a noun that only describes, what it describes: X is a man who …; X, one that …"""
        for _ in range(4):
            head = self.sentence.head(noun)
            if self.mentions_at(noun):
                return noun
            if noun.dep in ("appos", "conj") and head.pos in ("NOUN", "PROPN"):
                noun = head
            elif noun.dep == "attr" and (subject := self.sentence.kids(head, "nsubj")):
                noun = subject[0]
            else:
                return noun
        return noun

    def around(self, token: Token) -> list[Mention]:
        """The smallest mentions that a token lies in."""
        within = [m for all_ in self._mentions.values() for m in all_ if m.span.start <= token.start < m.span.end]
        least = min((m.span.end - m.span.start for m in within), default=0)
        return [m for m in within if m.span.end - m.span.start == least]

    # Places of a verb -------------------------------------------------------------------------------------------------

    def is_passive(self, verb: Token) -> bool:
        if self.sentence.kids(verb, "nsubjpass", "auxpass", "agent"):
            return True
        if verb.tag != "VBN" or self.sentence.kids(verb, "aux", "nsubj", "dobj"):
            return verb.tag == "VBN" and verb.dep == "acl"
        head = self.sentence.head(verb)
        if verb.dep == "conj" and head.pos in ("VERB", "AUX") and head.index != verb.index:
            return self.is_passive(head)
        return verb.dep in ("acl", "amod", "acomp")

    def surface(self, verb: Token, depth: int = 0) -> list[Token]:
        """What stands as grammatical subject of a verb, or is understood as such."""
        if own := self.sentence.kids(verb, "nsubj", "nsubjpass", "csubj"):
            return own
        if misplaced := self._after_date(verb) or self._after_place(verb):
            return misplaced
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

    def _after_date(self, verb: Token) -> list[Token]:
        """A subject that the parser has put into the date before it: In [July Sánchez] promised."""
        if verb.tag not in ("VBD", "VBZ", "VBP", "MD") and not self.sentence.kids(verb, "aux"):
            return []
        for prep in self.sentence.kids(verb, "prep"):
            for name in self.sentence.kids(prep, "pobj"):
                dated = any(k.lower in words("months") for k in self.sentence.kids(name, "compound"))
                if dated and name.index < verb.index and self.mentions_at(name):
                    return [name]
        return []

    def _after_place(self, verb: Token) -> list[Token]:
        """A subject that the parser has put into the phrase before it: Within hours of the quake [Athens] came."""
        finite = [t for t in (verb, *self.sentence.kids(verb, "aux", "auxpass")) if t.tag in _FINITE]
        if not finite or verb.dep not in ("ROOT", "ccomp"):
            return []
        before = min(finite, key=lambda t: t.index).index - 1
        while before > 0 and self.sentence.tokens[before].dep in ("advmod", "neg"):
            before -= 1
        name = self.sentence.tokens[max(before, 0)]
        while name.dep == "conj" and self.mentions_at(self.sentence.head(name)):
            name = self.sentence.head(name)
        within = any(name in self.sentence.subtree(p) for p in self.sentence.kids(verb, "prep") if p.index < name.index)
        return [name] if within and self.mentions_at(name) else []

    def _of_modifier(self, verb: Token, noun: Token, depth: int) -> list[Token]:
        infinitive = verb.dep in ("acl", "relcl") and any(k.tag == "TO" for k in self.sentence.kids(verb, "aux"))
        return self.bearers(noun, depth + 1) if infinitive else [noun]

    def _of_gerund(self, prep: Token, depth: int) -> list[Token]:
        """The one who does what stands after a preposition: accuses HIM of lying, HE is good at lying."""
        governor = self.sentence.head(prep)
        while governor.dep in ("prep", "pcomp") and governor.head != governor.index and governor.pos == "ADP":
            governor = self.sentence.head(governor)
        if governor.pos in ("VERB", "AUX"):
            inner = prep.lower in ("of", "for", "from", "with", "into", "to", "as", "on")
            if inner and governor.lemma in words("object control") and (whom := self.patients(governor)):
                return whom
            return self.surface(governor, depth + 1)
        above = self.sentence.head(governor)
        if above.lemma in words("object control") and governor.dep == "dobj" and self.mentions_at(governor):
            return [governor]
        return self.bearers(governor, depth + 1)

    def _from_governor(self, verb: Token, head: Token, depth: int) -> list[Token]:
        if head.pos in ("VERB", "AUX"):
            if verb.dep in ("xcomp", "ccomp", "oprd") and (whom := self._controlled(verb, head)):
                return whom
            return self.surface(head, depth + 1)
        return self.bearers(head, depth + 1)

    def _controlled(self, verb: Token, head: Token) -> list[Token]:
        """Whom a verb such as "force" makes the subject of the clause below it, with "call on" and the like."""
        if head.lemma in words("object control"):
            called = [
                p
                for k in self.sentence.kids(head, "prep")
                if k.lower in ("on", "upon")
                for p in self.after(head, k.lower)
            ]
            return [p for p in called or self.patients(head) if p.index != verb.index]
        if head.lemma in ("appeal", "plead", "demand", "require"):
            return [p for place in ("to", "with", "of") for p in self.after(head, place)]
        return []

    def bearers(self, word: Token, depth: int = 0) -> list[Token]:
        """Of whom a noun or adjective is said: the subject of the copula, the owner, or that of a supporting verb."""
        if depth > 6:
            return []
        if own := self.sentence.kids(word, "poss", "nsubj"):
            return own
        head = self.sentence.head(word)
        if head.pos in ("VERB", "AUX") and word.dep in _COMPLEMENT:
            small = head.lemma not in _COPULAR and word.dep in ("oprd", "ccomp", "xcomp")
            if small and (whom := self.sentence.kids(head, "dobj", "nsubjpass")):
                return whom
            return self.surface(head, depth + 1)
        if word.dep == "conj":
            return self.bearers(head, depth + 1)
        if word.dep == "pobj" and head.pos == "ADP":
            above = self.sentence.head(head)
            return self.surface(above, depth + 1) if above.pos in ("VERB", "AUX") else []
        if word.dep == "advmod" and head.pos == "ADP":  # together with
            above = self.sentence.head(head)
            return self.surface(above, depth + 1) if above.pos in ("VERB", "AUX") else [above]
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
            return self._affected(verb)
        if own := self.sentence.kids(verb, "dobj", "dative"):
            bare = [t for t in own if t.pos != "ADP"]
            return sorted(bare, key=lambda t: t.dep != "dobj")
        for kid in self.sentence.kids(verb, "ccomp", "xcomp"):
            controls = verb.lemma in words("object control") and not self._is_finite(kid)
            if controls and (small := self.sentence.kids(kid, "nsubj")):
                return small
        if (stressed := self.cleft(verb)) is not None and not self._takes_up(verb):
            return [stressed]
        if verb.dep == "relcl":
            noun = self._named_by(self.sentence.head(verb))
            if not self._takes_up(verb):
                return [noun]
        for kid in self.sentence.kids(verb, "conj"):
            if kid.pos == "VERB" and not self.sentence.kids(kid, "nsubj") and not self.sentence.kids(verb, "prep"):
                return self.sentence.kids(kid, "dobj")
        return []

    def _is_finite(self, verb: Token) -> bool:
        """Whether a clause stands on its own: that, whether X will pay; not: X pay, X to pay."""
        helpers = (verb, *self.sentence.kids(verb, "aux", "auxpass"))
        marked = any(k.lower in ("that", "whether", "if") for k in self.sentence.kids(verb, "mark"))
        return marked or any(t.tag in ("VBD", "VBZ", "MD") for t in helpers)

    def _affected(self, verb: Token) -> list[Token]:
        """The subject of a passive; in "had billions frozen" the one who had."""
        found = self.surface(verb)
        head = self.sentence.head(verb)
        if (
            verb.dep in ("ccomp", "xcomp")
            and head.lemma in ("have", "see")
            and not any(self.arguments(t) for t in found)
        ):
            return self.surface(head)
        return found

    def antecedent_of(self, verb: Token) -> Token | None:
        """The noun that a relative clause is about, where its subject is somebody else."""
        if verb.dep != "relcl" or self._takes_up(verb):
            return None
        return self._named_by(self.sentence.head(verb))

    def _takes_up(self, verb: Token) -> bool:
        return any(self.antecedent(s) is not None for s in self.surface(verb))

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
            if (stressed := self.cleft(token)) is not None:
                return [stressed]
            if token.dep == "relcl":
                return [self._named_by(self.sentence.head(token))]
        return self.surface(word) if self.is_passive(word) else []

    def _prepositions(self, word: Token) -> Iterator[Token]:
        places = [word, *self.sentence.kids(word, *_TRANSPARENT)]
        if word.dep in ("dobj", "attr", "acomp", "oprd", "nsubjpass", "nsubj") and word.pos in ("NOUN", "ADJ"):
            places.append(self.sentence.head(word))
        if word.dep == "advmod" and self.sentence.head(word).pos == "ADP":
            yield self.sentence.head(word)
        for place in places:
            for kid in self.sentence.kids(place, "prep", "dative", "agent", "prt"):
                yield kid
                if kid.lower not in _BOUND:
                    yield from self.sentence.kids(kid, "prep")
