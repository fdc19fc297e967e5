"""Answers in the formats that people and programs read.

Oxigraph keeps the values of numbers, not their spelling; doubles and floats are written in the canonical form of XML
Schema.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from kg.iris import XSD, Iri
from kg.model.quads import Literal, Term, plain, term
from kg.store import Rows
from kg.xml import printable

_STRING = XSD + "string"
_DOUBLES = frozenset({Iri(XSD + "double"), Iri(XSD + "float")})
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_TO_QUOTE = re.compile('[",\r\n]')  # the csv module leaves a single carriage return bare where lines end in LF


def csv_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV: values without their types; lines end in LF."""
    cells = ([plain(_spelt(row[v])) if v in row else "" for v in rows.variables] for row in rows.rows)
    return "".join(",".join(map(_cell, line)) + "\n" for line in (rows.variables, *cells))


def _cell(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if _TO_QUOTE.search(value) else value


def tsv_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results TSV: terms as in N-Triples."""
    lines = ["\t".join(f"?{v}" for v in rows.variables)]
    lines += ["\t".join(term(_spelt(row[v])) if v in row else "" for v in rows.variables) for row in rows.rows]
    return "\n".join(lines) + "\n"


def json_text(rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{v: _json(_spelt(row[v])) for v in rows.variables if v in row} for row in rows.rows]
    value = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _spelt(value: Term) -> Term:
    """A term as it is written: 1000000 as a double is 1.0E6."""
    if not (isinstance(value, Literal) and value.datatype in _DOUBLES and _DOUBLE.fullmatch(value.value)):
        return value
    mantissa, _, exponent = format(Decimal(value.value).normalize(), "E").partition("E")
    return replace(value, value=f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}")


def _json(value: Term) -> dict[str, str]:
    if not isinstance(value, Literal):
        label = value.removeprefix("_:")
        return {"type": "uri" if label == value else "bnode", "value": label}
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
        + "".join(f"<binding name={quoteattr(v)}>{_xml(_spelt(row[v]))}</binding>" for v in rows.variables if v in row)
        + "</result>\n"
        for row in rows.rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"  <head>\n{head}  </head>\n  <results>\n{results}  </results>\n</sparql>\n"
    )


def _xml(value: Term) -> str:
    if not isinstance(value, Literal):
        return f"<bnode>{value[2:]}</bnode>" if value.startswith("_:") else f"<uri>{_escaped(value)}</uri>"
    kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    if not value.language and value.datatype != _STRING:
        kind = f" datatype={quoteattr(str(value.datatype))}"
    return f"<literal{kind}>{_escaped(value.value)}</literal>"


def _escaped(text: str) -> str:
    """A text for XML; a reader takes a bare carriage return for a line feed."""
    return escape(printable(text), {"\r": "&#13;"})


def markdown_text(rows: Rows) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(rows.variables)} |", f"|{' --- |' * len(rows.variables)}"]
    for row in rows.rows:
        cells = (" ".join(plain(row.get(v)).split()).replace("|", "\\|") for v in rows.variables)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def yes_json(answer: bool) -> str:
    """The answer to an ASK in SPARQL 1.1 Query Results JSON."""
    return json.dumps({"head": {}, "boolean": answer}) + "\n"


def yes_xml(answer: bool) -> str:
    """The answer to an ASK in SPARQL Query Results XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"  <head/>\n  <boolean>{json.dumps(answer)}</boolean>\n</sparql>\n"
    )


WRITERS: dict[str, Callable[[Rows], str]] = {
    "csv": csv_text,
    "tsv": tsv_text,
    "json": json_text,
    "xml": xml_text,
    "markdown": markdown_text,
}
ASK_WRITERS: dict[str, Callable[[bool], str]] = {"json": yes_json, "xml": yes_xml}
