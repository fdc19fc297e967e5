"""What happens where the server, the network or the answer fails."""

import json
import socket
from pathlib import Path

import pytest

from kg.errors import ModelError, UsageError

EMPTY = '{"mentions": [], "relations": [], "stances": []}'
WHERE = "{}, model told"


def extract(run, *more: str):
    return run("extract", "bridge.txt", "--extractor", "llm", "--format", "json", *more)


def settings(project: Path, **values: float) -> None:
    lines = "".join(f"{name} = {value}\n" for name, value in ({"pause": 0.01} | values).items())
    (project / "kg.toml").write_text(f'store = "store"\n[llm]\n{lines}')


def test_a_busy_server_is_asked_again(told, answers, run) -> None:
    told.script += [answers["failure"](429, "slow down", Retry_After="0.05"), answers["failure"](503, "loading")]
    assert extract(run).exit_code == 0
    assert len(told.asked) == 4
    assert told.times[1] - told.times[0] >= 0.05


def test_a_server_that_fails_each_time_ends_the_run(told, answers, run) -> None:
    told.script += [answers["failure"](500, "out of memory")] * 4
    error = extract(run).exception
    assert isinstance(error, ModelError)
    assert error.what == "the server of the larger model failed 4 times: it answers 500: out of memory"
    assert error.where == WHERE.format(told.url)
    assert "Run the same command again" in error.remedy


def test_a_wait_that_is_too_long_is_said(told, answers, run) -> None:
    told.script += [answers["failure"](429, "quota", Retry_After="3600")]
    error = extract(run).exception
    assert error.what == (
        "the server of the larger model failed 1 time: it answers 429: quota; it asks to wait 3600 seconds"
    )


def test_silence_is_a_failure(told, project: Path, run) -> None:
    settings(project, timeout=0.2, tries=2)
    told.script += [0.6, 0.6]
    assert extract(run).exception.what == ("the server of the larger model failed 2 times: no answer in 0.2 seconds")


def test_an_answer_that_is_no_completion_is_a_failure(told, project: Path, run) -> None:
    settings(project, tries=2)
    told.script += [(200, {}, "<html>welcome</html>"), (200, {}, '{"choices": []}')]
    assert extract(run).exception.what.endswith("failed 2 times: its answer is no chat completion")


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "Put the key of the service into the environment: KG_LLM_KEY."),
        (404, "Correct model and url below [llm] in kg.toml (or KG_LLM_MODEL, KG_LLM_URL)."),
    ],
)
def test_a_refusal_is_not_repeated(told, answers, run, status: int, remedy: str) -> None:
    told.script += [answers["failure"](status, "no\nway")]
    error = extract(run).exception
    assert (error.what, error.remedy) == (f"the server of the larger model refuses: {status} no way", remedy)
    assert len(told.asked) == 1


def test_a_server_that_is_not_there_is_named(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    monkeypatch.setenv("KG_LLM_URL", address.replace("//", "//me:secret@"))
    monkeypatch.setenv("KG_LLM_MODEL", "told")
    error = extract(run).exception
    assert isinstance(error, ModelError)
    assert error.what.startswith("the server of the larger model cannot be reached: ")
    assert error.where == address
    assert error.remedy.startswith("Start it, or correct url below [llm] in kg.toml")


def test_a_broken_answer_is_asked_for_again(told, answers, run) -> None:
    told.script += [answers["completion"]('{"mentions": [{"wo'), answers["completion"]("I cannot help with that.")]
    assert extract(run).exit_code == 0
    assert [(a["temperature"], a["seed"]) for a in told.asked] == [(0, 0), (0.4, 1), (0.4, 2), (0, 0)]


def test_a_passage_whose_answer_stays_broken_is_an_issue_and_not_asked_again(told, answers, run, issues) -> None:
    told.script += [answers["completion"]("[")] * 3 + [answers["completion"]('{"mentions": [', finish="length")]
    assert run("ingest", "bridge.txt", "--extractor", "llm").exit_code == 0
    assert issues("unanswered") == ["the answer of told cannot be read: it was cut off at 4096 tokens"]
    count = len(told.asked)
    run("ingest", "bridge.txt", "--extractor", "llm", "--again")
    assert len(told.asked) == count


def test_what_was_cut_off_is_asked_again_when_it_may_be_longer(told, answers, project: Path, run) -> None:
    settings(project, tries=1)
    told.script += [answers["completion"]("{", finish="length")]
    extract(run)
    settings(project, tries=1, length=8000)
    extract(run)
    assert [a["max_tokens"] for a in told.asked] == [4096, 4096, 8000]


def test_a_budget_of_requests_ends_the_run_and_the_next_one_goes_on(told, project: Path, run) -> None:
    settings(project, requests=1)
    error = extract(run).exception
    assert isinstance(error, ModelError)
    assert error.what == "the budget of 1 requests is used up"
    assert extract(run).exit_code == 0
    assert len(told.asked) == 2


def test_a_budget_of_tokens_ends_the_run(told, project: Path, run) -> None:
    settings(project, tokens=100)
    assert extract(run).exception.what == "the budget of 100 tokens is used up (100)"
    assert len(told.asked) == 1


def test_documents_before_a_failure_are_stored(told, answers, project: Path, run) -> None:
    (project / "corpus").mkdir()
    for name in ("a", "b"):
        (project / "corpus" / f"{name}.txt").write_text(f"Poland supports the bridge of town {name}.\n")
    told.by_words["town b"] = "?"
    settings(project, requests=1)
    done = run("ingest", "corpus", "--extractor", "llm")
    assert isinstance(done.exception, ModelError)
    assert run("query", "documents", "--format", "csv").stdout.count("\n") == 2
    told.by_words.clear()
    assert "1 documents new, 0 changed, 1 unchanged" in run("ingest", "corpus", "--extractor", "llm").stderr


def test_requests_keep_their_distance(told, project: Path, run) -> None:
    settings(project, rate=300)
    extract(run)
    assert told.times[1] - told.times[0] >= 0.19


def test_the_key_goes_to_the_server_and_nowhere_else(told, project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LLM_KEY", "sk-hidden")
    quads = run("extract", "bridge.txt", "--extractor", "llm", "--format", "nquads")
    run("ingest", "bridge.txt", "--extractor", "llm", "--again")
    assert told.keys == ["Bearer sk-hidden"] * 2
    assert "sk-hidden" not in quads.output
    held = [p for p in project.rglob("*") if p.is_file() and b"sk-hidden" in p.read_bytes()]
    assert held == []


def test_a_damaged_answer_in_the_cache_is_asked_for_again(told, project: Path, run) -> None:
    extract(run)
    kept = sorted((project / ".kg" / "llm").rglob("*.json"))
    assert len(kept) == 2
    kept[0].write_text("{")
    assert extract(run).exit_code == 0
    assert len(told.asked) == 3
    assert json.loads(kept[0].read_text())["answer"] == EMPTY


def test_another_model_is_asked_anew(told, run, monkeypatch: pytest.MonkeyPatch) -> None:
    extract(run)
    monkeypatch.setenv("KG_LLM_MODEL", "other")
    extract(run)
    assert [a["model"] for a in told.asked] == ["told", "told", "other", "other"]


def test_without_the_extractor_no_server_is_asked(told, run) -> None:
    assert run("extract", "bridge.txt", "--fast").exit_code == 0
    assert told.asked == []


def test_fast_and_another_extractor_exclude_each_other(project: Path, run) -> None:
    error = extract(run, "--fast").exception
    assert isinstance(error, UsageError)
    assert error.what == "--fast and --extractor llm exclude each other"


def test_a_model_that_is_not_set_is_said(project: Path, run) -> None:
    error = extract(run).exception
    assert isinstance(error, ModelError)
    assert (error.what, error.where) == ("the larger model has no address", "kg.toml, [llm]")


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ('llm = "x"', "kg.toml: llm must be a table"),
        ("[llm]\ncolour = 1", "kg.toml has an unknown setting: colour"),
        ("[llm]\nurl = 1", "kg.toml: url must be text"),
        ("[llm]\nrequests = 1.5", "kg.toml: requests must be a whole number that is not below 0"),
        ('[llm]\ntimeout = "long"', "kg.toml: timeout must be a number that is not below 0"),
        ("[llm]\ntries = 0", "kg.toml: tries must not be 0"),
        ('[llm]\nkey = "sk-1"', "a key must not stand in a file"),
        ('[llm]\nurl = "ftp://x/"\nmodel = "m"', '"ftp://x/" is no address of a server'),
        ('[llm]\nurl = "http://x:port/"\nmodel = "m"', '"http://x:port/" is no address of a server'),
        ('[llm]\nurl = "http://127.0.0.1/v1"', "the larger model has no name"),
    ],
)
def test_wrong_settings_are_said(project: Path, run, lines: str, what: str) -> None:
    (project / "kg.toml").write_text(lines + "\n")
    assert extract(run).exception.what == what


def test_what_a_run_has_cost_is_said_also_where_it_ends_early(told, answers, project: Path, run) -> None:
    first = run("extract", "bridge.txt", "--extractor", "llm")
    assert "larger model: 2 requests, 200 tokens; answers kept from earlier: 0\n" in first.stderr
    assert run("extract", "bridge.txt", "--extractor", "llm", "--quiet").stderr == ""
    again = run("ingest", "bridge.txt", "--extractor", "llm")
    assert "larger model: 0 requests, 0 tokens; answers kept from earlier: 2\n" in again.stderr
    (project / "bridge.txt").write_text((project / "bridge.txt").read_text().replace("2020", "2021"))
    told.script += [answers["failure"](401, "no")]
    assert "larger model: 1 request, 0 tokens" in run("extract", "bridge.txt", "--extractor", "llm").stderr
