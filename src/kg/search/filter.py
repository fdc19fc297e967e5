"""Where is searched: in which things, in whose words, of which time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """What is searched: kinds of things, one outlet or document by IRI, a country by its code, a time in ISO 8601."""

    kinds: tuple[str, ...] = ()
    outlet: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None

    def conditions(self) -> tuple[str, list[str]]:
        """The conditions in SQL, and the values in them."""
        found: list[tuple[str, list[str]]] = []
        if self.kinds:
            found.append((f"entry.kind IN ({', '.join('?' * len(self.kinds))})", list(self.kinds)))
        if self.outlet is not None:
            found.append(("? IN (entry.outlet, entry.iri)", [self.outlet]))
        if self.country is not None:
            of_outlet = "entry.outlet IN (SELECT iri FROM entry WHERE kind = 'outlet' AND country = ?)"
            found.append((f"(entry.country = ? OR entry.country IS NULL AND {of_outlet})", [self.country] * 2))
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day is not None:
                found.append((f"substr(entry.date, 1, {len(day)}) {sign} ?", [day]))
        if self.document is not None:
            found.append(("entry.document = ?", [self.document]))
        return "".join(f" AND {text}" for text, _ in found), [value for _, values in found for value in values]


EVERYTHING = Filter()
