import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import UsageError

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REVIEW = str(CORPUS / "2022" / "belarus-putin-visits-minsk.md")


def claims(run, *words: str) -> list[dict]:
    return json.loads(run("explain", *words, "--json").stdout)["claims"]


def saving(run) -> str:
    """The number of the claim that Putin saved Lukashenka."""
    return next(str(c["number"]) for c in claims(run, REVIEW) if c["relation"] == "saves")


def test_a_claim_is_explained_from_its_words_to_its_source(run) -> None:
    number = saving(run)
    assert run("explain", REVIEW, "--claim", number).stdout == (
        f"{number}. Vladimir Putin saves Alexander Lukashenka; affirmed, asserted; time in 2020 (2020); "
        "confidence 0.72\n"
        "   It was [subject Putin] who [predicate saved] [object Lukashenka] in 2020, "
        "when the Belarusians rose up against their ruler.\n"
        "   said by   Gazeta Wyborcza, outlet of contribution 5; commits\n"
        "   found by  lexicon v:save\n"
        '   subject   "Putin" -> Vladimir Putin by surname heard in full, 0.95\n'
        '   object    "Lukashenka" -> Alexander Lukashenka by surname heard in full, 0.95\n'
        "   tagger    saves 0.98\n"
    )


def test_claims_are_numbered_in_the_order_of_the_text(run) -> None:
    found = claims(run, REVIEW)
    assert [c["number"] for c in found] == list(range(1, len(found) + 1))
    starts = [min(mark["start"] for mark in c["marks"]) for c in found]
    assert starts == sorted(starts)
    assert run("explain", REVIEW).stdout.count("said by") == len(found)


def test_the_actors_that_a_pronoun_was_preferred_to_are_named(run) -> None:
    praise = next(c for c in claims(run, REVIEW) if c["relation"] == "praises")
    meant = praise["subject"]
    assert (meant["words"], meant["actor"], meant["by"]) == ("He", "Alexander Lukashenka", "pronoun: person")
    assert [rival["actor"] for rival in meant["rivals"]] == ["Vladimir Putin"]
    assert meant["weight"] > meant["rivals"][0]["weight"]


def test_a_source_inside_the_text_is_named_with_the_word_that_makes_it_one(project: Path, run) -> None:
    said = "Alexander Lukashenka is angry. He claims that Poland attacked Germany."
    text = f"Debate\n\nLe Monde (FR) /\n\nHead\n\nIt says:\n\n“{said}”\n"
    (claim,) = claims_of(text, "Poland")
    assert [(s["source"], s["why"], s["commitment"]) for s in claim["source"]] == [
        ("Alexander Lukashenka", 'by the word "claims"', "commits"),
        ("Le Monde", "outlet of contribution 1", "relays"),
    ]
    assert claim["source"][0]["meant"]["words"] == "He"


def test_a_view_is_found_by_the_words_beside_it(project: Path, run) -> None:
    text = "Debate\n\nLe Monde (FR) /\n\nHead\n\nIt says:\n\n“According to Angela Merkel, Poland attacked Germany.”\n"
    (claim,) = claims_of(text, "Poland")
    assert [s["why"] for s in claim["source"]] == ['by the words "According"', "outlet of contribution 1"]


def test_the_other_senses_of_a_word_say_why_they_lost(project: Path, run) -> None:
    text = "Debate\n\nLe Monde (FR) /\n\nHead\n\nIt says:\n\n“Germany sent a message to Poland.”\n"
    (claim,) = claims_of(text, "Germany")
    senses = {s["relation"]: s["loss"] for s in claim["senses"]}
    assert senses["invades"] == "the words that it needs are not there"
    assert claim["relation"] not in senses


def claims_of(text: str, subject: str) -> list[dict]:
    done = CliRunner().invoke(cli, ["explain", "-", "--json"], input=text, standalone_mode=False)
    return [c for c in json.loads(done.stdout)["claims"] if c["subject"]["actor"] == subject]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["corpus"], "kg explain takes one text, and this is a folder"),
        (["one.txt", "--claim", "99"], "there is no claim 99: one has 1 claim"),
        (["corpus/bridge.txt", "--document", "ferry"], "there is no document ferry in it"),
    ],
)
def test_what_cannot_be_explained_is_refused(project: Path, run, words: list[str], what: str) -> None:
    (project / "one.txt").write_text("Poland is angry.\n\nGermany attacked Poland on Monday.\n")
    done = run("explain", *words)
    assert isinstance(done.exception, UsageError)
    assert done.exception.what == what


def test_a_folder_is_answered_with_a_file_of_it(project: Path, run) -> None:
    assert run("explain", "corpus").exception.remedy == "Name a file of it: corpus/bridge.txt"


def test_one_of_several_documents_is_named(project: Path, run) -> None:
    items = "".join(
        f"<item><title>{n}</title><guid>{n}</guid><description>{n} supports Poland.</description></item>"
        for n in ("Germany", "France")
    )
    (project / "news.xml").write_text(f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>')
    error = run("explain", "news.xml").exception
    assert error.what == "there are 2 documents in it"
    key = error.remedy.rpartition(": ")[2].split(", ")[0]
    assert "supports Poland" in run("explain", "news.xml", "--document", key).stdout


def test_a_text_without_claims_says_where_to_look(project: Path, run) -> None:
    (project / "x.txt").write_text("The weather was fine in the hills all day long.\n")
    assert run("explain", "x.txt").stdout.startswith("x: no claims")


def test_the_page_is_the_same_every_time(project: Path, run) -> None:
    assert run("explain", REVIEW, "--html", "a.html").stdout == f"a.html: {len(claims(run, REVIEW))} claims\n"
    run("explain", REVIEW, "--html", "b.html")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_a_claim_decided_by_hand_says_so(project: Path, run) -> None:
    saved = next(c for c in claims(run, "corpus/bridge.txt") if c["relation"] == "saves")
    folder = project / "graph" / "decisions"
    folder.mkdir(parents=True)
    run("ingest", "corpus")
    run("review", "accept", saved["id"], "--coder", "ada")
    assert next(c for c in claims(run, "corpus/bridge.txt") if c["id"] == saved["id"])["review"] == "accepted"
