"""Answers in the formats that people and programs read."""

import csv
import io
import json
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from kg.iris import XSD
from kg.model.quads import Literal, Term, plain, term
from kg.store import Rows
from kg.xml import printable

_STRING = XSD + "string"


def csv_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.variables)
    writer.writerows([plain(row.get(v)) for v in rows.variables] for row in rows.rows)
    return out.getvalue()


def tsv_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results TSV: terms as in N-Triples."""
    lines = ["\t".join(f"?{v}" for v in rows.variables)]
    lines += ["\t".join(term(row[v]) if v in row else "" for v in rows.variables) for row in rows.rows]
    return "\n".join(lines) + "\n"


def json_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{v: _json(row[v]) for v in rows.variables if v in row} for row in rows.rows]
    value = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _json(value: Term) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"type": "uri", "value": str(value)}
    found = {"type": "literal", "value": value.value}
    if value.language:
        found["xml:lang"] = value.language
    elif value.datatype != _STRING:
        found["datatype"] = str(value.datatype)
    return found


def xml_text(rows: Rows) -> str:
    """SPARQL Query Results XML."""
    head = "".join(f"    <variable name={quoteattr(v)}/>\n" for v in rows.variables)
    results = "".join(
        "    <result>"
        + "".join(f"<binding name={quoteattr(v)}>{_xml(row[v])}</binding>" for v in rows.variables if v in row)
        + "</result>\n"
        for row in rows.rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"  <head>\n{head}  </head>\n  <results>\n{results}  </results>\n</sparql>\n"
    )


def _xml(value: Term) -> str:
    if not isinstance(value, Literal):
        return f"<uri>{escape(printable(str(value)))}</uri>"
    kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    if not value.language and value.datatype != _STRING:
        kind = f" datatype={quoteattr(str(value.datatype))}"
    return f"<literal{kind}>{escape(printable(value.value))}</literal>"


def markdown_text(rows: Rows) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(rows.variables)} |", f"|{' --- |' * len(rows.variables)}"]
    for row in rows.rows:
        cells = (" ".join(plain(row.get(v)).split()).replace("|", "\\|") for v in rows.variables)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


WRITERS: dict[str, Callable[[Rows], str]] = {
    "csv": csv_text,
    "tsv": tsv_text,
    "json": json_text,
    "xml": xml_text,
    "markdown": markdown_text,
}
