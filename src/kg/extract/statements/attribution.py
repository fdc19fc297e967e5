"""Whose word a relation is taken on: the chain from the innermost source to the outlet."""

from collections.abc import Callable
from dataclasses import replace

from kg.extract.statements.arguments import Argument, Clause
from kg.extract.statements.predicates import words
from kg.iris import Iri
from kg.language import Token
from kg.model.records import Commitment, Passage, Span, Step

ActorOf = Callable[[str], Iri | None]


def voice(passage: Passage) -> tuple[Step, ...]:
    """The chain of what a passage says in its own words: editors, or speaker and outlet."""
    if passage.number == 0:
        return (Step("editors", "", Commitment.COMMITS),)
    outlet = Step(f"outlet:{passage.number}", passage.outlet or "", Commitment.COMMITS)
    if passage.guest or passage.speaker is None or passage.speaker == passage.outlet:
        return (outlet,)
    relayed = Step(outlet.of, outlet.words, Commitment.RELAYS)
    return (Step(f"speaker:{passage.number}", passage.speaker, Commitment.COMMITS), relayed)


def chain(clause: Clause, verb: Token, passage: Passage, text: str, actor_of: ActorOf) -> tuple[Step, ...]:
    """The voice of a passage with the sources inside the text in front of it, innermost first."""
    own = voice(passage)
    spoken = {actor_of(step.of) for step in own}
    inner: list[Step] = []
    outer = Commitment.RELAYS
    for argument, cue in _sources(clause, verb):
        actor = actor_of(argument.mention.id)
        if actor is None or actor in spoken:
            continue
        spoken.add(actor)
        span = argument.mention.span
        said_by, by = text[span.start : span.end], Span(cue.start, cue.end)
        inner.append(Step(argument.mention.id, said_by, Commitment.COMMITS, by))
        if cue.lemma in words("doubting"):
            outer = Commitment.DOUBTS
        elif cue.lemma in words("knowing"):
            outer = Commitment.COMMITS
    if not inner:
        return own
    steps = (*inner, *own)
    return (steps[0], *(replace(s, commitment=outer if i == 0 else s.commitment) for i, s in enumerate(steps[1:])))


def _sources(clause: Clause, verb: Token) -> list[tuple[Argument, Token]]:
    """Who says what a verb states, nearest first, with the word that says so."""
    found: list[tuple[Argument, Token]] = []
    token = verb
    for head in (*clause.sentence.ancestors(verb), None):
        found += [(a, token) for a in _according(clause, token)]
        if head is None:
            break
        found += [(a, head) for a in _speakers(clause, token, head)]
        token = head
    return found


def _speakers(clause: Clause, content: Token, head: Token) -> list[Argument]:
    sentence = clause.sentence
    if content.dep in ("acl", "ccomp", "relcl") and any(k.lower == "that" for k in sentence.kids(content, "mark")):
        if head.pos == "NOUN" and head.lemma in words("sources"):
            here = clause.mentions_at(head)
            return [Argument(here[0], head)] if here else clause.arguments(head)[:1]
        if head.lower in words("sure"):
            return [a for t in clause.bearers(head) for a in clause.arguments(t) if a.direct][:1]
    if head.pos not in ("VERB", "AUX") or head.lemma not in words("saying"):
        return []
    if not (content.dep in ("ccomp", "parataxis") or _is_content(clause, content, head)):
        return []
    if content.dep == "ccomp" and not sentence.kids(content, "mark", "nsubj", "nsubjpass", "expl"):
        return []
    if any(k.lower in words("demanded") for k in sentence.kids(head, "aux")):
        return []
    if head.lemma in ("find", "see", "feel") and sentence.kids(head, "prt"):
        return []
    return [a for t in clause.agents(head) for a in clause.arguments(t) if a.direct][:1]


def _is_content(clause: Clause, content: Token, head: Token) -> bool:
    """To-infinitives and gerunds that say what is promised, asked or charged."""
    if content.dep == "xcomp":
        return head.lemma in words("demanding") | {"promise", "pledge", "vow", "swear", "threaten", "claim"}
    return content.dep == "prep" and head.lemma in words("talking content") and content.lower in ("of", "with", "for")


def _according(clause: Clause, verb: Token) -> list[Argument]:
    """According to X; in X's view; for X, at the beginning of a sentence."""
    sentence = clause.sentence
    if verb.pos not in ("VERB", "AUX"):
        return []
    found = []
    for prep in sentence.kids(verb, "prep"):
        if prep.lower == "according":
            inner = [p for k in sentence.kids(prep, "prep") for p in sentence.kids(k, "pobj")]
            found += [a for t in (*inner, *sentence.kids(prep, "pobj")) for a in clause.arguments(t) if a.direct]
        elif prep.lower in ("in", "to"):
            views = [p for p in sentence.kids(prep, "pobj") if p.lemma in ("view", "opinion", "eye", "mind", "word")]
            found += [a for v in views for t in sentence.kids(v, "poss") for a in clause.arguments(t) if a.direct]
    return found
