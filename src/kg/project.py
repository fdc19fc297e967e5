"""A project: the folder with kg.toml, found upwards from where a command runs."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ProjectError
from kg.iris import DEFAULT_BASE, Iris
from kg.paths import data_folder

NAME = "kg.toml"
_KEYS = {"base", "store", "language", "licence"}


@dataclass(frozen=True, slots=True)
class Project:
    """Settings of a project. `licence` is the IRI of the licence of its data."""

    root: Path
    base: str = DEFAULT_BASE
    store: str = ".kg/store"
    language: str = "en"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"

    @property
    def iris(self) -> Iris:
        return Iris(self.base)

    @property
    def store_folder(self) -> Path:
        return self.root / self.store

    @property
    def registry_files(self) -> tuple[Path, ...]:
        """The registry of the package, then the project's own."""
        base = data_folder("graph") / "actors.ttl"
        own = self.root / "graph" / "actors.ttl"
        return (base, own) if own.exists() and own.resolve() != base.resolve() else (base,)

    @property
    def decisions(self) -> Path:
        return self.root / "graph" / "decisions"


def find_project(start: Path | None = None) -> Project:
    """The project of a folder or of the nearest one above it. ProjectError where there is none."""
    folder = (start or Path.cwd()).resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / NAME).is_file():
            return _read(candidate)
    raise ProjectError("there is no project here", f"{folder} and the folders above", "Make one with `kg init DIR`.")


def find_or_default(start: Path | None = None) -> Project:
    """The project, or where there is none and none was named one with the usual settings in this folder."""
    try:
        return find_project(start)
    except ProjectError:
        if start is not None:
            raise
        return Project(Path.cwd())


def _read(root: Path) -> Project:
    path = root / NAME
    try:
        settings = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProjectError(f"{NAME} cannot be read: {error}", str(path), "Correct it.") from error
    if unknown := sorted(set(settings) - _KEYS):
        known = ", ".join(sorted(_KEYS))
        raise ProjectError(f"{NAME} has an unknown setting: {unknown[0]}", str(path), f"Known: {known}.")
    if wrong := sorted(k for k, v in settings.items() if not isinstance(v, str)):
        raise ProjectError(f"{NAME}: {wrong[0]} must be text", str(path), "Put it in quotation marks.")
    if not str(settings.get("base", DEFAULT_BASE)).endswith(("/", "#")):
        raise ProjectError(f"{NAME}: base must end in / or #", str(path), "Add the sign.")
    return Project(root, **settings)
