"""Sentences of tokens, as plain records: stages read these and know nothing of the parser."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.records import PartKind, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word. `start` and `end` are code points of the document; `head` is the index of its head in the sentence.

    `tag` is the Penn Treebank tag, `pos` the universal part of speech, `dep` the dependency label (ClearNLP, as in
    spaCy's English models), `entity` the label of the named entity it is part of, or "".
    """

    index: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    entity: str
    quoted: bool  # inside quotation marks of its part

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, with the passage and the kind of part that it stands in."""

    passage: int
    part: PartKind
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]  # of each token, in order

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == t.index)

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """The children of a token, or those with one of the dependency labels."""
        found = (self.tokens[i] for i in self.children[token.index])
        return [t for t in found if not deps or t.dep in deps]

    def subtree(self, token: Token) -> list[Token]:
        """A token and all below it, in the order of the text."""
        found, queue = [], [token.index]
        while queue:
            index = queue.pop()
            found.append(index)
            queue.extend(self.children[index])
        return [self.tokens[i] for i in sorted(found)]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def covered(self, span: Span) -> list[Token]:
        """The tokens that lie in a span."""
        return [t for t in self.tokens if span.start <= t.start and t.end <= span.end]

    def syntactic_head(self, span: Span) -> Token | None:
        """The token of a span whose head lies outside it, the first of several."""
        inside = self.covered(span)
        indices = {t.index for t in inside}
        return next((t for t in inside if t.head not in indices or t.head == t.index), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences of a document in the order of the text."""

    sentences: tuple[Sentence, ...]

    def of_passage(self, number: int) -> tuple[Sentence, ...]:
        return tuple(s for s in self.sentences if s.passage == number)

    def sentence_at(self, offset: int) -> Sentence | None:
        return next((s for s in self.sentences if s.span.start <= offset < s.span.end), None)
