"""kg: a knowledge graph of actors and viewpoints. `kg.open()` opens the store of a project."""

from typing import Any


def __getattr__(name: str) -> Any:
    """What has a name here is loaded when it is first used, so that `import kg` costs nothing."""
    if name in ("open", "network", "Graph"):
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module kg has no attribute {name}")
