"""What a server asks of those who come: user and password, or a token, from the environment alone."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import StoreError
from kg.model.place import Place

_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Access:
    """Shown and written nowhere."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    digest: bool = False


def access_to(place: Place, environment: Mapping[str, str] = os.environ) -> Access:
    """What the environment holds for a server. StoreError where it is not whole, or would go over an open line."""
    settings = place.settings
    user, password, token = (
        environment.get(name, "").strip()
        for name in (settings.user_variable, settings.password_variable, settings.token_variable)
    )
    if bool(user) != bool(password):
        missing = settings.password_variable if user else settings.user_variable
        raise StoreError("user and password go together", missing, f"Set {missing} in the environment too.")
    if user and token:
        where = f"{settings.user_variable}, {settings.token_variable}"
        raise StoreError("there are both a password and a token for the server", where, "Unset one of them.")
    if not (token.isascii() and token.isprintable()):
        raise StoreError("the token has a character that no token has", settings.token_variable, "Copy it again.")
    for address in {place.query, place.update, place.graph_store} - {""}:
        parts = urlsplit(address)
        if (user or token) and parts.scheme.lower() != "https" and parts.hostname not in _HERE:
            raise StoreError("the password would travel in the clear", place.address, "Use an address with https.")
    return Access(user, password, token, settings.auth == "digest")
