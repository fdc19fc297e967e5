"""Whose voice a passage is: the outlet by its canonical name, and the person who speaks in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from kg.language import Analysis, Sentence, Token
from kg.model.ids import fold
from kg.model.records import Document, Issue, IssueKind, PartKind, Passage
from kg.registry import Registry

_AUTHORS = frozenset(
    "academic analyst author blogger columnist commentator correspondent economist editor "
    "editor-in-chief essayist expert "
    "historian journalist jurist novelist philosopher scientist professor psychologist publisher "
    "pundit reporter researcher "
    "scholar sociologist theologian writer lawyer activist".split()
)
_OWN_PLACES = frozenset("facebook twitter telegram instagram linkedin youtube blog blogs tweet tweets guest".split())
_VIEWS = frozenset({"view", "opinion", "eye", "mind"})
_INTRODUCING = frozenset({PartKind.INTRO, PartKind.PROSE})


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs that introduce what somebody says: write, warn, argue."""
    return frozenset((Path(__file__).parent / "lexicon" / "reporting.txt").read_text(encoding="utf8").split())


def sources(document: Document, analysis: Analysis, registry: Registry, report: Callable[[Issue], None]) -> Document:
    """The document with canonical outlets, countries and the speakers that its introductions name."""
    passages = tuple(_passage(p, document, analysis, registry, report) for p in document.passages)
    return replace(document, passages=passages)


def _passage(
    passage: Passage, document: Document, analysis: Analysis, registry: Registry, report: Callable[[Issue], None]
) -> Passage:
    if passage.number == 0:
        return passage
    sentences = [s for s in analysis.of_passage(passage.number) if s.part in _INTRODUCING]
    if (role := _guest_role(sentences, passage, registry)) is not None:
        return replace(passage, guest=True, speaker=passage.outlet, speaker_role=passage.speaker_role or role or None)
    found = _outlet(passage, registry) or _outlet_in(sentences, passage, document, registry)
    if found is not None:
        passage = replace(passage, outlet=found)
    elif passage.outlet is not None:
        place = passage.parts[0].span if passage.parts else passage.span
        report(
            Issue(IssueKind.UNKNOWN_OUTLET, "resolve", document.key, f'"{passage.outlet}" is no known outlet', place)
        )
    if passage.speaker is not None:
        return passage
    speaker = (
        _speaker(sentences, passage, registry)
        or _beside_outlet(sentences, passage, document, registry)
        or _unknown_subject(sentences, passage, document, registry)
    )
    if speaker is not None:
        passage = replace(passage, speaker=speaker[0], speaker_role=passage.speaker_role or speaker[1])
    return passage


def _guest_role(sentences: list[Sentence], passage: Passage, registry: Registry) -> str | None:
    """What an introduction calls the guest whom a header names, "" where it says nothing; None where it is no guest.

    A name that the registry lacks is a guest's where the introduction gives it a role or a place where people speak
    for themselves (on Facebook, in a guest commentary); an unknown outlet may look like a person to the tagger.
    """
    if passage.outlet is None or registry.outlets_named(passage.outlet):
        return None
    known = any(a.type == "Person" for a in registry.named(passage.outlet))
    header = fold(passage.outlet).split()
    if not known and not 2 <= len(header) <= 4:
        return None
    for sentence in sentences:
        for left, right in _capitalised(sentence):
            spelt = fold(" ".join(t.text for t in sentence.tokens[left:right])).split()
            last = sentence.tokens[right - 1]
            if spelt and header and fuzz.ratio(spelt[-1], header[-1]) > 80 and (known or last.entity == "PERSON"):
                role = _title(sentence, _first_of_name(sentence, left, last)) or ""
                if known or role or any(t.lower in _OWN_PLACES for t in sentence.tokens):
                    return role
    return "" if known else None


def _first_of_name(sentence: Sentence, left: int, last: Token) -> int:
    """Where the tagged name begins that ends in a token."""
    while left > 0 and sentence.tokens[left - 1].entity == "PERSON":
        left -= 1
    while left < last.index and sentence.tokens[left].entity != "PERSON":
        left += 1
    return left


def _capitalised(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The longest runs of words with a capital."""
    left = None
    for token in sentence.tokens:
        if token.text[:1].isupper() or token.text == "-":
            left = token.index if left is None else left
        elif left is not None:
            yield left, token.index
            left = None
    if left is not None:
        yield left, len(sentence.tokens)


def _outlet(passage: Passage, registry: Registry) -> str | None:
    if passage.outlet is None:
        return None
    known = registry.outlets_named(passage.outlet, passage.country) or registry.outlets_named(passage.outlet)
    return known[0].name if known else None


def _outlet_in(sentences: list[Sentence], passage: Passage, document: Document, registry: Registry) -> str | None:
    """The outlet that an introduction names, where the header has none."""
    if passage.outlet is not None:
        return None
    for sentence in sentences:
        for left, right in _runs(sentence):
            words = document.text[sentence.tokens[left].start : sentence.tokens[right - 1].end]
            if known := registry.outlets_named(words, passage.country):
                return known[0].name
    return None


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Token ranges that may be a name: up to five words that begin with a capital, the longest first."""
    count = len(sentence.tokens)
    for width in range(5, 0, -1):
        for left in range(count - width + 1):
            first = sentence.tokens[left]
            if first.text[:1].isupper() and sentence.tokens[left + width - 1].text[:1].isalnum():
                yield left, left + width


def _speaker(sentences: list[Sentence], passage: Passage, registry: Registry) -> tuple[str, str | None] | None:
    for sentence in sentences:
        for left, right in _persons(sentence):
            name = _spelt(sentence, left, right)
            if _is_outlet(name, passage, registry):
                continue
            title = _title(sentence, left)
            if _speaks(sentence, left, right, title):
                return name, title
    return None


def _beside_outlet(
    sentences: list[Sentence], passage: Passage, document: Document, registry: Registry
) -> tuple[str, str | None] | None:
    """The full name before the outlet in an introduction: N looks closer in OUTLET, in the view of N of OUTLET."""
    if passage.outlet is None:
        return None
    names = {passage.outlet, *(n for a in registry.outlets_named(passage.outlet) for n in a.names)}
    for sentence in (s for s in sentences if s.part is PartKind.INTRO):
        place = _outlet_place(sentence, names, document)
        if place is None:
            continue
        for left, right in reversed(list(_full_names(sentence, place.at))):
            name = _spelt(sentence, left, right)
            known = registry.named(name)
            if _is_outlet(name, passage, registry) or (known and all(a.type != "Person" for a in known)):
                continue
            beside = right == place.name or _is_teller(sentence, left, right, place.preposition)
            if beside or _is_voice(sentence, left, right):
                return name, _title(sentence, left)
    return None


def _unknown_subject(
    sentences: list[Sentence], passage: Passage, document: Document, registry: Registry
) -> tuple[str, str | None] | None:
    """The full name of somebody unknown of whom the words before a quotation tell something: N is surprised:

    Somebody whom the quotation is about would be named in it again.
    """
    quoted = fold(" ".join(document.words(p.span) for p in passage.parts if p.kind is PartKind.QUOTE)).split()
    for sentence in (s for s in sentences if s.part is PartKind.INTRO and s.tokens[-1].text == ":"):
        for left, right in _full_names(sentence, len(sentence.tokens)):
            name = _spelt(sentence, left, right)
            known = registry.named(name) or _is_outlet(name, passage, registry)
            if not known and fold(name).split()[-1] not in quoted and _is_subject(sentence, left, right):
                return name, _title(sentence, left)
    return None


def _is_subject(sentence: Sentence, left: int, right: int) -> bool:
    """Whether a person is the subject of the main clause or says it, or it is in that person's opinion."""
    own = sentence.tokens[left:right]
    if not any(t.entity == "PERSON" for t in own):
        return False
    head = next((t for t in own if not left <= t.head < right), own[-1])
    above = sentence.head(head)
    before = sentence.tokens[left - 1] if left else None
    says = before is not None and before.pos == "VERB" and before.lemma in reporting_verbs()
    inverted = says and before is not None and all(t.index > left for t in sentence.kids(before, "nsubj"))
    after = sentence.tokens[right : right + 2]
    viewed = len(after) == 2 and after[0].tag == "POS" and after[1].lemma in _VIEWS
    return inverted or viewed or (head.dep == "nsubj" and _is_main(sentence, above))


@dataclass(frozen=True, slots=True)
class _Place:
    """The token at which an outlet begins, its preposition, and the token before which a name stands beside it."""

    at: int
    preposition: int
    name: int


def _outlet_place(sentence: Sentence, names: set[str], document: Document) -> _Place | None:
    """Where an outlet stands behind a preposition: in, for, of the outlet."""
    words = document.words(sentence.span)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        at = words.find(name)
        here = next((t for t in sentence.tokens if t.start == sentence.span.start + at), None) if at > 0 else None
        if here is not None:
            before = [t for t in sentence.tokens[: here.index] if t.lower != "the"]
            if before and before[-1].lower in ("in", "for", "of", "on", "from", "with"):
                return _Place(here.index, before[-1].index, _apposed(sentence, before[-1].index))
            return None
    return None


def _apposed(sentence: Sentence, end: int) -> int:
    """Where an apposition with a word of function begins that ends at a token (N, Asia editor of); else that token."""
    commas = [t.index for t in sentence.tokens[:end] if t.text == ","]
    between = sentence.tokens[commas[-1] + 1 : end] if commas else ()
    fits = 0 < len(between) <= 4 and any(t.lower in _AUTHORS for t in between)
    return commas[-1] if fits else end


def _full_names(sentence: Sentence, end: int) -> Iterator[tuple[int, int]]:
    """Runs of two to four proper nouns before a token, as names of persons are written."""
    left = 0
    while left < end:
        right = left
        while right < end and (sentence.tokens[right].pos == "PROPN" or (right > left and _hyphen(sentence, right))):
            right += 1
        start = left
        while start < right and sentence.tokens[start].lower in _AUTHORS:
            start += 1
        if 2 <= right - start <= 5 and all(t.text[0].isupper() or t.text == "-" for t in sentence.tokens[start:right]):
            yield start, right
        left = max(right, left) + 1


def _hyphen(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].text == "-" and index + 1 < len(sentence.tokens)


def _is_voice(sentence: Sentence, left: int, right: int) -> bool:
    """Whether a name is the subject of the main clause or of one beside it, or whose view or opinion is given."""
    head = next((t for t in sentence.tokens[left:right] if not left <= t.head < right), sentence.tokens[right - 1])
    above = sentence.head(head)
    if head.dep == "nsubj":
        return _is_main(sentence, above) or above.lemma in reporting_verbs()
    return head.dep == "pobj" and above.lower == "of" and sentence.head(above).lemma in _VIEWS


def _is_teller(sentence: Sentence, left: int, right: int, preposition: int) -> bool:
    """Whether a name is the subject of the verb that the preposition of an outlet belongs to, or its pronoun is:
    N rejoices in OUTLET; N is moved, as he writes in OUTLET."""
    verb = sentence.head(sentence.tokens[preposition])
    subjects = sentence.kids(verb, "nsubj")
    own = range(left, right)
    return any(t.index in own or (t.lower in ("he", "she") and t.index >= right) for t in subjects)


def _spelt(sentence: Sentence, left: int, right: int) -> str:
    return " ".join(t.text for t in sentence.tokens[left:right]).replace(" - ", "-").replace(" '", "'")


def _persons(sentence: Sentence) -> Iterator[tuple[int, int]]:
    tokens, left = sentence.tokens, 0
    while left < len(tokens):
        right = left
        while right < len(tokens) and (tokens[right].entity == "PERSON" or _joins(sentence, left, right)):
            right += 1
        while right > left and tokens[right - 1].pos != "PROPN":
            right -= 1
        start = left
        while start < right and (tokens[start].pos != "PROPN" or tokens[start].lower in _AUTHORS):
            start += 1
        if right - start >= 2:
            yield start, right
        left = max(right, left) + 1


def _joins(sentence: Sentence, left: int, right: int) -> bool:
    token = sentence.tokens[right]
    return right > left and (token.text == "-" or (token.pos == "PROPN" and token.dep != "nsubj" and not token.entity))


def _is_outlet(name: str, passage: Passage, registry: Registry) -> bool:
    return fold(name) in registry.outlet_names() or (passage.outlet is not None and fold(name) == fold(passage.outlet))


def _title(sentence: Sentence, left: int) -> str | None:
    """The words of function before a name: former French prime minister; after it in apposition otherwise."""
    start = left
    while start > 0:
        token = sentence.tokens[start - 1]
        hyphened = token.text == "-" or (start < left and sentence.tokens[start].text == "-")
        if not (hyphened or (token.pos in ("NOUN", "ADJ", "PROPN") and token.tag != "POS")):
            break
        start -= 1
    words = sentence.tokens[start:left]
    if not words:
        return None
    text = " ".join(t.text for t in words).replace(" - ", "-")
    plain = any(t.pos == "NOUN" or t.lower in _AUTHORS or (t.text.isupper() and len(t.text) > 1) for t in words)
    return text if plain else None


def _speaks(sentence: Sentence, left: int, right: int, title: str | None) -> bool:
    head = next((t for t in sentence.tokens[left:right] if not left <= t.head < right), sentence.tokens[right - 1])
    if title is not None and set(title.lower().replace("-", " ").split()) & _AUTHORS:
        return True
    while head.dep in ("appos", "conj", "compound", "nmod") and head.head != head.index:
        head = sentence.head(head)
    above = sentence.head(head)
    if head.dep == "nsubj":
        return above.lemma in reporting_verbs() and _is_main(sentence, above)
    return head.dep == "pobj" and above.lower == "to" and sentence.head(above).lower == "according"


def _is_main(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is that of the main clause, or of a clause that reports it: X, Y writes."""
    return verb.dep in ("ROOT", "parataxis", "conj") or (sentence.head(verb).dep == "ROOT" and verb.dep != "ccomp")
