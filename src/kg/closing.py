"""What is closed at the end of a with statement."""

from types import TracebackType
from typing import Self


class Closing:
    """Closed where a with statement ends, however it ends."""

    def close(self) -> None:
        """Let go of files and connections; closing twice does nothing more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
