"""A project: the folder with kg.toml, found upwards from where a command runs."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.errors import ProjectError, UsageError
from kg.iris import DEFAULT_BASE, Iris, is_iri
from kg.model.place import AUTHENTICATIONS, USUAL, Named, Place, ServerSettings, is_address, server_name
from kg.paths import data_folder

NAME = "kg.toml"
_KEYS = {"base", "store", "language", "licence", "extractor", "llm"}
EXTRACTORS = ("full", "rules", "llm", "both")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The table [llm] of kg.toml: the server of a larger model, and how much may be asked of it.

    `url` is the address of its API, such as http://127.0.0.1:8080/v1. Without `url` and `model` none is asked.
    """

    url: str = ""
    model: str = ""
    requests: int = 1000  # most requests a run
    tokens: int = 0  # most tokens a run, of questions and answers; 0: as many as it takes
    rate: int = 0  # most requests a minute; 0: as many as the server answers
    tries: int = 4  # of one question
    pause: float = 1.0  # seconds before the second try, doubled before each further one
    timeout: float = 300.0  # seconds for one answer
    length: int = 4096  # most tokens of an answer


@dataclass(frozen=True, slots=True)
class Project:
    """Settings of a project. `licence` is the IRI of the licence of its data.

    `extractor` is `full` (rules and what was learnt), `rules` (rules alone, three times as fast), `llm` (the larger
    model of the settings `llm`) or `both` (`full` and `llm`, merged by agreement).
    """

    root: Path
    base: str = DEFAULT_BASE
    store: str = ".kg/store"
    language: str = "en"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    extractor: str = "full"
    llm: ModelSettings = ModelSettings()
    server: ServerSettings = USUAL

    @property
    def iris(self) -> Iris:
        return Iris(self.base)

    def place(self, named: Named | None = None) -> Path | Place:
        """Where a store is that is named, or else the project's: a folder, or a server. UsageError for a wrong address.

        The settings of [store] are for its own address alone.
        """
        if not is_address(self.store if named is None else named):
            return self.root / self.store if named is None else Path(named)
        address = _checked(str(self.store if named is None else named))
        settings = self.server if address == self.server.query else ServerSettings(address)
        return Place(settings, self.root / ".kg" / "remote" / server_name(address))

    def source(self, named: Named, target: Named) -> Path | Place:
        """Where a store is from which one copies to `target`.

        Between two servers what the environment holds for the one does not go to the other: KG_FROM_USER,
        KG_FROM_PASSWORD and KG_FROM_TOKEN are for the one from which is copied.
        """
        found = self.place(named)
        if not (isinstance(found, Place) and is_address(target)):
            return found
        settings = replace(
            found.settings,
            user_variable="KG_FROM_USER",
            password_variable="KG_FROM_PASSWORD",
            token_variable="KG_FROM_TOKEN",
        )
        return replace(found, settings=settings)

    @property
    def own_registry(self) -> Path:
        """The project's own actors, whether there is such a file or not."""
        return self.root / "graph" / "actors.ttl"

    @property
    def registry_files(self) -> tuple[Path, ...]:
        """The registry of the package, then the project's own."""
        base = data_folder("graph") / "actors.ttl"
        own = self.own_registry
        return (base, own) if own.exists() and own.resolve() != base.resolve() else (base,)

    @property
    def decisions(self) -> Path:
        return self.root / "graph" / "decisions"


def find_project(start: Path | None = None) -> Project:
    """The project of a folder or of the nearest one above it. ProjectError where there is none."""
    folder = (start or Path.cwd()).resolve()
    root = _root(folder)
    if root is None:
        raise ProjectError(
            "there is no project here", f"{folder} and the folders above", "Make one with `kg init DIR`."
        )
    return _read(root)


def find_or_default(start: Path | None = None) -> Project:
    """The project, or where there is none and none was named one with the usual settings in this folder."""
    if start is None and _root(Path.cwd().resolve()) is None:
        return Project(Path.cwd())
    return find_project(start)


def fault(setting: str, value: str) -> tuple[str, str] | None:
    """What is wrong with the value of a setting, and what to do; none where nothing is.

    >>> fault("base", "https://example.org/id")
    ('base must end in / or #', 'Add the sign.')
    """
    if setting in ("base", "licence") and not is_iri(value):
        return f'{setting} must be an IRI, not "{value}"', "Write one such as https://example.org/id/."
    if setting == "base" and not value.endswith(("/", "#")):
        return "base must end in / or #", "Add the sign."
    if setting == "extractor" and value not in EXTRACTORS:
        return f"there is no extractor {value}", f"Choose one of {', '.join(EXTRACTORS)}."
    if not value:
        return f"{setting} is empty", "Give it a value, or leave it out."
    return None


def _checked(address: str) -> str:
    """The address of a server. UsageError where it is none, or holds a password."""
    try:
        parts = urlsplit(address)
        is_right = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_right = False
    shown = address.rpartition("@")[2]
    if not is_right:
        remedy = "Write one such as https://example.org/sparql."
        raise UsageError(f'"{shown}" is no address of a server', "--store, or store in kg.toml", remedy)
    if parts.username or parts.password:
        remedy = f"Put them into the environment: {USUAL.variables}."
        raise UsageError("user and password must not stand in an address", shown, remedy)
    return address


def _root(folder: Path) -> Path | None:
    return next((f for f in (folder, *folder.parents) if (f / NAME).is_file()), None)


def _read(root: Path) -> Project:
    path = root / NAME
    try:
        settings = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProjectError(f"{NAME} cannot be read: {error}", str(path), "Correct it.") from error
    if unknown := sorted(set(settings) - _KEYS):
        known = ", ".join(sorted(_KEYS))
        raise ProjectError(f"{NAME} has an unknown setting: {unknown[0]}", str(path), f"Known: {known}.")
    model = ModelSettings(**_table("llm", settings.pop("llm", {}), ModelSettings(), path))
    server = USUAL
    if not isinstance(settings.get("store", ""), str):
        server = _server_settings(settings["store"], path)
        settings["store"] = server.query
    if wrong := sorted(k for k, v in settings.items() if not isinstance(v, str)):
        raise ProjectError(f"{NAME}: {wrong[0]} must be text", str(path), "Put it in quotation marks.")
    for setting, value in sorted(settings.items()):
        if found := fault(setting, value):
            raise ProjectError(f"{NAME}: {found[0]}", str(path), found[1])
    return Project(root, **settings, llm=model, server=server)


def _server_settings(table: Any, path: Path) -> ServerSettings:
    """The table [store]. ProjectError where it names no server."""
    made = ServerSettings(**_table("store", table, USUAL, path))
    where = f"{path}, [store]"
    for setting in ("query", "update", "graph_store"):
        value = getattr(made, setting)
        if (value or setting == "query") and not is_address(value):
            name = setting.replace("_", "-")
            raise ProjectError(f"{NAME}: {name} must be the address of a server", where, f'Write {name} = "https://…".')
    if made.auth not in AUTHENTICATIONS:
        raise ProjectError(f"there is no auth {made.auth}", where, f"Choose one of {', '.join(AUTHENTICATIONS)}.")
    return made


_SECRETS = {  # what must not stand in a file: where it belongs
    "llm": {"key": "KG_LLM_KEY"},
    "store": {"user": "KG_STORE_USER", "password": "KG_STORE_PASSWORD", "token": "KG_STORE_TOKEN"},
}


def _table(name: str, table: Any, usual: Any, path: Path) -> dict[str, Any]:
    """The settings of a table, whose names have - for _. ProjectError where it is none, or a setting is wrong."""
    known = {field.name.replace("_", "-"): type(getattr(usual, field.name)) for field in fields(usual)}
    if not isinstance(table, dict):
        raise ProjectError(f"{NAME}: {name} must be a table", str(path), f"Write [{name}], and its settings below it.")
    for setting, value in sorted(table.items()):
        where = f"{path}, [{name}]"
        if variable := _SECRETS[name].get(setting):
            what = f"a {setting} must not stand in a file"
            raise ProjectError(what, where, f"Put it into the environment: {variable}.")
        if setting not in known:
            raise ProjectError(f"{NAME} has an unknown setting: {setting}", where, f"Known: {', '.join(known)}.")
        if known[setting] is str and not isinstance(value, str):
            raise ProjectError(f"{NAME}: {setting} must be text", where, "Put it in quotation marks.")
        if known[setting] is not str and not _is_number(value, known[setting]):
            number = "a whole number" if known[setting] is int else "a number"
            raise ProjectError(f"{NAME}: {setting} must be {number} that is not below 0", where, "Correct it.")
        if setting in ("tries", "timeout", "length") and not value:
            raise ProjectError(f"{NAME}: {setting} must not be 0", where, "Correct it, or leave it out.")
    return {setting.replace("-", "_"): value for setting, value in table.items()}


def _is_number(value: Any, kind: type) -> bool:
    kinds = (int, float) if kind is float else (int,)
    return isinstance(value, kinds) and not isinstance(value, bool) and value >= 0
