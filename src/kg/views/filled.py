"""Templates of pages, filled: what stands in a script or in HTML can end neither."""

import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path


def filled(parts: Mapping[str, str]) -> str:
    """The page of a network with its parts, besides style, script and library, which are always the same."""
    whole = {"LIBRARY": library(), "STYLE": read_template("page.css"), "SCRIPT": read_template("page.js"), **parts}
    return fill("page.html", whole)


def fill(template: str, parts: Mapping[str, str]) -> str:
    """A template with its parts in the place of their names."""
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda m: parts[m.group(1)], read_template(template))


def as_json(value: object) -> str:
    """JSON that may stand in a script: no sign in it can end the script or begin a tag."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return text


def library() -> str:
    """The drawing library that pyvis brings, as a script."""
    found = sorted(Path(str(files("pyvis") / "templates" / "lib")).glob("vis-*/vis-network.min.js"))
    text = found[-1].read_text(encoding="utf8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return text.replace("</script", "<\\/script")


def options(name: str, values: list[str]) -> str:
    chosen = "".join(f'<option value="{html.escape(v)}">{html.escape(v)}</option>' for v in values)
    return f'<label>{name} <select id="{name}"><option value="">all</option>{chosen}</select></label>'


def read_template(name: str) -> str:
    return (Path(__file__).parent / "template" / name).read_text(encoding="utf8")
