"""A project: the folder with kg.toml, found upwards from where a command runs."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ProjectError
from kg.iris import DEFAULT_BASE, Iris, is_iri
from kg.paths import data_folder

NAME = "kg.toml"
_KEYS = {"base", "store", "language", "licence", "extractor"}
EXTRACTORS = ("full", "rules")


@dataclass(frozen=True, slots=True)
class Project:
    """Settings of a project. `licence` is the IRI of the licence of its data.

    `extractor` is `full` (rules and what was learnt) or `rules` (rules alone, three times as fast).
    """

    root: Path
    base: str = DEFAULT_BASE
    store: str = ".kg/store"
    language: str = "en"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    extractor: str = "full"

    @property
    def iris(self) -> Iris:
        return Iris(self.base)

    @property
    def store_folder(self) -> Path:
        return self.root / self.store

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
    if wrong := sorted(k for k, v in settings.items() if not isinstance(v, str)):
        raise ProjectError(f"{NAME}: {wrong[0]} must be text", str(path), "Put it in quotation marks.")
    for setting, value in sorted(settings.items()):
        if found := fault(setting, value):
            raise ProjectError(f"{NAME}: {found[0]}", str(path), found[1])
    return Project(root, **settings)
