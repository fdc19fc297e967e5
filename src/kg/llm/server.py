"""The door to the server: the chat API that OpenAI's service, llama.cpp, vLLM, Ollama and others speak."""

from dataclasses import dataclass
from typing import Any

import httpx

from kg.errors import ModelError
from kg.llm.service import KEY, Service

_LONGEST = 300  # characters of what a server says that are shown
_AGAIN = frozenset({408, 409, 425, 429})  # and all from 500 on: another try may succeed
_WITHOUT = "--extractor full needs none."


class BusyError(Exception):
    """A request failed, and may succeed when it is made again, after `seconds` if the server says so."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.seconds = reason, seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, with the tokens of question and answer; `cut` where it came to its longest."""

    text: str
    tokens: int = 0
    cut: bool = False


class Server:
    """A model that answers questions, one at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        headers = {"Authorization": f"Bearer {service.key}"} if service.key else {}
        self._client = httpx.Client(headers=headers, timeout=service.settings.timeout)

    def close(self) -> None:
        self._client.close()

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], attempt: int) -> Reply:
        """One request. BusyError where another try may succeed, else ModelError.

        The first try takes the likeliest words, so that an answer can be repeated; a further one, which follows an
        answer that cannot be read, varies them.
        """
        form = {"type": "json_schema", "json_schema": {"name": "statements", "strict": True, "schema": schema}}
        body = {
            "model": self._service.model,
            "messages": messages,
            "response_format": form,
            "temperature": 0.4 if attempt else 0,
            "seed": attempt,
            "max_tokens": self._service.settings.length,
        }
        try:
            response = self._client.post(f"{self._service.url}/chat/completions", json=body)
        except (httpx.ConnectError, httpx.InvalidURL) as error:
            remedy = f"Start it, or correct url below [llm] in kg.toml (or KG_LLM_URL); {_WITHOUT}"
            what = f"the server of the larger model cannot be reached: {error}"
            raise ModelError(what, self._service.address, remedy) from error
        except httpx.TimeoutException as error:
            raise BusyError(f"no answer in {self._service.settings.timeout:g} seconds") from error
        except httpx.TransportError as error:
            raise BusyError(f"the connection broke: {error}") from error
        return self._read(response)

    def _read(self, response: httpx.Response) -> Reply:
        status = response.status_code
        if status in _AGAIN or status >= 500:
            raise BusyError(f"it answers {status}: {_said(response)}".rstrip(": "), _wait(response))
        if status != 200:
            self._refuse(response)
        try:
            value = response.json()
            choice = value["choices"][0]
            text = choice["message"].get("content") or ""
            tokens = int((value.get("usage") or {}).get("total_tokens") or 0)
            return Reply(str(text), tokens, choice.get("finish_reason") == "length")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise BusyError("its answer is no chat completion") from error

    def _refuse(self, response: httpx.Response) -> None:
        status = response.status_code
        remedy = "Correct model and url below [llm] in kg.toml (or KG_LLM_MODEL, KG_LLM_URL)."
        if status in (401, 403):
            remedy = f"Put the key of the service into the environment: {KEY}."
        what = f"the server of the larger model refuses: {status} {_said(response)}".rstrip()
        raise ModelError(what, f"{self._service.address}, model {self._service.model}", remedy)


def _said(response: httpx.Response) -> str:
    """What a server says of an error, in one line."""
    try:
        error = response.json()["error"]
        said = str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError):
        said = response.text
    return " ".join(said.split())[:_LONGEST]


def _wait(response: httpx.Response) -> float | None:
    """The seconds of the header Retry-After, if it has them."""
    try:
        return max(0.0, float(response.headers["retry-after"]))
    except (KeyError, ValueError):
        return None
