"""No wheel and no source archive without the built explorer."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Explorer(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """RuntimeError where the explorer is not built; a checkout that is installed to be edited may be without."""
        if version != "editable" and not Path(self.root, "src/kg/serve/static/index.html").is_file():
            raise RuntimeError("the explorer is not built\n  at src/kg/serve/static\n  Run `make web` first.")
