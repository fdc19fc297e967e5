"""Mentions: the words that stand for actors, before it is known for whom."""

from typing import TYPE_CHECKING

from kg.extract.gazetteer import gazetteer
from kg.language import Analysis, Sentence, Token
from kg.language.nouns import action_nouns, actor_noun, actor_nouns, is_plural
from kg.model.ids import make_id
from kg.model.records import Document, Mention, MentionForm, PartKind, Span

if TYPE_CHECKING:
    from kg.registry import Registry

PERSONAL = frozenset("he him his himself she her hers herself it its itself they them their theirs themselves".split())
COLLECTIVE = frozenset("we us our ours ourselves".split())
_NAME_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "FW", "CD", "ADD", "XX", "IN", "DT", "HYPH", "POS"})
_COURTESY = frozenset({"mr", "mrs", "ms", "mr.", "mrs.", "ms.", "dr", "dr.", "sir", "lord", "herr", "frau", "monsieur"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_PLACING = frozenset({"of", "in", "from", "at", "around", "across", "among"})


def mentions(document: Document, analysis: Analysis, registry: "Registry") -> tuple[Mention, ...]:
    """The mentions of a document in the order of the text, an outer one before those inside it."""
    found: set[tuple[int, Span, MentionForm, Span | None]] = set()
    surnames = _surnames(analysis)
    for sentence in analysis.sentences:
        found.update(_in_sentence(sentence, registry, surnames, _outlet_tokens(document, sentence, registry)))
    ordered = sorted(found, key=lambda m: (m[1].start, -m[1].end, m[2]))
    return tuple(
        Mention(make_id("mention", document.key, number, span.start, span.end, form), number, span, form, name)
        for number, span, form, name in ordered
    )


def _surnames(analysis: Analysis) -> frozenset[str]:
    """Last names of the persons who are named in full somewhere in the document."""
    found = set()
    for sentence in analysis.sentences:
        for start, end, label in _entities(sentence):
            if label == "PERSON" and end - start > 1:
                found.add(sentence.tokens[end - 1].text)
    return frozenset(found)


def _outlet_tokens(document: Document, sentence: Sentence, registry: "Registry") -> frozenset[int]:
    """The tokens that spell the passage's outlet, in which no actor is named: the France of France Inter."""
    passage = next(p for p in document.passages if p.number == sentence.passage)
    if passage.outlet is None or passage.guest or sentence.part not in (PartKind.INTRO, PartKind.PROSE):
        return frozenset()
    names = {passage.outlet, *(n for a in registry.outlets_named(passage.outlet) for n in a.names)}
    words = document.words(sentence.span)
    covered: set[int] = set()
    for name in names:
        start = words.find(name)
        while start >= 0:
            left = sentence.span.start + start
            covered.update(t.index for t in sentence.tokens if left <= t.start and t.end <= left + len(name))
            start = words.find(name, start + 1)
    return frozenset(covered)


def _in_sentence(
    sentence: Sentence, registry: "Registry", surnames: frozenset[str], outlet: frozenset[int]
) -> list[tuple[int, Span, MentionForm, Span | None]]:
    names = [(a, b, f) for a, b, f in _names(sentence, registry, surnames) if not outlet & set(range(a, b))]
    titled = [(_titled(sentence, start, end, registry), start, end, form) for start, end, form in names]
    inside = {i for span, _, _, _ in titled for i in range(*span)}
    found: list[tuple[int, Span, MentionForm, Span | None]] = []
    for (left, right), start, end, form in titled:
        found.append((sentence.passage, _span(sentence, left, right), form, _span(sentence, start, end)))
    found += [(sentence.passage, Span(t.start, t.end), MentionForm.PRONOUN, None) for t in _pronouns(sentence)]
    for left, right in _descriptions(sentence, inside, registry):
        found.append((sentence.passage, _span(sentence, left, right), MentionForm.DESCRIPTION, None))
    for token in _adjectives(sentence, inside, registry):
        span = Span(token.start, token.end)
        found.append((sentence.passage, span, MentionForm.ADJECTIVE, span))
    return found


def _span(sentence: Sentence, left: int, right: int) -> Span:
    return Span(sentence.tokens[left].start, sentence.tokens[right - 1].end)


# Names ---------------------------------------------------------------------------------------------------------------


def _names(sentence: Sentence, registry: "Registry", surnames: frozenset[str]) -> list[tuple[int, int, MentionForm]]:
    """Token ranges of names: known ones, then what the tagger takes for a person or an organisation."""
    known = [(m.start, m.end, m.name) for m in gazetteer(registry).matches(sentence)]
    known = [(a, b, n) for a, b, n in known if _can_be_name(sentence, a, b)]
    entities = _entities(sentence)
    longer = [(a, b) for a, b, label in entities if label == "PERSON"]
    found = []
    for start, end, name in known:
        if any(a <= start and end <= b and b - a > end - start for a, b in longer) and end - start == 1:
            continue
        metonym = bool(registry.by_metonym(name)) and not registry.named(name)
        found.append((start, end, MentionForm.METONYM if metonym else MentionForm.NAME))
    taken = {i for a, b, _ in found for i in range(a, b)}
    for start, end, label in entities:
        if not taken & set(range(start, end)) and _new_name(sentence, start, end, label):
            found.append((start, end, MentionForm.NAME))
    taken = {i for a, b, _ in found for i in range(a, b)}
    for token in sentence.tokens:
        if token.index not in taken and token.tag == "NNP" and token.text in surnames:
            found.append((token.index, token.index + 1, MentionForm.NAME))
            taken.add(token.index)
        if token.index not in taken and _is_people(sentence, token, registry):
            found.append((token.index, token.index + 1, MentionForm.NAME))
    return found


def _can_be_name(sentence: Sentence, start: int, end: int) -> bool:
    tokens = sentence.tokens[start:end]
    if any(t.tag not in _NAME_TAGS for t in tokens) and end - start == 1:
        return tokens[0].entity in _NAME_ENTITIES
    if end - start == 1:
        token = tokens[0]
        after = sentence.tokens[end] if end < len(sentence.tokens) else None
        if token.entity in ("DATE", "TIME") or (token.tag == "JJ" and after is not None and after.pos == "NOUN"):
            return False
        if after is not None and after.tag in ("NNP",) and after.dep != "punct" and token.dep == "compound":
            return token.entity != "PERSON" or after.entity != "PERSON"
    return True


def _entities(sentence: Sentence) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    start = 0
    tokens = sentence.tokens
    while start < len(tokens):
        label, end = tokens[start].entity, start + 1
        while label and end < len(tokens) and tokens[end].entity == label:
            end += 1
        if label in _NAME_ENTITIES:
            left, right = _trimmed(sentence, start, end)
            if left < right:
                found.append((left, right, label))
        start = end
    return found


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    tokens = sentence.tokens
    while start < end and (tokens[start].pos not in ("PROPN", "NOUN") or tokens[start].lower in ("the", *_COURTESY)):
        start += 1
    while start < end and (tokens[end - 1].tag == "POS" or tokens[end - 1].pos not in ("PROPN", "NOUN", "NUM")):
        end -= 1
    while start < end - 1 and tokens[start].lower in actor_nouns():
        start += 1
    return start, end


def _new_name(sentence: Sentence, start: int, end: int, label: str) -> bool:
    """Whether a name that the registry lacks is taken on: persons; organisations where they act or are acted upon."""
    tokens = sentence.tokens[start:end]
    if not all(
        t.text[:1].isupper() or t.text in ("-", "of", "for", "de", "von", "van", "al", "’s", "'s") for t in tokens
    ):
        return False
    if any(t.lower in actor_nouns() for t in tokens) and len(tokens) == 1:
        return False
    head = next((t for t in tokens if t.head not in range(start, end)), tokens[-1])
    if label == "PERSON":
        return len(tokens) > 1 or head.dep not in ("compound",)
    return label == "ORG" and head.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "conj", "agent")


def _is_people(sentence: Sentence, token: Token, registry: "Registry") -> bool:
    """The French, the Dutch: an adjective used as the name of a people."""
    if token.index == 0 or sentence.tokens[token.index - 1].lower != "the" or not token.text[:1].isupper():
        return False
    after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    joined = after is not None and (after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or after.text == "-")
    return not joined and bool(registry.by_adjective(token.text))


def _titled(sentence: Sentence, start: int, end: int, registry: "Registry") -> tuple[int, int]:
    """The name with title and role before it: [former French prime minister] Manuel Valls."""
    tokens = sentence.tokens
    left = start
    while left > 0 and _belongs_to_title(sentence, tokens[left - 1], start, registry):
        left -= 1
    title = tokens[left:start]
    if not title:
        return start, end
    if all(t.lower in _COURTESY for t in title):
        return left, end
    if not any(actor_noun(sentence, t) for t in title):
        return start, end
    while left < start and tokens[left].pos in ("CCONJ", "PUNCT"):
        left += 1
    common = any(t.pos == "NOUN" and t.text[0].islower() for t in tokens[left:start])
    if left > 0 and (before := tokens[left - 1]).tag == "PRP$":
        return left - 1, end
    if left > 0 and before.tag == "POS":
        return _possessor_start(sentence, left - 1), end
    if common and left > 0 and before.lower in ("the", "a", "an"):
        return left - 1, end
    return left, end


def _belongs_to_title(sentence: Sentence, token: Token, name: int, registry: "Registry") -> bool:
    if token.lower in _COURTESY or token.text == "-":
        return True
    if token.pos not in ("NOUN", "PROPN", "ADJ") or token.tag in ("POS",):
        return False
    if token.dep in ("nsubj", "dobj", "pobj", "nsubjpass") and token.head < token.index and token.dep != "nsubj":
        return actor_noun(sentence, token) is not None and token.index == name - 1
    if actor_noun(sentence, token) is not None or token.pos == "ADJ":
        return True
    below = sentence.tokens[token.head]
    return token.dep in ("compound", "amod", "nmod") and token.head <= name and below.index != token.index


def _possessor_start(sentence: Sentence, mark: int) -> int:
    """The first token of the possessor that ends in the genitive mark at `mark`."""
    owner = sentence.tokens[sentence.tokens[mark].head]
    indices = [t.index for t in sentence.subtree(owner) if t.index < mark]
    start = min(indices, default=mark - 1)
    return start if mark - start <= 5 else mark - 1


# Pronouns, adjectives, descriptions ----------------------------------------------------------------------------------


def _pronouns(sentence: Sentence) -> list[Token]:
    wanted = PERSONAL | COLLECTIVE
    return [t for t in sentence.tokens if t.tag in ("PRP", "PRP$") and t.lower in wanted]


def _adjectives(sentence: Sentence, inside: set[int], registry: "Registry") -> list[Token]:
    found = []
    for token in sentence.tokens:
        if token.index in inside or not token.text[:1].isupper() or token.dep not in ("amod", "compound", "nmod"):
            continue
        head = sentence.head(token)
        if head.lemma.lower() in action_nouns() and registry.by_adjective(token.text):
            found.append(token)
    return found


def _descriptions(sentence: Sentence, inside: set[int], registry: "Registry") -> list[tuple[int, int]]:
    found = []
    if sentence.part is PartKind.TITLE and len(sentence.tokens) < 3:
        return []
    for token in sentence.tokens:
        if token.index in inside or token.dep in ("compound", "amod") or _is_attribute(sentence, token):
            continue
        if actor_noun(sentence, token) is None or _is_exclamation(sentence, token):
            continue
        left, right = _phrase(sentence, token)
        if _is_definite(sentence, token, left, registry):
            found.append((left, right))
    return found


def _is_exclamation(sentence: Sentence, token: Token) -> bool:
    """Obama, of all people."""
    return token.index > 1 and [t.lower for t in sentence.tokens[token.index - 2 : token.index]] == ["of", "all"]


def _is_attribute(sentence: Sentence, token: Token) -> bool:
    """A noun that says what somebody is, does not stand for an actor: he is a president."""
    return token.dep in ("attr", "oprd", "npadvmod")


def _phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The noun phrase of a head: what stands before it, and a place or owner directly behind it."""
    before = sentence.kids(head, "det", "poss", "amod", "compound", "nummod", "nmod", "predet", "quantmod")
    left = min(
        [head.index, *(t.index for c in before if c.index < head.index for t in sentence.subtree(c))],
        default=head.index,
    )
    right = head.index + 1
    for prep in sentence.kids(head, "prep"):
        if prep.index == right and prep.lower in _PLACING:
            tail = [t.index for t in sentence.subtree(prep)]
            stop = next(
                (i for i in tail if sentence.tokens[i].dep in ("relcl", "acl") or sentence.tokens[i].text in ",;:—"),
                None,
            )
            end = max(tail) + 1 if stop is None else stop
            named = any(sentence.tokens[i].pos == "PROPN" or sentence.tokens[i].tag == "PRP$" for i in tail)
            if end - right <= 6 and (prep.lower == "of" or named):
                right = end
                while sentence.tokens[right - 1].text in ',;:—“”"' or sentence.tokens[right - 1].lower in (
                    "who",
                    "which",
                    "that",
                ):
                    right -= 1
            break
    return left, right


def _is_definite(sentence: Sentence, head: Token, left: int, registry: "Registry") -> bool:
    """Whether a phrase can mean somebody in particular: definite, possessed, of a nation, or a bare plural."""
    kids = sentence.kids(head)
    if any(
        k.dep == "det" and k.lower in ("a", "an", "no", "any", "every", "each", "another", "some", "what", "which")
        for k in kids
    ):
        return False
    if any((k.dep == "det" and k.lower in _DEFINITE) or k.dep == "poss" for k in kids):
        return True
    if any(k.dep in ("amod", "compound", "nmod") and registry.by_adjective(k.text) for k in kids):
        return True
    return is_plural(head)
