"""From an extraction to the explanations of its claims.

Who lost to whom stands in the links; the sentences are analysed again, as the records of a claim do not keep them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from kg.explain.records import Explanation, Loss, Meant, Rival, Sense, Source
from kg.extract.statements.arguments import Clause
from kg.extract.statements.claims import TERRITORIAL
from kg.extract.statements.matching import weighed
from kg.language import Analysis, Sentence, Token
from kg.model.records import Actor, Claim, Document, Extraction, Link, Mention, Resolution, Span, Step
from kg.rules import rules_of

_VIEWS = frozenset({"view", "opinion", "eye", "mind", "word"})


def explain(
    document: Document, extraction: Extraction, resolution: Resolution, statuses: Mapping[str, str]
) -> tuple[Explanation, ...]:
    """The explanation of each claim, in the order of the text; `statuses` are those of claims that were reviewed."""
    rules = rules_of(document.language)
    (analysis,) = rules.analyses((document,)) if rules is not None else (Analysis(()),)
    scene = _Scene(
        document,
        analysis,
        {link.of: link for link in resolution.links},
        {actor.iri: actor for actor in resolution.actors},
        {mention.id: mention for mention in resolution.mentions},
    )
    return tuple(scene.explained(n, claim, statuses.get(claim.id)) for n, claim in enumerate(extraction.claims, 1))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One document with what is known of it."""

    document: Document
    analysis: Analysis
    links: dict[str, Link]
    actors: dict[str, Actor]
    mentions: dict[str, Mention]

    def explained(self, number: int, claim: Claim, review: str | None) -> Explanation:
        sentence = self.analysis.sentence_at((claim.word or claim.span).start)
        return Explanation(
            number,
            claim,
            self._around(claim.span, sentence),
            self._meant(claim.subject),
            self._meant(claim.object) if claim.object else None,
            self._matter(claim),
            tuple(self._source(claim, step) for step in claim.source),
            tuple(dict.fromkeys(self._senses(claim, sentence))) if sentence is not None else (),
            review,
        )

    def _around(self, evidence: Span, sentence: Sentence | None) -> Span:
        """The sentence; claims added by hand may rest on words beyond it."""
        if sentence is None:
            return evidence
        return Span(min(evidence.start, sentence.span.start), max(evidence.end, sentence.span.end))

    def _matter(self, claim: Claim) -> Span | None:
        """Where the words of a theme or content stand: behind the predicate, or where there are none in front of it."""
        words = None if claim.object else claim.theme or claim.content
        if not words:
            return None
        first, last = claim.span.start, claim.span.end
        start = self.document.text.find(words, claim.word.end if claim.word else first, last)
        start = self.document.text.find(words, first, last) if start < 0 else start
        return Span(start, start + len(words)) if start >= 0 else None

    # Who is meant

    def _meant(self, of: str) -> Meant:
        mention, link = self.mentions[of], self.links[of]
        weights = {actor.iri: weight for actor, weight in link.weighed}
        with_it = {self.links[m.id].actor for m in self.mentions.values() if m.span == mention.span}
        rivals = (Rival(a.name, a.iri, weight) for a, weight in link.weighed if a.iri not in with_it)
        return Meant(
            self.document.words(mention.span),
            mention.span,
            mention.form,
            self.actors[link.actor].name,
            link.actor,
            link.by,
            link.score,
            weights.get(link.actor),
            tuple(rivals),
        )

    # Who says it

    def _source(self, claim: Claim, step: Step) -> Source:
        link = self.links.get(step.of)
        if step.of in self.mentions:
            meant = self._meant(step.of)
            return Source(meant.actor, meant.iri, step.commitment, self._cue(step), meant)
        name = self.actors[link.actor].name if link else step.words or "the text"
        return Source(name, link.actor if link else None, step.commitment, self._voice(claim, step))

    def _voice(self, claim: Claim, step: Step) -> str:
        if step.of == "editors":
            return "who wrote title and lead"
        if step.of.startswith("speaker:"):
            return f"speaker of contribution {claim.passage}"
        passage = next(p for p in self.document.passages if p.number == claim.passage)
        if passage.outlet is None:
            return "which names no outlet"
        return f"{'guest' if passage.guest else 'outlet'} of contribution {claim.passage}"

    def _cue(self, step: Step) -> str:
        """The word that makes somebody in the text a source; of a view (according to X) the words around the name."""
        cue = step.cue
        if cue is None:
            return "is named as the source"
        sentence = self.analysis.sentence_at(cue.start)
        head = sentence.syntactic_head(self.mentions[step.of].span) if sentence else None
        above = sentence.ancestors(head) if sentence and head else ()
        for token in takewhile(lambda t: t.start != cue.start, above):
            if token.lower == "according" or token.lemma in _VIEWS:
                return f'by the words "{token.text}"'
        return f'by the word "{self.document.words(cue)}"'

    # What the word could have meant

    def _senses(self, claim: Claim, sentence: Sentence) -> Iterator[Sense]:
        word = _token_at(sentence, claim.word)
        if word is None:
            return
        inside = [m for m in self.mentions.values() if m.passage == claim.passage and m.span.within(sentence.span)]
        territorial = {m.id for m in inside if self.actors[self.links[m.id].actor].type in TERRITORIAL}
        clause = Clause(sentence, inside, frozenset(territorial))
        for predicate, worded, filled in weighed(clause, word):
            if predicate.relation != claim.relation:
                loss = Loss.LATER if filled else Loss.NO_ACTORS if worded else Loss.NO_WORDS
                yield Sense(predicate.relation, predicate.rule, loss)


def _token_at(sentence: Sentence, place: Span | None) -> Token | None:
    return next((t for t in sentence.tokens if place is not None and t.start == place.start), None)
