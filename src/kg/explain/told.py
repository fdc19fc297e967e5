"""An explanation in lines, for a terminal, a file or the cells of a page."""

from collections.abc import Callable, Iterator

from kg.explain.records import Explanation, Loss, Meant, Source
from kg.model.records import Claim, Document, Span

Marking = Callable[[str, str], str]  # from words and the part that they play to the words with a mark
Mark = tuple[Span, str]


def told(document: Document, found: Explanation, mark: Marking) -> str:
    """All about one claim: the statement, the sentence with its parts marked, and a line for each reason."""
    lines = [f"{found.number}. {statement(found)}", f"   {_marked(document, found, mark)}"]
    lines += [f"   {name:<9} {text}" for name, text in reasons(found)]
    return "\n".join(lines) + "\n"


def bracketed(text: str, part: str) -> str:
    """Words marked by brackets.

    >>> bracketed("Poland", "subject")
    '[subject Poland]'
    """
    return f"[{part} {text}]"


def statement(found: Explanation) -> str:
    """The claim in one line."""
    claim = found.claim
    relation = f"{claim.relation} ({claim.valence})" if claim.valence else claim.relation
    return "; ".join([f"{found.subject.actor} {relation} {in_line(found.about)}", *_circumstances(claim)])


def _circumstances(claim: Claim) -> Iterator[str]:
    yield f"{claim.polarity.value}, {claim.modality.value}"
    if claim.time:
        yield f"time {in_line(claim.time)}" + (f" ({claim.time_normal})" if claim.time_normal else "")
    if claim.object and (matter := claim.theme or claim.content):
        yield f"about {in_line(matter)}"
    yield f"confidence {claim.confidence:.2f}"


def reasons(found: Explanation) -> Iterator[tuple[str, str]]:
    """What there is to say for a claim and for what lost, as names and lines."""
    yield from (("said by" if n == 0 else "through", _source(s)) for n, s in enumerate(found.sources))
    yield "found by", "a decision by hand" if found.claim.rule == "hand" else found.claim.rule
    yield "subject", _meant(found.subject)
    yield ("object", _meant(found.object)) if found.object else ("matter", f'"{in_line(found.about)}", no second actor')
    if found.claim.likely:
        shares = (f"{'no relation' if kind == 'none' else kind} {share:.2f}" for kind, share in found.claim.likely)
        yield "tagger", ", ".join(shares)
    yield from (("or else", line) for line in _senses(found))
    if found.review:
        yield "review", f"{found.review} by hand"


def _source(source: Source) -> str:
    line = f"{source.name}, {source.why}; {source.commitment.value}"
    return f"{line}; {_meant(source.meant)}" if source.meant else line


def _meant(meant: Meant) -> str:
    """Whom words mean, by what rule, and who was weighed and lost."""
    line = f'"{in_line(meant.words)}" -> {meant.actor} by {meant.by}, {meant.score:.2f}'
    if not meant.rivals:
        return line
    rivals = ", ".join(f"{rival.actor}{_weight(rival.weight)}" for rival in meant.rivals)
    return f"{line}{_weight(meant.weight)}; instead of {rivals}"


def _weight(value: float | None) -> str:
    return "" if value is None else f" (weight {value:.2f})"


def _senses(found: Explanation) -> Iterator[str]:
    """What else the word could have meant; the senses that need other words in one line."""
    for loss in (Loss.LATER, Loss.NO_ACTORS):
        yield from (f"{s.relation} ({s.rule}): {loss.value}" for s in found.senses if s.loss is loss)
    named = {s.relation for s in found.senses if s.loss is not Loss.NO_WORDS}
    if wordless := [r for r in dict.fromkeys(s.relation for s in found.senses) if r not in named]:
        yield f"{', '.join(wordless)}: {Loss.NO_WORDS.value}"


def parts(found: Explanation) -> list[Mark]:
    """Subject, predicate and object or matter, where they stand, in the order of the text."""
    marks = [(found.subject.span, "subject")]
    marks += [(found.object.span, "object")] if found.object else []
    marks += [(found.matter, "matter")] if found.matter else []
    marks += [(found.claim.word, "predicate")] if found.claim.word else []
    return sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end))


def _marked(document: Document, found: Explanation, mark: Marking) -> str:
    return in_line(_nested(document, found.sentence, parts(found), mark))


def _nested(document: Document, place: Span, marks: list[Mark], mark: Marking) -> str:
    """The words of a place; marks inside others are set inside them."""
    pieces, at = [], place.start
    while marks:
        (span, part), *marks = marks
        inside = [m for m in marks if m[0].within(span)]
        marks = [m for m in marks if m[0].start >= span.end]
        pieces += [document.text[at : span.start], mark(_nested(document, span, inside, mark), part)]
        at = span.end
    return "".join([*pieces, document.text[at : place.end]])


def in_line(text: str) -> str:
    """Words without breaks of lines."""
    return " ".join(text.split())
