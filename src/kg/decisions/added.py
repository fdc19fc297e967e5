"""A claim that is added by hand, as it stands in the column `new`: SUBJECT|RELATION|OBJECT, then what else is known."""

from dataclasses import dataclass

from kg.errors import UsageError
from kg.model.records import Modality, Polarity

OPTIONS = ("polarity", "modality", "source", "theme", "content", "time", "time_normal")
_EXAMPLE = 'For example: "Vladimir Putin|saves|Alexander Lukashenka|polarity=negated".'


@dataclass(frozen=True, slots=True)
class Added:
    """A claim by names. `object` is empty where there is a theme or content; `source` names a chain, innermost first.

    Without a source the outlet says it.
    """

    subject: str
    relation: str
    object: str
    polarity: str = Polarity.AFFIRMED.value
    modality: str = Modality.ASSERTED.value
    source: tuple[str, ...] = ()
    theme: str = ""
    content: str = ""
    time: str = ""
    time_normal: str = ""

    @property
    def text(self) -> str:
        """The claim as in the column `new`; what goes without saying is left out.

        >>> Added("Iran", "accuses", "", source=("A minister", "Le Monde"), theme="the attack").text
        'Iran|accuses||source=A minister>Le Monde|theme=the attack'
        """
        told = {name: getattr(self, name) for name in OPTIONS} | {"source": ">".join(self.source)}
        usual = ("", Polarity.AFFIRMED, Modality.ASSERTED)
        options = [f"{name}={value}" for name, value in told.items() if value not in usual]
        return "|".join([self.subject, self.relation, self.object, *options])


def added(text: str) -> Added:
    """Read a claim from the column `new`. UsageError where it is none.

    >>> added("Iran|accuses||theme=the attack|polarity=negated").polarity
    'negated'
    """
    ends, options = text.split("|")[:3], text.split("|")[3:]
    if len(ends) != 3 or not ends[0].strip() or not ends[1].strip():
        raise UsageError("a claim is SUBJECT|RELATION|OBJECT", text, _EXAMPLE)
    told: dict[str, str] = {}
    for option in options:
        name, sign, value = option.partition("=")
        if name not in OPTIONS or not sign or not value.strip() or name in told:
            remedy = f"Write each once, as NAME=VALUE; names are {', '.join(OPTIONS)}."
            raise UsageError(f'"{option}" says nothing of a claim', text, remedy)
        told[name] = value
    if not ends[2].strip() and not {"theme", "content"} & set(told):
        raise UsageError("a claim has an object, a theme or content", text, _EXAMPLE)
    chain = tuple(told.pop("source", "").split(">")) if "source" in told else ()
    return Added(ends[0], ends[1], ends[2], source=chain, **told)
