"""A project as it travels to a machine that does not have it: settings, and the files that decide about extraction."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.project import Project


@dataclass(frozen=True, slots=True)
class Parcel:
    """Settings without a folder, and the content of files by their path below it."""

    project: Project
    files: tuple[tuple[str, bytes], ...]


def packed(project: Project) -> Parcel:
    """The project's own registry, if it has one, and its decisions."""
    own = [path for path in project.registry_files if path == project.own_registry]
    paths = [*own, *sorted(project.decisions.glob("*.csv"))]
    files = tuple((path.relative_to(project.root).as_posix(), path.read_bytes()) for path in paths)
    return Parcel(replace(project, root=Path()), files)


def unpacked(parcel: Parcel) -> Project:
    """The project in a folder that this process keeps until it ends."""
    return replace(parcel.project, root=Path(_folder(parcel).name))


@cache
def _folder(parcel: Parcel) -> "TemporaryDirectory[str]":
    folder = TemporaryDirectory(prefix="kg-project-")
    for name, content in parcel.files:
        path = Path(folder.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
