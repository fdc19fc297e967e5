"""The encoder and its heads, run as they ship: what they read off plain sentences, the same at every run."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.tagger.attributions import attributions
from kg.tagger.coreference import clusters
from kg.tagger.encoder import WEIGHTS, encode
from kg.tagger.judgements import DIRECTED, STANCES, directed, stance
from kg.tagger.pairs import candidates, features, surface
from kg.tagger.windows import LIMIT, sentence_starts, windows

VOCABULARY = WEIGHTS / "tokenizer.json"
SAID = "Officials said on Monday that the bill would pass. The weather was fine."


def at(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def words_of(text: str, ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b] for a, b in ranges]


def test_an_attribution_has_source_cue_and_content() -> None:
    [found] = attributions(encode(SAID, sentence_starts(SAID)), SAID)
    assert words_of(SAID, found.source) == ["Officials"]
    assert "said" in " ".join(words_of(SAID, found.cue))
    assert "the bill would pass" in " ".join(words_of(SAID, found.content))


def test_praise_and_blame_of_a_target_are_told_apart() -> None:
    names = []
    for text in ("The brilliant and honest senator was celebrated.", "The corrupt and lying senator was condemned."):
        shares = stance(encode(text, [0]), (0, len(text)), at(text, "senator"))
        assert shares is not None
        names.append(STANCES[int(shares.argmax())])
    assert names == ["positive", "negative"]


def test_who_blames_whom_turns_with_the_entities() -> None:
    text = "Mr. Schumer harshly criticized Mr. Trump on Tuesday."
    spans = at(text, "Mr. Schumer"), at(text, "Mr. Trump")
    encoded = encode(text, [0])
    for first, second, name in ((*spans, "a negative to b"), (*spans[::-1], "b negative to a")):
        shares = directed(encoded, (0, len(text)), first, second)
        assert shares is not None
        assert DIRECTED[int(shares.argmax())] == name


def test_a_pronoun_and_a_repeated_name_join_their_first_mention() -> None:
    text = "Angela Merkel met the farmers. She told them that Merkel would not yield."
    spans = [at(text, words) for words in ("Angela Merkel", "the farmers", "She", "them", "Merkel would")]
    spans[-1] = (spans[-1][0], spans[-1][0] + len("Merkel"))
    assert clusters(encode(text, sentence_starts(text)), text, spans) == [0, 1, 0, 1, 0]


def test_nothing_to_read_gives_nothing() -> None:
    encoded = encode("", [])
    assert (encoded.windows, attributions(encoded, ""), clusters(encoded, "", [])) == ([], [], [])
    assert stance(encode("Yes.", [0]), (0, 4), (4, 4)) is None


def test_states_do_not_depend_on_what_else_was_read() -> None:
    alone = encode(SAID, [0]).states
    encode("Something else entirely was read in between.", [0])
    assert all(np.array_equal(a, b) for a, b in zip(alone, encode(SAID, [0]).states, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Paris", "“Oui”", "naïve", "...", "(a)", "Größe", "x" * 30]), max_size=700))
def test_windows_hold_every_piece_once_and_begin_at_cuts(words: list[str]) -> None:
    text = " ".join(words)
    cuts = [i + 1 for i, letter in enumerate(text) if letter == " "][::7]
    made = windows(text, cuts, VOCABULARY)
    whole = windows(text, [], VOCABULARY, limit=100_000)
    starts = [int(s) for window in made for s in window.starts[1:-1]]
    assert starts == [int(s) for window in whole for s in window.starts[1:-1]]
    assert all(len(window.pieces) <= LIMIT for window in made)
    assert all(int(window.starts[1]) in {0, *cuts} for window in made)


def test_a_mention_knows_its_head_and_whether_it_is_a_name() -> None:
    text = "the president of France"
    found = surface(text, 0, len(text))
    assert (found.head, found.name, found.definite) == ("president", False, True)
    assert surface("Angela Merkel", 0, 13).name


def test_a_mention_is_compared_with_ninety_before_it() -> None:
    later, earlier = candidates(120)
    assert max(later - earlier) == 90
    assert len(later) == sum(min(n, 90) for n in range(120))


def test_a_pair_knows_what_its_words_have_in_common() -> None:
    text = "Angela Merkel met the farmers. Merkel smiled."
    mentions = [surface(text, *at(text, words)) for words in ("Angela Merkel", "the farmers", "Merkel smiled")]
    mentions[-1] = surface(text, mentions[-1].start, mentions[-1].start + len("Merkel"))
    numbers = features(mentions)
    assert numbers.shape == (3, 28)
    assert numbers[1].tolist()[:4] == [0, 1, 1, 1]  # Merkel, Angela Merkel: one head, all words, fewer of them
    assert numbers[2].tolist()[:4] == [0, 0, 0, 0]
    assert features(mentions[:1]).shape == (0, 28)


def test_the_weights_are_those_of_their_card() -> None:
    """A card that describes other weights is a defect: it names the SHA-256 of each file."""
    import hashlib

    card = Path(WEIGHTS / "README.md").read_text(encoding="utf8")
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() in card
