"""Where the package's own data lie: in a checkout beside src/, in an installed wheel inside the package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def data_folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `graph` that belongs to this version of the package."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _CHECKOUT / name
