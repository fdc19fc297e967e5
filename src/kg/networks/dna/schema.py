"""The tables of a file as version 3 of the Discourse Network Analyzer makes them, and the records of their rows."""

from typing import Any

from kg.networks.dna import records as r

_ID, _KEY = "ID INTEGER NOT NULL PRIMARY KEY", "ID INTEGER PRIMARY KEY NOT NULL"  # the program writes both


def _short(name: str, more: str = "") -> str:
    return f"{name} TEXT NOT NULL {more}CHECK (LENGTH({name}) < 191)"


def _colour(more: str = "NOT NULL DEFAULT 0 ") -> str:
    return ", ".join(f"{name} INTEGER {more}CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue"))


def _flag(name: str, usual: int = 1) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {usual}"


def _to(table: str, *columns: str) -> str:
    return ", ".join(f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE" for column in columns)


_OF_STATEMENT = f"{_KEY}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL"
_ITS_KEYS = f"{_to('STATEMENTS', 'StatementId')}, {_to('VARIABLES', 'VariableId')}"
_ONE_EACH = "UNIQUE (StatementId, VariableId)"
_EMPTY = "DEFAULT '' "
_RIGHTS = [
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
]  # fmt: skip
_SHARED = ["viewStatements", "editStatements", "viewDocuments", "editDocuments"]

TABLES: dict[str, str] = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": ", ".join([
        _ID, _short("Name"), _colour(), "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14", _short("Password"),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300", _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0), _flag("PopupAutoComplete"), *(_flag(f"Permission{right}") for right in _RIGHTS),
    ]),
    "DOCUMENTS": ", ".join([
        _ID, _short("Title"), "Text TEXT NOT NULL", "Coder INTEGER", _short("Author", _EMPTY),
        _short("Source", _EMPTY), _short("Section", _EMPTY), "Notes TEXT NOT NULL DEFAULT ''",
        _short("Type", _EMPTY), "Date INTEGER NOT NULL", _to("CODERS", "Coder"),
    ]),
    "STATEMENTTYPES": f"{_ID}, {_short('Label')}, {_colour()}",
    "VARIABLES": ", ".join([
        _ID, _short("Variable"), "DataType TEXT NOT NULL CHECK (DataType = 'boolean' OR DataType = 'integer' OR "
        "DataType = 'long text' OR DataType = 'short text') DEFAULT 'short text'", "StatementTypeId INTEGER",
        _to("STATEMENTTYPES", "StatementTypeId"), "UNIQUE (Variable, StatementTypeId)",
    ]),
    "VARIABLELINKS": ", ".join([
        _ID, "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (TargetVariableId != SourceVariableId)",
        _to("VARIABLES", "SourceVariableId", "TargetVariableId"),
    ]),
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {_colour()}",
    "CODERRELATIONS": ", ".join([
        _ID, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)",
        *(f"{name} INTEGER NOT NULL DEFAULT 1 CHECK({name} BETWEEN 0 AND 1)" for name in _SHARED),
        "CHECK (Coder != OtherCoder)", _to("CODERS", "Coder", "OtherCoder"),
    ]),
    "STATEMENTS": ", ".join([
        _ID, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK(Start >= 0)",
        "Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
        _to("STATEMENTTYPES", "StatementTypeId"), _to("CODERS", "Coder"), _to("DOCUMENTS", "DocumentId"),
    ]),
    "DATABOOLEAN": f"{_OF_STATEMENT}, Value INTEGER NOT NULL DEFAULT 1, {_ITS_KEYS}, {_ONE_EACH}",
    "DATAINTEGER": f"{_OF_STATEMENT}, Value INTEGER NOT NULL DEFAULT 0, {_ITS_KEYS}, {_ONE_EACH}",
    "ENTITIES": ", ".join([
        _KEY, "VariableId INTEGER NOT NULL", _short("Value", _EMPTY), _colour(""),
        "ChildOf INTEGER CHECK(ChildOf > 0)", "UNIQUE (VariableId, Value)", _to("ENTITIES", "ChildOf"),
        _to("VARIABLES", "VariableId"),
    ]),
    "DATASHORTTEXT": f"{_OF_STATEMENT}, Entity INTEGER NOT NULL, {_ITS_KEYS}, {_to('ENTITIES', 'Entity')}, {_ONE_EACH}",
    "DATALONGTEXT": f"{_OF_STATEMENT}, Value TEXT DEFAULT '', {_ITS_KEYS}, {_ONE_EACH}",
    "ATTRIBUTEVARIABLES": ", ".join([
        _KEY, "VariableId INTEGER NOT NULL", _short("AttributeVariable"), "UNIQUE(VariableId, AttributeVariable)",
        _to("VARIABLES", "VariableId"),
    ]),
    "ATTRIBUTEVALUES": ", ".join([
        _KEY, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL", _short("AttributeValue", _EMPTY),
        "UNIQUE (EntityId, AttributeVariableId)", _to("ENTITIES", "EntityId"),
        _to("ATTRIBUTEVARIABLES", "AttributeVariableId"),
    ]),
}  # fmt: skip
"""Columns, keys and conditions of each table, in the order in which they are made."""

RECORDS: dict[str, tuple[str, type[Any]]] = {
    "SETTINGS": ("settings", r.Setting),
    "CODERS": ("coders", r.Coder),
    "DOCUMENTS": ("documents", r.Text),
    "STATEMENTTYPES": ("types", r.StatementType),
    "VARIABLES": ("variables", r.Variable),
    "VARIABLELINKS": ("links", r.VariableLink),
    "REGEXES": ("regexes", r.Regex),
    "CODERRELATIONS": ("relations", r.CoderRelation),
    "STATEMENTS": ("statements", r.Coded),
    "DATABOOLEAN": ("booleans", r.Number),
    "DATAINTEGER": ("integers", r.Number),
    "ENTITIES": ("entities", r.Entity),
    "DATASHORTTEXT": ("short_texts", r.Reference),
    "DATALONGTEXT": ("long_texts", r.LongText),
    "ATTRIBUTEVARIABLES": ("attributes", r.Attribute),
    "ATTRIBUTEVALUES": ("attribute_values", r.AttributeValue),
}
"""For each table the field of Project that has its rows, and what a row is."""
