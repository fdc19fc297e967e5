"""A small project with all that a file can hold; no text of others."""

from dataclasses import replace

from kg.networks.dna import Project
from kg.networks.dna.records import (
    Attribute,
    AttributeValue,
    Coded,
    Coder,
    CoderRelation,
    Entity,
    LongText,
    Number,
    Reference,
    Regex,
    Setting,
    StatementType,
    Text,
    Variable,
    VariableLink,
)

HARBOUR = "The harbour must grow, says Ana Prado. 🚢 Nobody at the Port Board doubts it.\nThe fishers do."
MADE = Project(
    settings=(Setting("date", "2024-05-07"), Setting("version", "3.0.7")),
    coders=(Coder(1, "Admin", password="secret-hash"), Coder(2, "Eva", 1, 2, 3, password="other-hash", edit_regex=0)),
    documents=(
        Text(1, "A harbour", HARBOUR, 2, "Lee, Kim", "Harbour Post", "Local", "read twice", "news", 1_700_000_000),
        Text(2, "Nothing said", "An empty pier.", 1, date=1_600_000_000),
    ),
    types=(StatementType(1, "DNA Statement", 239, 208, 51), StatementType(2, "Note", 1, 1, 1)),
    variables=(
        Variable(1, "person", "short text", 1), Variable(2, "organization", "short text", 1),
        Variable(3, "concept", "short text", 1), Variable(4, "agreement", "boolean", 1),
        Variable(5, "note", "long text", 2), Variable(6, "weight", "integer", 1), Variable(7, "why", "long text", 1),
    ),
    links=(VariableLink(1, 1, 2),),
    regexes=(Regex("harbou?r", 255, 0, 0),),
    relations=(CoderRelation(1, 1, 2, edit_documents=0), CoderRelation(2, 2, 1)),
    statements=(Coded(1, 1, 1, 0, 37, 2), Coded(2, 1, 1, 38, 78, 1), Coded(3, 2, 1, 79, 94, 2)),
    booleans=(Number(1, 1, 4, 1), Number(2, 2, 4, 0)),
    integers=(Number(1, 1, 6, -2), Number(2, 2, 6, 3)),
    entities=(
        Entity(1, 1, ""), Entity(2, 1, "Ana Prado", 9, 9, 9), Entity(3, 2, "Port Board", None, None, None, 5),
        Entity(4, 3, 'Grow "now", or never'), Entity(5, 2, "City Council"),
    ),
    short_texts=(
        Reference(1, 1, 1, 2), Reference(2, 1, 2, 3), Reference(3, 1, 3, 4),
        Reference(4, 2, 1, 1), Reference(5, 2, 2, 3), Reference(6, 2, 3, 4),
    ),
    long_texts=(LongText(1, 3, 5, "ask them"), LongText(2, 1, 7, None), LongText(3, 2, 7, "")),
    attributes=(Attribute(1, 1, "Type"), Attribute(2, 2, "Type")),
    attribute_values=(AttributeValue(1, 2, 1, "Mayor"), AttributeValue(2, 3, 2, "Business")),
)  # fmt: skip


def with_texts(*texts: Text) -> Project:
    """The project with other documents."""
    return replace(MADE, documents=texts)
