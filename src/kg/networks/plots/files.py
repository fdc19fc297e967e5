"""Pictures as files: the same bytes for the same picture."""

from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from kg.errors import UsageError
from kg.networks.plots.sheet import styled

_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
ENDINGS = tuple(_METADATA)


def written(figure: Figure, ending: str) -> bytes:
    """The bytes of a figure as svg, png or pdf. UsageError for another ending."""
    if ending not in _METADATA:
        known = ", ".join(f".{one}" for one in ENDINGS)
        raise UsageError(f"a picture is not written as {ending or 'a file without an ending'}", ending, f"Use {known}.")
    out = BytesIO()
    with styled():
        figure.savefig(out, format=ending, metadata=_METADATA[ending])
    return out.getvalue()


def write(figure: Figure, path: Path) -> None:
    """Write a figure; the ending says how. UsageError for another ending, or where the file cannot be written."""
    content = written(figure, path.suffix.removeprefix(".").lower())
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"the picture cannot be written: {error}", str(path), "Name another file.") from error
