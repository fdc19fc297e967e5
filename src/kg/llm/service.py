"""Which larger model is asked, and where: kg.toml, then the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from kg.errors import ModelError
from kg.project import ModelSettings

URL, MODEL, KEY = "KG_LLM_URL", "KG_LLM_MODEL", "KG_LLM_KEY"


@dataclass(frozen=True, slots=True)
class Service:
    """A model at an address. The key is for the server alone: it is shown and written nowhere."""

    url: str = field(repr=False)
    model: str
    settings: ModelSettings = field(repr=False)
    key: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """The address without name, password and query.

        >>> Service("https://me:secret@example.org:8080/v1?key=x", "m", ModelSettings()).address
        'https://example.org:8080/v1'
        """
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def service_of(settings: ModelSettings, environment: Mapping[str, str] = os.environ) -> Service:
    """The model that settings and environment name. ModelError where they name none."""
    url = (environment.get(URL) or settings.url).strip()
    model = (environment.get(MODEL) or settings.model).strip()
    if not url or not model:
        missing = "address" if not url else "name"
        remedy = f"Set url and model below [llm] in kg.toml, or {URL} and {MODEL}; --extractor full needs none."
        raise ModelError(f"the larger model has no {missing}", "kg.toml, [llm]", remedy)
    if not _is_address(url):
        shown = url.rpartition("@")[2]
        remedy = "Write one such as http://127.0.0.1:8080/v1."
        raise ModelError(f'"{shown}" is no address of a server', f"url below [llm] in kg.toml, or {URL}", remedy)
    key = environment.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ModelError("the key of the larger model has a character that no key has", KEY, "Copy it again.")
    return Service(url.rstrip("/"), model, settings, key)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
