"""The sentence around a claim, with the words that carry it marked."""

import re

LONGEST = 300  # characters of a text that may be passed on
_END = re.compile(r"[.!?…][”\"’»)]*\s+(?=[^\sa-z])|\n")


def sentence(text: str, start: int, end: int, *, whole: bool = True) -> str:
    """The sentence that holds text[start:end], as far as full stops and lines tell, with [[ ]] around these words.

    Without `whole` it has at most 300 characters beside the marks, as many before the words as after them.

    >>> sentence("It rains. Poland criticised Germany again. So what?", 10, 35)
    '[[Poland criticised Germany]] again.'
    """
    ends = [match.end() for match in _END.finditer(text)]
    first = max((place for place in ends if place <= start), default=0)
    last = min((place for place in ends if place >= end), default=len(text))
    if not whole and last - first > LONGEST:
        room = max(LONGEST - (end - start), 0)
        first = max(first, min(start - room // 2, last - (end - start) - room))
        last = min(last, max(first + LONGEST, end))
        if end - start > LONGEST:
            return f"[[{cut(text[start:end])}]]"
    return f"{text[first:start].lstrip()}[[{text[start:end]}]]{text[end:last].rstrip()}"


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence before the one that holds text[start:end] begins, and where the one after it ends.

    >>> text = "It rains. It pours. Poland criticised Germany. So what? Well."
    >>> text[slice(*around(text, 20, 26))]
    'It pours. Poland criticised Germany. So what?'
    """
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    first = max(place for place in ends if place <= start)
    last = min(place for place in ends if place >= end)
    first = max((place for place in ends if place < first and text[place:first].strip()), default=first)
    last = min((place for place in ends if place > last and text[last:place].strip()), default=last)
    kept = text[first:last]
    return last - len(kept.lstrip()), first + len(kept.rstrip())


def cut(words: str) -> str:
    """Words with at most 300 characters."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
