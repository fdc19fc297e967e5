"""How a relation is stated: denied or not, as fact, possibility, plan, demand, condition or question."""

from collections.abc import Iterator

from kg.extract.statements.arguments import Clause
from kg.extract.statements.matching import Reading
from kg.extract.statements.predicates import words
from kg.language import Token
from kg.model.records import Modality, Polarity

_SUBORDINATE = frozenset({"xcomp", "acl", "pcomp", "oprd", "acomp", "attr", "prep", "pobj", "ccomp", "conj", "dobj"})


def manner(clause: Clause, reading: Reading) -> tuple[Polarity, Modality]:
    """Polarity and modality of a reading.

    What a noun phrase takes as given (their Polish friends, Ankara's attack on Kobani) is affirmed and asserted; so is
    what somebody is told to stop, and what had not happened in an unreal condition.
    """
    if is_given(reading):
        return Polarity.AFFIRMED, Modality.ASSERTED
    said, how = polarity(clause, reading), modality(clause, reading)
    if reading.predicate.relation == "depends-on" and reading.predicate.negated and how is Modality.POSSIBLE:
        return said, Modality.ASSERTED  # cannot do without
    if how is not Modality.ASSERTED and _phase(clause, reading.verb):
        return Polarity.AFFIRMED, Modality.ASSERTED
    if how is Modality.CONDITIONAL and said is Polarity.NEGATED and _unreal(clause, reading.verb):
        return Polarity.AFFIRMED, Modality.ASSERTED
    return said, how


def is_given(reading: Reading) -> bool:
    word = reading.word
    if reading.predicate.kind == "r":
        return (
            reading.subject.token.index == word.index
            or word.dep in ("compound", "nmod", "appos")
            or (word.dep not in ("attr", "oprd", "conj", "pobj", "dobj"))
        )
    if reading.predicate.kind == "n" and word.dep not in ("dobj", "attr", "nsubjpass", "nsubj"):
        ends = [reading.subject.token, *([reading.object.token] if reading.object else [])]
        return any((t.head == word.index and t.dep in ("poss", "amod", "compound")) or t.dep == "pobj" for t in ends)
    return False


def _phase(clause: Clause, verb: Token) -> bool:
    """Whether a verb tells what is to end: should STOP counting on Berlin."""
    head = clause.sentence.head(verb)
    return verb.dep in ("xcomp", "pcomp") and verb.tag == "VBG" and head.lemma in ("stop", "cease", "quit", "end")


def _unreal(clause: Clause, verb: Token) -> bool:
    auxiliaries = [k.lower for k in clause.sentence.kids(verb, "aux")]
    return verb.tag == "VBN" and "had" in auxiliaries


def polarity(clause: Clause, reading: Reading) -> Polarity:
    """Negated where an odd number of denials stand over the predicate."""
    denials = reading.predicate.negated
    if _denied(clause, reading.verb) or (reading.word is not reading.verb and _denied(clause, reading.word)):
        denials = not denials
    if _without(clause, reading.verb) or _ended(clause, reading) or _refused(clause, reading.verb):
        denials = not denials
    if reading.object is not None and _excluded(clause, reading.object.token):
        denials = not denials
    if _excluded(clause, reading.subject.token):
        denials = not denials
    return Polarity.NEGATED if denials else Polarity.AFFIRMED


def _denied(clause: Clause, word: Token) -> bool:
    """Not, never, no longer at a word, at the verb that carries it, or at what is controlled from above."""
    sentence = clause.sentence
    for token in _chain(clause, word):
        kids = sentence.kids(token)
        if any(_denies(clause, k) for k in kids) and not _not_only(clause, token):
            return True
        if any(
            k.lower in _negatives()
            for s in sentence.kids(token, "nsubj", "nsubjpass")
            for k in (s, *_determiners(clause, s))
        ):
            return True
    return False


def _denies(clause: Clause, kid: Token) -> bool:
    if kid.index and clause.sentence.tokens[kid.index - 1].text == ",":
        return False  # it is X, not Y
    if kid.dep == "neg" or (kid.dep in ("advmod", "preconj", "cc") and kid.lower in _negatives()):
        return True
    return kid.lower in ("longer", "more", "means") and any(k.lower == "no" for k in clause.sentence.kids(kid))


def _negatives() -> frozenset[str]:
    return words("negative words") - {"rarely", "seldom", "nothing", "without"}


def _determiners(clause: Clause, noun: Token) -> list[Token]:
    return clause.sentence.kids(noun, "det", "preconj", "cc", "neg", "advmod")


def _not_only(clause: Clause, token: Token) -> bool:
    tokens = clause.sentence.tokens
    for kid in clause.sentence.kids(token):
        after = tokens[kid.index + 1].lower if kid.index + 1 < len(tokens) else ""
        if kid.lower in ("not", "n't", "no") and after in ("only", "just", "merely", "least", "doubt", "longer_"):
            return True
    return False


def _chain(clause: Clause, word: Token) -> Iterator[Token]:
    """A word and what governs it without a clause of its own: does not WANT to SUPPORT."""
    sentence = clause.sentence
    yield word
    token = word
    for head in sentence.ancestors(word):
        controlled = (
            token.dep in ("xcomp", "acomp", "attr", "oprd")
            or clause.cleft(token) is not None
            or (token.dep == "dobj" and token.pos == "NOUN")
        )
        if (
            token.dep == "conj"
            and head.pos == token.pos
            and not sentence.kids(token, "nsubj", "nsubjpass", "advmod", "neg")
        ):
            controlled = True
        if not controlled or head.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return
        yield head
        token = head


def _without(clause: Clause, verb: Token) -> bool:
    """Without doing, instead of doing, rather than doing."""
    head = clause.sentence.head(verb)
    if verb.dep == "pcomp" and head.pos in ("ADP", "SCONJ"):
        before = clause.sentence.tokens[head.index - 1].lower if head.index else ""
        return head.lower in ("without", "instead", "against", "from") or before in ("instead", "far")
    return False


def _refused(clause: Clause, verb: Token) -> bool:
    head = clause.sentence.head(verb)
    if verb.dep == "pcomp":
        head = clause.sentence.head(head)
    return verb.dep in ("xcomp", "pcomp") and head.lemma in words("negative verbs") and head.index != verb.index


def _ended(clause: Clause, reading: Reading) -> bool:
    """Ended support, lifted sanctions: the noun's verb takes the relation back; no support at all."""
    if reading.predicate.kind != "n":
        return False
    sentence, noun = clause.sentence, reading.word
    if any(k.lower == "no" for k in sentence.kids(noun, "det", "neg")):
        return True
    head = sentence.head(noun)
    return noun.dep in ("dobj", "nsubjpass") and head.pos == "VERB" and head.lemma in words("ending")


def _excluded(clause: Clause, token: Token) -> bool:
    """Not X but Y, no X, neither X: the actor itself is denied."""
    before = clause.sentence.tokens[token.index - 1].lower if token.index else ""
    kids = [k.lower for k in clause.sentence.kids(token, "neg", "preconj", "cc") if k.index < token.index]
    return before in ("not", "never") and "not" in kids


def modality(clause: Clause, reading: Reading) -> Modality:
    """The strongest sign over a predicate, from the verb outwards."""
    verb, sentence = reading.verb, clause.sentence
    if _conditional(clause, verb):
        return Modality.CONDITIONAL
    if reading.predicate.kind == "n" and (noted := _of_noun(clause, reading.word)) is not None:
        return noted
    for token in dict.fromkeys((reading.word, *_over(clause, verb))):
        if (sign := _sign(clause, token)) is not None:
            return Modality.CONDITIONAL if sign is Modality.PREDICTED and _has_condition(clause, token) else sign
    if _has_condition(clause, verb):
        return Modality.CONDITIONAL
    if sentence.tokens[-1].text == "?" or (len(sentence.tokens) > 1 and sentence.tokens[-2].text == "?"):
        return Modality.QUESTIONED if _asked(clause, verb) else Modality.ASSERTED
    return Modality.ASSERTED


def _over(clause: Clause, verb: Token) -> Iterator[Token]:
    """A verb and the verbs, nouns and adjectives that it is the complement of."""
    yield verb
    token = verb
    for head in clause.sentence.ancestors(verb):
        if token.dep == "conj" and head.pos != token.pos:
            return
        if token.dep not in _SUBORDINATE or _stands_alone(clause, token, head):
            return
        yield head
        token = head


def _stands_alone(clause: Clause, token: Token, head: Token) -> bool:
    """Whether what is said of the head says nothing about a clause below or beside it."""
    subject = clause.sentence.kids(token, "nsubj", "nsubjpass", "expl")
    if token.dep == "ccomp":
        return bool(subject) and token.tag not in ("VBG", "VB")
    if token.dep == "conj" and token.pos in ("VERB", "AUX"):
        return bool(subject) or (token.tag in ("VBZ", "VBP", "VBD") and token.tag != head.tag)
    return token.dep == "pcomp" and head.lower not in (
        "of",
        "in",
        "to",
        "from",
        "about",
        "on",
        "at",
        "into",
        "without",
        "by",
    )


def _sign(clause: Clause, token: Token) -> Modality | None:
    sentence = clause.sentence
    governed = _of_governor(clause, token)
    if governed in (Modality.INTENDED, Modality.DEMANDED):
        return governed
    for aux in sentence.kids(token, "aux"):
        if _turned(clause, token, aux):
            continue
        if (found := _of_auxiliary(aux)) is not None:
            return found
    if token.dep == "conj" and not sentence.kids(token, "nsubj", "aux"):
        for aux in sentence.kids(sentence.head(token), "aux"):
            if (found := _of_auxiliary(aux)) is not None and token.tag in ("VB",):
                return found
    if any(k.lower in words("possible adverbs") for k in sentence.kids(token, "advmod")):
        return Modality.POSSIBLE
    return governed


def _turned(clause: Clause, verb: Token, aux: Token) -> bool:
    """Should it fail, …: no demand but a condition."""
    subjects = clause.sentence.kids(verb, "nsubj", "nsubjpass")
    asked = clause.sentence.tokens[-1].text == "?"
    return aux.lower in ("should", "had", "were") and bool(subjects) and aux.index < subjects[0].index and not asked


def _of_noun(clause: Clause, noun: Token) -> Modality | None:
    """Plans an attack, demands sanctions, warns of an invasion: what the verb makes of a noun of action."""
    head = clause.sentence.head(noun)
    if noun.dep == "dobj" and head.lemma in words("intending"):
        return Modality.INTENDED
    if noun.dep == "dobj" and head.lemma in ("demand", "urge", "recommend"):
        return Modality.DEMANDED
    if noun.dep == "pobj":
        verb = clause.sentence.head(head)
        if verb.lemma in ("warn", "fear", "speak", "talk") and head.lower in ("of", "about"):
            return Modality.POSSIBLE
    return None


def _of_auxiliary(aux: Token) -> Modality | None:
    lower = aux.lower
    if lower in words("possible"):
        return Modality.POSSIBLE
    if lower in words("predicted"):
        return Modality.PREDICTED
    if lower in words("demanded"):
        return Modality.DEMANDED
    if lower == "would" or (lower == "'d" and aux.lemma != "have"):
        return Modality.CONDITIONAL
    return None


def _of_governor(clause: Clause, token: Token) -> Modality | None:
    """What the word that a clause depends on makes of it: WANTS to attack, DEMANDS that it help."""
    sentence = clause.sentence
    head = sentence.head(token)
    infinitive = any(k.tag == "TO" for k in sentence.kids(token, "aux"))
    if token.dep in ("xcomp", "ccomp", "pcomp", "acl", "advcl", "oprd"):
        if token.dep == "pcomp":
            head = sentence.head(head)
        if head.pos in ("VERB", "AUX"):
            return _of_verb(clause, token, head, infinitive)
        if infinitive and head.pos == "ADJ":
            return _of_adjective(head)
        if infinitive and head.lemma in words("intending nouns"):
            return Modality.INTENDED
        if infinitive and head.lemma in words("demanding nouns"):
            return Modality.DEMANDED
    return None


def _of_verb(clause: Clause, token: Token, head: Token, infinitive: bool) -> Modality | None:
    if infinitive and head.lemma in words("motions"):
        return Modality.INTENDED
    if token.dep == "advcl":
        return None
    if head.lemma == "have" and infinitive:
        denied = any(_denies(clause, k) for k in clause.sentence.kids(head))
        return Modality.DEMANDED if head.tag in ("VBP", "VBZ", "VB") and not denied else None
    if head.lemma == "be" and infinitive and not clause.sentence.kids(head, "acomp", "attr", "advmod"):
        return Modality.DEMANDED
    if head.lemma == "go" and head.tag == "VBG" and infinitive:
        return Modality.PREDICTED
    whom = clause.sentence.kids(head, "dobj", "dative") or clause.sentence.kids(token, "nsubj")
    if head.lemma in words("intending") and infinitive and not whom and head.tag not in ("VBN",):
        return Modality.INTENDED
    future = any(k.lower in ("will", "would", "'ll") for k in clause.sentence.kids(token, "aux"))
    if head.lemma in ("promise", "pledge", "vow", "swear") and (infinitive or future):
        return Modality.INTENDED
    if head.lemma in words("demanding") and (infinitive or token.tag == "VB"):
        return Modality.DEMANDED
    if head.lemma == "want" and infinitive and whom:
        return Modality.DEMANDED
    if head.lemma in words("predicting") and infinitive:
        return Modality.PREDICTED
    return None


def _of_adjective(head: Token) -> Modality | None:
    for name, sign in (
        ("intending adjectives", Modality.INTENDED),
        ("predicting adjectives", Modality.PREDICTED),
        ("possible adjectives", Modality.POSSIBLE),
        ("demanding adjectives", Modality.DEMANDED),
    ):
        if head.lower in words(name):
            return sign
    return None


def _conditional(clause: Clause, verb: Token) -> bool:
    """Whether a verb stands in an if-clause, or in one turned round (should it fail, had it led)."""
    for token in (verb, *clause.sentence.ancestors(verb)):
        if token.dep in ("advcl", "ccomp", "dep", "conj") and _is_condition(clause, token):
            return True
        if token.dep in ("relcl",) or token.dep == "ROOT":
            return False
    return False


def _is_condition(clause: Clause, verb: Token) -> bool:
    kids = clause.sentence.kids(verb)
    if verb.dep == "advcl" and any(k.dep in ("mark", "advmod") and k.lower in words("conditional marks") for k in kids):
        return not any(k.lower in ("even", "as") and k.dep in ("advmod", "mark") for k in kids)
    subject = next((k for k in kids if k.dep in ("nsubj", "nsubjpass")), None)
    first = next((k for k in kids if k.dep == "aux"), None)
    turned = subject is not None and first is not None and first.index < subject.index
    clausal = verb.dep in ("advcl", "ccomp", "dep", "conj") and clause.sentence.tokens[-1].text != "?"
    return turned and clausal and first is not None and first.lower in ("should", "had", "were")


def _has_condition(clause: Clause, verb: Token) -> bool:
    for token in (verb, *_over(clause, verb)):
        if any(_is_condition(clause, k) for k in clause.sentence.kids(token, "advcl")):
            return True
    return False


def _asked(clause: Clause, verb: Token) -> bool:
    """Whether the question is about a verb, not about what a relative clause takes as given."""
    return all(t.dep not in ("relcl", "advcl") for t in (verb, *clause.sentence.ancestors(verb)))
