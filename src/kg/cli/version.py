"""The versions that `kg --version` names."""

import re
from importlib.metadata import version

from kg.paths import data_folder


def versions() -> str:
    """The versions of kg, of the ontology and of the language model."""
    from kg.language.parser import model_name

    return f"kg {version('kg')}\nontology {ontology_version()}\nlanguage model {model_name()}"


def ontology_version() -> str:
    """The owl:versionInfo of the ontology."""
    text = (data_folder("ontology") / "kg.ttl").read_text(encoding="utf8")
    found = re.search(r'owl:versionInfo\s+"([^"]+)"', text)
    return found.group(1) if found else "unknown"
