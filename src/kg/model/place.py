"""Where a store is, if it is on a server."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

Named: TypeAlias = Path | str  # a store as it is named on the command line: a folder, or the address of a server
AUTHENTICATIONS = ("basic", "digest")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The table [store] of kg.toml: a SPARQL server, and which environment variables hold what it asks for.

    Without `update` that is the address of `query`, or `/update` where that ends in `/query`. Where `graph_store` is
    set, what is too large for one update goes there.
    """

    query: str = ""
    update: str = ""
    graph_store: str = ""
    auth: str = "basic"  # or digest
    user_variable: str = "KG_STORE_USER"
    password_variable: str = "KG_STORE_PASSWORD"
    token_variable: str = "KG_STORE_TOKEN"
    timeout: float = 300.0  # seconds for one answer
    tries: int = 5  # of one request
    pause: float = 1.0  # seconds before the second try, doubled before each further one

    @property
    def variables(self) -> str:
        return f"{self.user_variable} and {self.password_variable}, or {self.token_variable}"


USUAL = ServerSettings()


@dataclass(frozen=True, slots=True)
class Place:
    """A store on a server. What is kept back from queries lies in the folder `kept`, and never goes to the server."""

    settings: ServerSettings
    kept: Path

    @property
    def query(self) -> str:
        return self.settings.query

    @property
    def update(self) -> str:
        """Where changes go.

        >>> Place(ServerSettings("http://127.0.0.1:7878/query"), Path(".")).update
        'http://127.0.0.1:7878/update'
        """
        if self.settings.update:
            return self.settings.update
        parts = urlsplit(self.query)
        path = parts.path.removesuffix("query") + "update" if parts.path.endswith("/query") else parts.path
        return urlunsplit(parts._replace(path=path))

    @property
    def graph_store(self) -> str:
        return self.settings.graph_store

    @property
    def address(self) -> str:
        """The address to show, without name, password and parameters."""
        parts = urlsplit(self.query)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

    def __str__(self) -> str:
        return self.address


def is_address(named: Named) -> bool:
    """Whether a store is named by the address of a server.

    >>> is_address("https://example.org/sparql"), is_address(".kg/store")
    (True, False)
    """
    return str(named).lower().startswith(("http://", "https://"))


def server_name(address: str) -> str:
    """The host, and a digest of the address.

    >>> server_name("https://example.org/sparql")
    'example.org-051928e65723'
    """
    return f"{urlsplit(address).hostname}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
