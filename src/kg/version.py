"""What this installation of kg is: its code, and the libraries that take part in reading a text."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_LIBRARIES = ("numpy", "onnxruntime", "rapidfuzz", "spacy", "tokenizers")
_ELSEWHERE = (".onnx", ".npz", ".pyc")  # the weights have a digest of their own


@cache
def code_digest() -> str:
    """A hash of the package's modules, rules and word lists."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        name = path.relative_to(_PACKAGE)
        if path.is_file() and path.suffix not in _ELSEWHERE and name.parts[0] != "data":
            digest.update(f"{name.as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def libraries() -> dict[str, str]:
    """The versions of Python and of the libraries that decide about what is found."""
    return {"Python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}}
