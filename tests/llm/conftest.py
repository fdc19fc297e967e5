"""A project, a real server of a language model, and a server that answers as it is told; both on loopback."""

import csv
import importlib.util
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import xllamacpp
from click.testing import CliRunner, Result

from kg.cli import cli

REVIEW = """A quarrel over the bridge

Poland and Germany argue about a bridge.

Gazeta Wyborcza (PL) /

Build it at last

Gazeta Wyborcza is impatient:

“Olaf Scholz promised Poland help. Now Poland accuses Germany of delay.
Vladimir Putin saved Alexander Lukashenka in 2020.”
"""
Run = Callable[..., Result]
Reply = tuple[int, dict[str, str], str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KG_LLM_URL", "KG_LLM_MODEL", "KG_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "kg.toml").write_text('store = "store"\n[llm]\npause = 0.01\n')
    (tmp_path / "bridge.txt").write_text(REVIEW, encoding="utf8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(*words: str) -> Result:
        return CliRunner().invoke(cli, list(words), standalone_mode=False, catch_exceptions=True)

    return call


@pytest.fixture
def issues(run: Run) -> Callable[[str], list[str]]:
    """The messages of the issues of a kind in the store."""

    def messages(kind: str) -> list[str]:
        lines = run("issues", "--kind", kind, "--format", "csv").stdout.splitlines()
        return [row["message"] for row in csv.DictReader(lines)]

    return messages


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a llama.cpp server of a model that writes "Poland" wherever it may."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(_tiny().write_model(tmp_path_factory.mktemp("llm") / "tiny.gguf", "Poland"))
    parameters.n_ctx, parameters.n_parallel, parameters.port = 16384, 1, 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.warmup, parameters.verbosity = False, 0
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def _tiny() -> Any:
    """The module beside this file: tests are no package."""
    spec = importlib.util.spec_from_file_location("tiny", Path(__file__).with_name("tiny.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Told:
    """A server that gives the answers of `script` in turn, then always `usual`; `asked` are the requests it got."""

    url: str = ""
    usual: str = '{"mentions": [], "relations": [], "stances": []}'
    by_words: dict[str, str] = field(default_factory=dict)  # answers to questions that contain the words
    script: list[Reply | float] = field(default_factory=list)  # a number: seconds of silence
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def reply(self, body: dict[str, Any]) -> Reply:
        self.asked.append(body)
        self.times.append(time.monotonic())
        if self.script:
            told = self.script.pop(0)
            if not isinstance(told, float):
                return told
            time.sleep(told)
        question = body["messages"][-1]["content"]
        answer = next((a for words, a in self.by_words.items() if words in question), self.usual)
        return completion(answer)


def completion(answer: str, finish: str = "stop", tokens: int = 100) -> Reply:
    """A chat completion with an answer."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": answer}}
    return 200, {}, json.dumps({"object": "chat.completion", "choices": [choice], "usage": {"total_tokens": tokens}})


def failure(status: int, message: str, **headers: str) -> Reply:
    """An error as such servers tell it."""
    return status, headers, json.dumps({"error": {"message": message}})


@pytest.fixture
def told(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """A server that answers as it is told, set as the project's larger model."""
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.keys.append(self.headers["Authorization"])
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, text = told.reply(body) if self.path == "/v1/chat/completions" else (404, {}, "no")
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(text.encode())
            except BrokenPipeError:
                pass  # who asked has gone

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    monkeypatch.setenv("KG_LLM_URL", told.url)
    monkeypatch.setenv("KG_LLM_MODEL", "told")
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def answers() -> dict[str, Callable[..., Reply]]:
    return {"completion": completion, "failure": failure}
