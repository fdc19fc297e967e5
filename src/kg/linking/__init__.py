"""Links the registry to an external list, such as a table of Wikidata items: suggestions, review, statements."""

from kg.linking.applied import Changes, changed_registry, changes
from kg.linking.known import Known, known_actors, rejected
from kg.linking.lists import FIELDS, candidates, short
from kg.linking.sheet import judged, sheet
from kg.linking.suggestions import MATCH, REVIEW, Suggestion, Verdict, suggestions

__all__ = [
    "FIELDS",
    "MATCH",
    "REVIEW",
    "Changes",
    "Known",
    "Suggestion",
    "Verdict",
    "candidates",
    "changed_registry",
    "changes",
    "judged",
    "known_actors",
    "rejected",
    "sheet",
    "short",
    "suggestions",
]
