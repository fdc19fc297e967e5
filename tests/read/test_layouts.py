"""One debate in every layout: the same contributions come out."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Document, Issue, PartKind
from kg.read import read
from kg.read.formats import Source
from kg.read.reader import Reading, document
from kg.read.text import normalised
from kg.registry import Registry

HEAD = "A bridge and its price\n\nNobody wants to pay for the bridge.\n\n"
ONE = "The bridge must be built at once, and those who profit from it should also be the ones who pay for it in full."
TWO = "Nobody asked the people on the other bank, although it is they who will have to live with noise and dust."
NEW = (
    f"Le Monde (FR) /\n\nBuild it\n\nLe Monde is firm:\n\n“{ONE}”\n\n"
    f"Die Zeit (DE) /\n\nAsk first\n\nDie Zeit objects:\n\n“{TWO}”\n"
)
LAYOUTS = {
    "eurotopics-new": NEW,
    "eurotopics-plain": NEW.replace(" /\n", "\n"),
    "archive-newsletter": f"Le Monde - France\n[centre-left] 03/04/2019\n\nBuild it\n\nLe Monde is firm: “{ONE}”\n\n"
    f"Die Zeit - Germany\n[liberal] 04/04/2019\n\nAsk first\n\nDie Zeit objects: “{TWO}”\n",
    "repost-byline-after": f"“{ONE}”\n\nLe Monde (Paris), 3 April 2019\n\n“{TWO}”\n\nDie Zeit (Berlin), 4 April 2019\n",
    "caps-outlet": f"“{ONE}”\n\nLE MONDE (PARIS)\n\n“{TWO}”\n\nDIE ZEIT (BERLIN)\n",
    "described-outlet": f"Le Monde (French centre-left daily): “{ONE}”\n\nDie Zeit (liberal German weekly): “{TWO}”\n",
    "running-prose": f"The French daily Le Monde is firm: “{ONE}”\n\nThe German weekly Die Zeit objects: “{TWO}”\n",
}


def made(text: str, registry: Registry, issues: list[Issue] | None = None) -> Document:
    report = issues.append if issues is not None else lambda issue: None
    return document(Source(text), "x", registry, report, Reading(), "", "x")


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_each_layout_gives_both_contributions(layout: str, registry: Registry) -> None:
    found = made(HEAD + LAYOUTS[layout], registry)
    assert found.layout == layout
    countries = [(p.outlet and p.outlet.lower(), p.country) for p in found.contributions]
    assert countries == [("le monde", "FR"), ("die zeit", "DE")]
    assert found.title == "A bridge and its price"


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "running-prose"])
def test_the_quotation_is_without_its_marks(layout: str, registry: Registry) -> None:
    found = made(HEAD + LAYOUTS[layout], registry)
    quotes = [found.words(p.span) for c in found.contributions for p in c.parts if p.kind is PartKind.QUOTE]
    assert quotes == [ONE, TWO]


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_parts_are_ordered_and_inside_their_passage(layout: str, registry: Registry) -> None:
    for passage in made(HEAD + LAYOUTS[layout], registry).passages:
        spans = [part.span for part in passage.parts]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.within(passage.span) for span in spans)


TRAPS = {
    "header glued to the quotation before": NEW.replace("”\n\nDie Zeit (DE) /", "” Die Zeit (DE) /"),
    "chrome line": "Open/close all quotes\n" + NEW,
    "header glued to the chrome": "Open/close all quotes" + NEW,
    "straight quotes": NEW.replace("“", '"').replace("”", '"'),
    "angle quotes": NEW.replace("“", "«").replace("”", "»"),
    "windows line ends": NEW.replace("\n", "\r\n"),
    "no-break spaces": NEW.replace(" (", "\u00a0("),
    "soft hyphens": NEW.replace("bridge", "bri\u00addge"),
}


@pytest.mark.parametrize("trap", list(TRAPS))
def test_traps_of_the_wild(trap: str, registry: Registry) -> None:
    found = made(HEAD + TRAPS[trap], registry)
    assert [(p.outlet, p.country, p.headline) for p in found.contributions] == [
        ("Le Monde", "FR", "Build it"),
        ("Die Zeit", "DE", "Ask first"),
    ]


def test_a_missing_outlet_leaves_a_contribution(registry: Registry) -> None:
    found = made(HEAD + NEW.replace("Die Zeit (DE) /", " (DE) /"), registry)
    assert [p.outlet for p in found.contributions] == ["Le Monde", None]


def test_a_list_of_headlines_has_no_contribution(registry: Registry) -> None:
    found = made("Topics\n\nLe Monde on bridges\n\nDie Zeit on trains\n", registry)
    assert (found.layout, found.contributions) == ("none", ())


def test_text_behind_the_last_quotation_is_reported(registry: Registry) -> None:
    issues: list[Issue] = []
    made(HEAD + LAYOUTS["repost-byline-after"] + "\nSubscribe to our newsletter now!\n", registry, issues)
    assert [issue.message for issue in issues] == ['not placed: "Subscribe to our newsletter now!"']


FORMATS = ("txt", "md", "html", "eml", "rss", "pdf")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_contributions(form: str, registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / f"bridge.{form}"
    path.write_bytes(_in_format(HEAD + NEW, form))
    (found,) = read(path, registry, lambda issue: None)
    assert [(p.outlet, p.country, p.headline) for p in found.contributions] == [
        ("Le Monde", "FR", "Build it"),
        ("Die Zeit", "DE", "Ask first"),
    ]


def _in_format(text: str, form: str) -> bytes:
    blocks = [b for b in text.split("\n\n") if b.strip()]
    page = "".join(f"<p>{b}</p>" for b in blocks)
    if form == "html":
        return f"<html><body><nav>Menu</nav>{page}<script>x()</script></body></html>".encode()
    if form == "eml":
        head = f"Subject: {blocks[0]}\nDate: Mon, 1 Apr 2019 10:00:00 +0000\nMessage-ID: <a@b>\n"
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    if form == "rss":
        body = page.replace("<", "&lt;")
        item = f"<item><guid>1</guid><title>{blocks[0]}</title><description>{body}</description></item>"
        channel = f"<channel><title>x</title>{item}</channel>"
        return f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>".encode()
    return _pdf(blocks) if form == "pdf" else text.encode()


def _pdf(blocks: list[str]) -> bytes:
    import io

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    out, style = io.BytesIO(), getSampleStyleSheet()["Normal"]
    flow = [item for b in blocks for item in (Paragraph(b, style), Spacer(1, 14))]
    SimpleDocTemplate(out, invariant=1).build(flow)
    return out.getvalue()


def test_windows_1252_is_told_from_its_bytes(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes((HEAD + NEW).encode("cp1252"))
    (found,) = read(path, registry, lambda issue: None)
    assert len(found.contributions) == 2


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(
    st.lists(
        st.sampled_from([*NEW.split("\n"), "“", "”", " (FR) /", "x - France", "By A, B", "[a] 1/2/2000"]), max_size=25
    )
)
def test_reading_never_crashes(registry: Registry, lines: list[str]) -> None:
    if "".join(lines).strip():
        found = made("\n".join(lines), registry)
        assert all(0 <= p.span.start < p.span.end <= len(found.text) for p in found.passages)
