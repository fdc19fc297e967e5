"""The language of a search: words, "phrases", begin*, fuzzy~, OR, -not."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.errors import QueryError
from kg.search.folding import words_of

MOST = 64  # words of a question
_JOINTS = ("AND", "OR", "NOT")
_SMALL = "To search for the word itself, write it in small letters."
_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"(?P<sign>[*~]*)|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow one another. `begun`: the last one is a beginning; `fuzzy`: the one word may be misspelt."""

    words: tuple[str, ...]
    begun: bool = False
    fuzzy: bool = False

    def match(self) -> str:
        """The term in the language of FTS5: letters and digits in quotation marks, nothing else."""
        return f'"{" ".join(self.words)}"' + (" *" if self.begun else "")

    def pattern(self) -> str:
        """A regular expression for the term in a folded text."""
        return r"(?<!\S)" + r"\s+".join(map(re.escape, self.words)) + (r"\S*" if self.begun else r"(?!\S)")


@dataclass(frozen=True, slots=True)
class Question:
    """What must occur: of each group one term; and what must not."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    def match(self) -> str:
        """The question in the language of FTS5."""
        groups = (f"({' OR '.join(term.match() for term in group)})" for group in self.wanted)
        unwanted = f" NOT ({' OR '.join(term.match() for term in self.unwanted)})" if self.unwanted else ""
        return f"({' AND '.join(groups)}){unwanted}"

    def pattern(self) -> "re.Pattern[str]":
        """A regular expression for what is wanted in a folded text."""
        return re.compile("|".join(term.pattern() for group in self.wanted for term in group))

    def spelt(self, alike: Callable[[str], Iterable[str]]) -> "Question":
        """The question with each fuzzy word as one of those that are `alike`."""

        def exact(terms: Iterable[Term]) -> tuple[Term, ...]:
            return tuple(one for term in terms for one in (_spellings(term, alike) if term.fuzzy else (term,)))

        return Question(tuple(map(exact, self.wanted)), exact(self.unwanted))


def _spellings(term: Term, alike: Callable[[str], Iterable[str]]) -> Iterable[Term]:
    (word,) = term.words
    return (Term((spelling,)) for spelling in dict.fromkeys((word, *alike(word))))


def question(text: str) -> Question:
    """What a text asks for. QueryError where it asks for nothing, or is not written as it should be.

    >>> question('"saved Lukashenka" Minsk OR Kyiv -bridge').match()
    '(("saved lukashenka") AND ("minsk" OR "kyiv")) NOT ("bridge")'
    """
    if text.count('"') % 2:
        raise _wrong("a quotation mark is missing", text, 'Write "…" around the words of a phrase.')
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    last, joint = unwanted, ""  # where the last term stands, and what stands behind it
    for part in _PART.finditer(text):
        if part[0] in _JOINTS:
            joint = _joined(joint, part[0], bool(wanted) and last is wanted[-1], text)
        elif term := _term(part, text):
            last = _place(wanted, unwanted, _joined(joint, "NOT", True, text) if part["minus"] else joint)
            last.append(term)
            joint = ""
    if joint:
        raise _wrong(f"no word follows {joint}", text, _SMALL)
    if not wanted:
        what = "it is only said what must not occur" if unwanted else "there is no word to search for"
        raise _wrong(what, text, "Add a word of letters or digits that must occur.")
    if sum(len(term.words) for terms in (*wanted, unwanted) for term in terms) > MOST:
        raise _wrong(f"there are more than {MOST} words", text, "Search for fewer.")
    return Question(tuple(map(tuple, wanted)), tuple(unwanted))


def _joined(before: str, joint: str, after_wanted: bool, text: str) -> str:
    """What two joints make that follow one another."""
    if before and (before, joint) != ("AND", "NOT"):
        raise _wrong(f"{joint} cannot follow {before}", text, _SMALL)
    if joint == "OR" and not after_wanted:
        raise _wrong("OR stands behind no word that may occur", text, _SMALL)
    return joint


def _place(wanted: list[list[Term]], unwanted: list[Term], joint: str) -> list[Term]:
    """The terms to which the next one belongs."""
    if joint == "NOT":
        return unwanted
    if joint != "OR":
        wanted.append([])
    return wanted[-1]


def _term(part: "re.Match[str]", text: str) -> Term | None:
    """A word or phrase with what its sign says; none where there are neither letters nor digits."""
    given = part["phrase"] if part["phrase"] is not None else part["word"].rstrip("*~")
    signs = part["sign"] if part["phrase"] is not None else part["word"][len(given) :]
    term = Term(words_of(given))
    if not term.words:
        if signs:
            raise _wrong(f"{signs} stands behind no word", text, f"Write it behind one, as in brid{signs[0]}.")
        return None
    if "~" in signs and ("*" in signs or len(term.words) > 1):
        raise _wrong("~ goes with one whole word", text, f"Write it behind one, as in {term.words[0]}~.")
    return replace(term, begun="*" in signs, fuzzy="~" in signs)


def _wrong(what: str, text: str, remedy: str) -> QueryError:
    return QueryError(what, " ".join(text.split())[:80], remedy)
