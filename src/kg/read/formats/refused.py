"""Files that are no texts, and what to do with them instead."""

_TABLE = "Read it with `kg ingest --table FILE --map COLUMN=text`."
_OBJECTS = "Write one object a line as .jsonl, and read it with `kg ingest --table FILE --map COLUMN=text`."
_PAPER = "Save it as text, HTML or PDF."
_SHEET = "Save it as .csv, and read it with `kg ingest --table FILE --map COLUMN=text`."
_RDF = "Take it into the store with `kg import FILE`."

REFUSED = {
    **dict.fromkeys((".csv", ".tsv", ".jsonl", ".ndjson"), ("a table", _TABLE)),
    ".json": ("JSON", _OBJECTS),
    **dict.fromkeys(
        (".doc", ".docx", ".odt", ".rtf", ".pptx", ".ppt", ".odp"), ("a document of an office program", _PAPER)
    ),
    ".epub": ("a book", _PAPER),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), ("a table", _SHEET)),
    ".nq": ("RDF", "Load it into the store with `kg ingest FILE`."),
    **dict.fromkeys((".trig", ".ttl", ".nt", ".n3", ".rdf", ".owl", ".jsonld"), ("RDF", _RDF)),
}
