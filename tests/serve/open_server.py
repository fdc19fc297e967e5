"""`kg serve` that loads from addresses of this machine as well, which the command itself refuses."""

from collections.abc import Callable

from kg.cli import main
from kg.cli import serve as module
from kg.serve.fetching import Fetching
from kg.serve.listening import listen
from kg.serve.service import Service

LARGEST = 100_000  # bytes of what an update loads


def _listen(service: Service, host: str, port: int, tell: Callable[[str], None]) -> None:
    settings = service.settings
    fetching = Fetching(settings.hosts, LARGEST, settings.limits.seconds, may=lambda address: True)
    listen(Service(settings, fetching), host, port, tell)


if __name__ == "__main__":
    module.listen = _listen  # type: ignore[attr-defined]
    main()
