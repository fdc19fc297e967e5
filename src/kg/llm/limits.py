"""How much may be asked in one run, and how fast."""

import time

from kg.errors import ModelError
from kg.project import ModelSettings

_MINUTE = 60.0


class Limits:
    """Counts requests, tokens and kept answers of a run, and keeps requests apart."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self.requests = self.tokens = self.kept = 0
        self._next = 0.0

    def admit(self) -> None:
        """Wait until a request may be made. ModelError where none may be made any more."""
        most, tokens = self._settings.requests, self._settings.tokens
        if self.requests >= most:
            self._refuse(f"the budget of {most} requests is used up", "requests")
        if tokens and self.tokens >= tokens:
            self._refuse(f"the budget of {tokens} tokens is used up ({self.tokens})", "tokens")
        if self._settings.rate:
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + _MINUTE / self._settings.rate
        self.requests += 1

    def spend(self, tokens: int) -> None:
        self.tokens += tokens

    def told(self) -> str:
        """What the run has cost, in a line."""
        asked = f"{self.requests} request{'' if self.requests == 1 else 's'}, {self.tokens} tokens"
        return f"larger model: {asked}; answers kept from earlier: {self.kept}"

    def _refuse(self, what: str, setting: str) -> None:
        remedy = "Run the same command again to go on, or raise it; what was answered is kept and asked no more."
        raise ModelError(what, f"{setting} below [llm] in kg.toml", remedy)
