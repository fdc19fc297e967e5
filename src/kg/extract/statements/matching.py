"""Readings of the words of a sentence: predicate, subject and object."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.statements.arguments import Argument, Clause
from kg.extract.statements.predicates import Predicate, any_verb, predicates, words
from kg.language import Token

_NOUN_SUBJECTS = ("poss", "by", "adj", "light")
_NOUN_OBJECTS = ("on", "against", "for", "to", "with", "of")
_RELATION_OBJECTS = ("poss", "of", "to", "for", "with", "from", "adj")
_BELOW = frozenset({"clause", "deed", "doer", "inner"})
_LIGHT = {"light": "giving", "taker": "receiving", "getter": "getting"}  # who suffers a thing takes it, unwillingly
SYMMETRIC = frozenset(
    {
        "allied-with",
        "agrees-with",
        "cooperates-with",
        "cooperates-militarily-with",
        "signs-agreement-with",
        "meets-with",
    }
    | {"negotiates-with", "disagrees-with", "rival-of"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate with its actors. `verb` is the token whose clause gives polarity, modality, time and source.

    Where there is no second actor, `matter` heads the thing or the clause that the relation is about.
    """

    predicate: Predicate
    word: Token
    verb: Token
    subject: Argument
    object: Argument | None
    inherited: bool = False
    matter: Token | None = None
    share: float | None = None  # by what was learnt, of any relation between its actors
    likely: tuple[tuple[str, float], ...] = ()  # relation types by learnt share, the best first


def readings(clause: Clause) -> Iterator[Reading]:
    """All relations of actors that a sentence expresses, in the order of their predicates.

    Between two actors first; a verb without a second actor may say what its subject does about a matter.
    """
    taken: set[int] = set()
    met: set[tuple[str, str]] = set()
    for token in sorted(clause.sentence.tokens, key=lambda t: (t.pos not in ("VERB", "AUX"), t.index)):
        if token.index in taken:
            continue
        for predicate in predicates(token):
            needed = _needed(clause, token, predicate)
            if needed is None:
                continue
            found = list(_filled(clause, token, predicate, needed))
            if found:
                taken.update(t.index for t in needed)
                met.update((r.subject.mention.id, r.object.mention.id) for r in found if r.object)
                yield from found
                break
        else:
            if token.pos == "VERB":
                yield from _about_a_matter(clause, token)
        if token.pos == "VERB":
            yield from _by_preposition(clause, token, met)


def targets(clause: Clause, word: Token) -> tuple[Predicate, list[Argument]] | None:
    """The first reading of a word that has an object, whoever does it."""
    for predicate in predicates(word):
        needed = _needed(clause, word, predicate)
        if needed is not None and not predicate.swapped and (found := _objects(clause, word, predicate, needed, set())):
            return predicate, found
    return None


def weighed(clause: Clause, word: Token) -> Iterator[tuple[Predicate, bool, bool]]:
    """The readings of a word, each with whether the words that it needs stand there, and whether actors fill it."""
    for predicate in predicates(word):
        needed = _needed(clause, word, predicate)
        yield predicate, needed is not None, needed is not None and any(_filled(clause, word, predicate, needed))


def _about_a_matter(clause: Clause, verb: Token) -> Iterator[Reading]:
    """What an actor does about something that is no actor: opposes a law, promises to pay."""
    for predicate in predicates(verb):
        if predicate.relation not in words("about a matter") or predicate.swapped or predicate.kind != "v":
            continue
        needed = _needed(clause, verb, predicate)
        if needed is None:
            continue
        matter = next(_matters(clause, verb, predicate, needed), None)
        subjects = [a for a in _subjects(clause, verb, predicate) if a.direct]
        if matter is not None and subjects:
            inherited = not clause.sentence.kids(verb, "nsubj", "nsubjpass")
            yield from (Reading(predicate, verb, verb, subject, None, inherited, matter) for subject in subjects)
            return


def _matters(clause: Clause, verb: Token, predicate: Predicate, needed: list[Token]) -> Iterator[Token]:
    """The heads of what a verb is about: a noun in a place of its object, else the clause that completes it."""
    slots = [slot for slot in predicate.objects or ("obj",) if slot not in _BELOW and slot != "own"]
    places = (p for slot in slots for p in _place(clause, verb, slot, needed))
    done = {"obj", "dat"} & set(slots or ("obj",)) or predicate.relation in words("about a proposition")
    others = clause.patients(verb) if done and not predicate.needs else ()  # pushed back the launch: not against it
    for token in (*places, *others):
        if token.pos in ("NOUN", "PROPN") and token not in needed and not _is_no_matter(clause, token):
            yield token
    sentence = clause.sentence
    if predicate.relation in words("about a deed"):
        yield from (t for t in sentence.kids(verb, "xcomp") if any(k.tag == "TO" for k in sentence.kids(t, "aux")))
    if predicate.relation in words("about a proposition"):
        said = [t for t in sentence.kids(verb, "ccomp") if any(k.lower == "that" for k in sentence.kids(t, "mark"))]
        yield from (t for t in said if "deed" not in predicate.objects or not _is_told(clause, verb, t))


def _is_no_matter(clause: Clause, noun: Token) -> bool:
    """Whether a noun is an actor's after all, a time or measure, or only asked about: whose interests."""
    return (
        noun.entity in ("DATE", "TIME", "QUANTITY")
        or bool(clause.arguments(noun))
        or any(k.tag in ("WP$", "WDT") for k in clause.sentence.kids(noun, "poss", "det"))
    )


def _by_preposition(clause: Clause, verb: Token, met: set[tuple[str, str]]) -> Iterator[Reading]:
    for predicate in any_verb():
        needed = _needed(clause, verb, predicate)
        for reading in _filled(clause, verb, predicate, needed) if needed is not None else ():
            if reading.object and (reading.subject.mention.id, reading.object.mention.id) not in met:
                yield reading


def _needed(clause: Clause, word: Token, predicate: Predicate) -> list[Token] | None:
    """The dependents that a predicate needs, or None where one is missing."""
    found: list[Token] = []
    for slot, lemmas in predicate.needs:
        if slot == "no":
            if any(_dependents(clause, word, other, found) for other in lemmas):
                return None
            continue
        standing = (t for t in _dependents(clause, word, slot, found) if t not in found)
        token = next((t for t in standing if _is_one(t, lemmas)), None)
        if token is None:
            return None
        if slot != "foe":  # the object itself
            found.append(token)
    return found


def _is_one(token: Token, lemmas: frozenset[str]) -> bool:
    if "*" in lemmas:  # any noun, adjective or verb; not yesterday, also
        return token.dep not in ("advmod", "npadvmod", "intj")
    return not lemmas or token.lemma.lower() in lemmas or token.lower in lemmas


def _is_finite(clause: Clause, verb: Token) -> bool:
    """Whether a verb stands in a clause of its own: told them that it would go, not told them to go."""
    helpers = clause.sentence.kids(verb, "aux")
    if any(k.tag == "TO" for k in helpers):
        return False
    return verb.tag in ("VBD", "VBZ") or any(k.tag in ("MD", "VBD", "VBZ", "VBP") for k in helpers)


def _dependents(clause: Clause, word: Token, slot: str, found: list[Token]) -> list[Token]:
    sentence = clause.sentence
    if slot == "obj":
        standing = [t for p in clause.patients(word) for t in (p, *sentence.kids(p, "conj"))]
        return [_counted(clause, t) for t in standing + sentence.kids(word, "nsubjpass")]
    if slot == "prt":
        return [t for t in sentence.kids(word, "prt", "advmod", "prep") if not sentence.kids(t, "pobj")]
    if slot == "comp":
        deps = ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp", "npadvmod", "intj", "dobj")
        complements = sentence.kids(word, *deps)
        return sorted(complements, key=lambda t: (1, -t.index) if t.dep == "dobj" else (0, t.index))
    if slot == "inf":
        return [t for t in sentence.kids(word, "xcomp", "ccomp") if not _is_finite(clause, t)]
    if slot == "foe":
        return [t for t in clause.patients(word) if clause.is_territorial(t)]
    if slot == "mod":
        return sentence.kids(word, "amod", "compound", "nmod")
    if slot == "any":
        apart = [k for k in sentence.kids(word, "advcl") if sentence.kids(k, "nsubj", "nsubjpass")]
        return [t for t in sentence.subtree(word) if not any(t in sentence.subtree(k) for k in apart)]
    return [t for base in (word, *found) for t in clause.after(base, slot)]


def _counted(clause: Clause, token: Token) -> Token:
    """What there are many of: tourists in millions of tourists; millions in millions of euros."""
    if token.tag != "NNS" or token.entity == "MONEY" or token.lower not in words("quantities"):
        return token
    return next(iter(clause.after(token, "of")), token)


def _filled(clause: Clause, word: Token, predicate: Predicate, needed: list[Token]) -> Iterator[Reading]:
    subjects = _subjects(clause, word, predicate)
    objects = _objects(clause, word, predicate, needed, {a.token.index for a in subjects})
    if predicate.swapped:
        subjects, objects = objects, subjects
    verb = governing_verb(clause, word)
    inherited = word.pos == "VERB" and not clause.sentence.kids(word, "nsubj", "nsubjpass")
    mutual = predicate.needs or predicate.word not in words("not mutual")
    if not objects and mutual and predicate.relation in SYMMETRIC and predicate.word != "*":
        subjects, objects = subjects[:1], [a for a in subjects[1:] if a.mention.id != subjects[0].mention.id]
    for subject in subjects:
        for other in objects:
            if subject.mention.id != other.mention.id:
                yield Reading(predicate, word, verb, subject, other, inherited)


def _subjects(clause: Clause, word: Token, predicate: Predicate) -> list[Argument]:
    if predicate.kind == "v":
        tokens = clause.agents(word) if not predicate.subjects else _places(clause, word, predicate.subjects, [])
        return _arguments(clause, tokens)
    if predicate.kind == "n":
        return _arguments(clause, _first(clause, word, predicate.subjects or _NOUN_SUBJECTS))
    if predicate.kind == "r":
        return _borne(clause, word)
    if word.dep == "amod":
        return _arguments(clause, [clause.sentence.head(word)])
    if word.tag == "VBN" and clause.is_passive(word):
        return _arguments(clause, clause.surface(word))
    return _arguments(clause, clause.bearers(word))


def _borne(clause: Clause, word: Token) -> list[Argument]:
    """Who is called an ally, a leader, a rival."""
    sentence = clause.sentence
    head = sentence.head(word)
    if word.dep in ("compound", "nmod", "amod") and clause.mentions_at(head):
        return [Argument(m, head) for m in clause.mentions_at(head)]
    if word.dep == "appos":
        return [Argument(m, head) for m in clause.mentions_at(head)] or clause.arguments(word)
    if here := clause.mentions_at(word):
        return [Argument(m, word) for m in here]
    if names := [a for t in sentence.kids(word, "appos") for a in clause.arguments(t)]:
        return names
    if word.dep in ("attr", "oprd", "conj") or (word.dep == "dobj" and head.lemma in ("have", "find", "make", "get")):
        if word.dep == "dobj":
            return []
        own = sentence.kids(word, "nsubj")
        return _arguments(clause, own or _bearer_of_title(clause, word))
    if word.dep == "pobj" and head.lower == "as":
        above = sentence.head(head)
        if above.pos in ("VERB", "AUX"):
            patients = [t for t in clause.patients(above) if clause.arguments(t)]
            return _arguments(clause, patients or clause.surface(above))
    return []


def _bearer_of_title(clause: Clause, word: Token) -> list[Token]:
    head = clause.sentence.head(word)
    if word.dep == "conj":
        if head.dep in ("attr", "oprd"):
            return _bearer_of_title(clause, head)
        return []
    if word.dep == "oprd":
        return clause.patients(head)
    return clause.surface(head)


def _objects(
    clause: Clause, word: Token, predicate: Predicate, needed: list[Token], subjects: set[int]
) -> list[Argument]:
    slots = predicate.objects
    if not slots:
        slots = {"v": ("obj",), "n": _NOUN_OBJECTS, "r": _RELATION_OBJECTS, "a": ()}[predicate.kind]
    for slot in slots:
        found = [a for a in _arguments(clause, _place(clause, word, slot, needed)) if a.token.index not in subjects]
        if found:
            return found
    return []


def _places(clause: Clause, word: Token, slots: tuple[str, ...], needed: list[Token]) -> list[Token]:
    return [t for slot in slots for t in _place(clause, word, slot, needed)]


def _first(clause: Clause, word: Token, slots: tuple[str, ...]) -> list[Token]:
    for slot in slots:
        found = [t for t in _place(clause, word, slot, []) if clause.arguments(t)]
        if found:
            return found
    return []


def _place(clause: Clause, word: Token, slot: str, needed: list[Token]) -> list[Token]:
    """The tokens in one place of a predicate; unknown slots are prepositions."""
    if slot == "obj":
        return [t for t in clause.patients(word) if t not in needed]
    if slot == "dat":
        return [t for t in clause.recipients(word) if t not in needed]
    if slot in _BELOW:
        return list(_below(clause, word, slot))
    if slot == "poss":
        return _possessors(clause, word)
    if slot == "own":
        return [o for n in needed for o in (*_possessors(clause, n), *_naming(clause, n), *clause.after(n, "of"))]
    if slot == "adj":
        return _naming(clause, word)
    if slot == "whom":
        stressed = clause.antecedent_of(word)
        return [stressed] if stressed is not None else []
    if slot == "poss_agent":  # the arrest of whom: the possessor is not the victim
        return _possessors(clause, word) if clause.after(word, "of") else []
    if slot == "within":
        return _within(clause, word)
    if slot in _LIGHT:
        return _light_subject(clause, word, _LIGHT[slot])
    return [t for base in (word, *needed) for t in clause.after(base, slot)]


def _below(clause: Clause, word: Token, slot: str) -> Iterator[Token]:
    """Subjects of the clause that completes a verb, whatever it says (`clause`), where it says what is to be done
    (`deed`), only active ones (`doer`), or what its verb is done to (`inner`)."""
    sentence = clause.sentence
    if slot == "inner":
        yield from (p for k in sentence.kids(word, "xcomp", "ccomp") for p in clause.patients(k))
    elif slot == "doer":
        yield from (s for k in sentence.kids(word, "ccomp") for s in sentence.kids(k, "nsubj"))
    else:
        for kid in sentence.kids(word, "ccomp", "xcomp", "advcl"):
            left_out = _is_told(clause, word, kid) if slot == "deed" else kid.dep == "advcl" and _joined(clause, kid)
            if not left_out:
                yield from sentence.kids(kid, "nsubj", "nsubjpass")


def _joined(clause: Clause, verb: Token) -> bool:
    """Whether a clause has a conjunction of its own: when, because."""
    kids = clause.sentence.kids(verb, "mark", "advmod")
    return any(k.lower not in ("that", "for") and (k.dep == "mark" or k.tag == "WRB") for k in kids)


def _is_told(clause: Clause, word: Token, verb: Token) -> bool:
    """Whether the clause below a word of asking says or asks what is so, not what is to be done: asks if X is ill."""
    if _joined(clause, verb) or any(k.tag in ("WP", "WDT") for k in clause.sentence.kids(verb)):
        return True
    helpers = [verb, *clause.sentence.kids(verb, "aux", "auxpass")]
    if any(t.tag == "VBD" or (t.tag in ("VBZ", "VBP") and t.lemma in ("be", "have")) for t in helpers):
        return True
    if word.lemma not in words("asserting"):
        return False
    return any(t.tag in ("VBZ", "VBP", "MD") and t.lower not in words("demanded") for t in helpers)


def _possessors(clause: Clause, noun: Token) -> list[Token]:
    found = clause.sentence.kids(noun, "poss")
    if not found and noun.dep in ("compound", "nmod"):
        found = clause.sentence.kids(clause.sentence.head(noun), "poss")
    return found


def _naming(clause: Clause, noun: Token) -> list[Token]:
    return [t for t in clause.sentence.kids(noun, "amod", "compound", "nmod") if clause.mentions_at(t)]


def _light_subject(clause: Clause, noun: Token, kind: str) -> list[Token]:
    """The subject of the verb that carries a noun of action: GERMANY offered support, KYIV received aid."""
    sentence = clause.sentence
    head = sentence.head(noun)
    if noun.dep == "conj":
        return _light_subject(clause, head, kind)
    if noun.dep == "pobj" and head.pos == "ADP":
        above = sentence.head(head)
        verbal = above.pos in ("VERB", "AUX") and above.lemma in words(kind)
        if verbal and (kind != "giving" or head.lower == "with"):
            return clause.agents(above)
    if head.pos not in ("VERB", "AUX") or head.lemma not in words(kind):
        return []
    if noun.dep in ("dobj", "attr", "oprd", "nsubjpass"):
        return clause.agents(head)
    return []


def _within(clause: Clause, noun: Token) -> list[Token]:
    """Who is or acts in something: THE LIBERALS sit in a coalition, HUNGARY acts in concert with others."""
    prep = clause.sentence.head(noun)
    above = clause.sentence.head(prep)
    if noun.dep != "pobj" or prep.lower != "in":
        return []
    return clause.surface(above) if above.pos in ("VERB", "AUX") else [above]


def governing_verb(clause: Clause, word: Token) -> Token:
    """The verb in whose clause a word stands; the word itself where there is none."""
    if word.pos in ("VERB", "AUX"):
        return word
    above = (t for t in clause.sentence.ancestors(word))
    for token in above:
        if token.pos in ("VERB", "AUX"):
            return token
    return word


def _arguments(clause: Clause, tokens: list[Token]) -> list[Argument]:
    seen: set[str] = set()
    found = []
    for argument in (a for t in tokens for a in clause.arguments(t)):
        if argument.mention.id not in seen:
            seen.add(argument.mention.id)
            found.append(argument)
    return found
