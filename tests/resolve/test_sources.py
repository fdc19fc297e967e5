"""Who speaks in a contribution, by what its introduction says."""

import pytest

from kg.language.parser import analyse
from kg.model.records import Document, Part, PartKind, Passage, Span
from kg.registry import Registry
from kg.resolve import sources

QUOTE = "“The government has learnt nothing. Angela Merkel was warned.”"


def speaker(intro: str, registry: Registry, quote: str = QUOTE) -> str | None:
    """Who speaks in a contribution of the (unknown) Danube Courier with such an introduction."""
    text = f"{intro}\n{quote}"
    cut = len(intro)
    parts = (Part(PartKind.INTRO, Span(0, cut)), Part(PartKind.QUOTE, Span(cut + 1, len(text))))
    passage = Passage(1, Span(0, len(text)), parts, outlet="Danube Courier")
    document = Document("case", text, "none", "en", (passage,))
    (analysis,) = analyse([document])
    return sources(document, analysis, registry, lambda issue: None).passages[0].speaker


@pytest.mark.parametrize(
    ("intro", "name"),
    [
        ("Columnist Maria Lindqvist is angry:", "Maria Lindqvist"),
        ("Berlin must do more, demands Maria Lindqvist in the Danube Courier:", "Maria Lindqvist"),
        ("Berlin must do more, demands Maria Lindqvist, Asia editor of the Danube Courier:", "Maria Lindqvist"),
        ("Maria Lindqvist is moved by the pictures, as she writes in Danube Courier:", "Maria Lindqvist"),
        ("Maria Lindqvist draws a lesson for Syria:", "Maria Lindqvist"),
        ("Marko Lindqvist draws a lesson for Syria:", "Marko Lindqvist"),  # for the tagger of names no person
        ("In Maria Lindqvist's opinion Berlin has sold itself cheaply:", "Maria Lindqvist"),
        ("Danube Courier draws a lesson for Syria:", None),
        ("Angela Merkel draws the wrong lesson:", None),
        ("The Danube Courier criticises Maria Lindqvist and her party:", None),
        ("Angela Merkel has to answer a few questions, the Danube Courier finds:", None),
    ],
)
def test_the_speaker_is_whom_the_introduction_lets_speak(intro: str, name: str | None, registry: Registry) -> None:
    assert speaker(intro, registry) == name


def test_somebody_whom_the_quotation_is_about_does_not_speak(registry: Registry) -> None:
    text = "Maria Lindqvist has gone too far:"
    assert speaker(text, registry) == "Maria Lindqvist"
    assert speaker(text, registry, "“Lindqvist must resign.”") is None
