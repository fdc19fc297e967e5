"""The types of the API for the explorer, from its description: `python web/api_types.py [--check]`."""

import json
import sys
import tempfile
from pathlib import Path

from npm import WEB, npm

from kg.serve.app import application
from kg.serve.service import Service, Settings

TYPES = WEB / "src" / "api" / "schema.d.ts"


def made() -> str:
    """The types as openapi-typescript writes them."""
    described = application(Service(Settings(WEB))).openapi()
    described["paths"] = {path: said for path, said in described["paths"].items() if _is_used(path)}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        source.write_text(json.dumps(described), encoding="utf8")
        npm("run", "--silent", "types", "--", str(source), "--output", str(target))
        return target.read_text(encoding="utf8")


def _is_used(path: str) -> bool:
    """Whether the explorer may ask there: not at other protocols, nor at single named queries."""
    return path.startswith("/api/") and (not path.startswith("/api/queries/") or "{" in path)


def main() -> None:
    text = made()
    if "--check" not in sys.argv:
        TYPES.write_text(text, encoding="utf8")
    elif TYPES.read_text(encoding="utf8") != text:
        sys.exit("web/src/api/schema.d.ts is not what the API says: run `make types`")


if __name__ == "__main__":
    main()
