"""What the API gives: records in JSON, keys as in the flat JSON of `kg extract`."""

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")
Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "possible", "predicted", "intended", "demanded", "conditional", "questioned"]
Valence = Literal["positive", "neutral", "negative"]
ReviewStatus = Literal["unreviewed", "accepted", "corrected", "rejected"]
Standing = Literal["registered", "provisional", "unnamed", "impersonal"]
HitKind = Literal["actor", "outlet", "passage", "quotation", "claim"]
Commitment = Literal["commits", "relays", "doubts"]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Fault(Model):
    """Why a request is not answered."""

    error: str = Field(description="What is wrong.")
    remedy: str | None = Field(None, description="What to do about it.")
    query: str | None = Field(None, description="The id of the request in the log of the server.")
    line: int | None = Field(None, description="Where a query cannot be read: its line, from 1.")
    column: int | None = Field(None, description="The place in the line, in code points from 1.")


class Named(Model):
    """Something with a name."""

    id: str = Field(description="What stands in addresses of this API: the end of the IRI, or the whole of it.")
    iri: str
    name: str


class Actor(Named):
    """Somebody who acts or speaks."""

    type: str = Field(description="The class of the ontology, such as Person, Government or Newspaper.")
    standing: Standing = Field(
        description="registered; provisional: named, but not in the registry; unnamed: a group of one document;"
        " impersonal: a source that cannot act."
    )
    country: str | None = Field(description="ISO 3166-1 alpha-2, where it is known.")
    mentions: int = Field(description="How often it is mentioned.")
    claims: int = Field(description="Claims about relations in which it is subject or object.")


class Naming(Model):
    """A name, and the language of it if that is told."""

    name: str
    language: str | None


class Office(Model):
    """An office that somebody held."""

    title: str
    where: Named | None = Field(description="The state or organisation.")
    time: str | None = Field(description="EDTF.")


class ActorInFull(Actor):
    """An actor with all names, offices, and who it is elsewhere."""

    names: list[Naming]
    offices: list[Office]
    exact_match: list[str] = Field(description="The same actor elsewhere, such as in Wikidata.")


class Outlet(Actor):
    """A newspaper, magazine, broadcaster, agency, site or platform."""

    contributions: int = Field(description="Passages that it contributes.")


class Document(Model):
    """A text that was read."""

    id: str = Field(description="The key.")
    iri: str
    title: str | None
    date: str | None = Field(description="EDTF.")
    layout: str
    language: str | None
    source: str | None = Field(description="Where it was published.")
    licence: str | None
    contributions: int
    claims: int


class Passage(Model):
    """A contribution to a document."""

    iri: str = Field(description="What `passage` of a claim says.")
    number: int = Field(description="Its place among them.")
    contributor: Named | None = Field(description="An outlet, or a guest.")
    outlet: Named | None = Field(description="Where it was printed.")
    country: str | None = Field(description="ISO 3166-1 alpha-2, as the document has it.")
    speaker: Named | None = Field(description="Whose words it gives, where that is told.")
    headline: str | None
    date: str | None = Field(description="EDTF; none where it has that of the document.")


class DocumentInFull(Document):
    """A document with who contributes to it, in the order of the text."""

    passages: list[Passage]
    with_text: bool = Field(description="Whether the server gives full texts: /api/documents/ID/text.")


class YearCount(Model):
    """A year in which documents were printed."""

    year: str
    documents: int


class MonthCount(Model):
    """A month in which documents were printed."""

    month: str = Field(description="Such as 2022-12.")
    documents: int


class CountryCount(Model):
    """A country whose outlets contribute."""

    country: str = Field(description="ISO 3166-1 alpha-2.")
    outlets: int
    contributions: int


class Overview(Model):
    """What there is in all."""

    documents: int
    contributions: int
    claims: int
    with_texts: bool = Field(description="Whether the server gives full texts.")
    years: list[YearCount] = Field(description="Oldest first; a document without a date is in none.")
    months: list[MonthCount] = Field(description="Oldest first; a document whose month is not known is in none.")
    countries: list[CountryCount] = Field(description="Most contributions first.")


class RelationKind(Model):
    """A relation type of the ontology."""

    name: str
    label: str
    inverse: str = Field(description="How it reads from the object.")
    parent: str | None = Field(description="The type above it.")
    opposite: str | None
    valence: Valence = Field(description="Towards the object.")
    symmetric: bool
    definition: str
    example: str
    rule: str = Field(description="When it is this type rather than one of its neighbours.")
    claims: int = Field(description="Claims of the type itself, without those of types below it.")


class RelationKinds(Model):
    """All relation types."""

    items: list[RelationKind]


class DocumentNamed(Model):
    """The document in which a claim stands."""

    id: str
    iri: str
    title: str | None
    date: str | None


class Step(Named):
    """A source, and how it stands to what it says or passes on."""

    commitment: Commitment


class Evidence(Model):
    """The words on which a claim rests, by code points of the text."""

    words: str | None = Field(description="At most 300 characters; longer ones are not given.")
    begin: int
    end: int


class Claim(Model):
    """One passage says, on the word of a source, that somebody does something to somebody."""

    id: str
    iri: str
    subject: Named
    relation_type: str = Field(description="The type of the relation, such as accuses.")
    label: str = Field(description="How that reads, such as calls on.")
    valence: Valence = Field(description="Towards the object; neutral where it is denied.")
    object: Named | None = Field(description="Whom it is directed at; none where it is a theme or a content.")
    theme: str | None = Field(description="What it is about, in words, where that is no actor.")
    content: str | None = Field(description="What is promised, demanded or said, in words.")
    relation: str = Field(description="The IRI of the relation; claims of the same content share it.")
    polarity: Polarity
    modality: Modality
    time: str | None = Field(description="When the relation holds, in EDTF.")
    time_text: str | None = Field(description="The same in the words of the text.")
    source: list[Step] = Field(description="The chain of sources, innermost first.")
    outlet: Named | None = Field(description="Who contributes the passage: an outlet, or a guest.")
    speaker: Named | None = Field(description="Whose words the passage gives, where that is told.")
    passage: str = Field(description="The IRI of the passage.")
    passage_number: int = Field(description="Its place in the document; 0 is title and lead.")
    document: DocumentNamed
    date: str | None = Field(description="The date of the contribution, else of the document.")
    evidence: Evidence
    confidence: float | None = Field(ge=0, le=1, description="Of the extractor, from 0 to 1.")
    review_status: ReviewStatus
    rule: str | None = Field(description="By what it was found.")


class Page(Model, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(description="How many there are in all.")
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next part; none at the end.")


class Hit(Model):
    """Something in which words occur that were searched."""

    kind: HitKind
    id: str
    iri: str
    name: str | None = Field(description="Of an actor or outlet.")
    words: str = Field(
        description="At most 300 characters around the first that was asked for, … where it is cut; of an actor its"
        " names, with a · between them."
    )
    marks: list[tuple[int, int]] = Field(
        description="Where in them that stands which was asked for: begin and end, by code points."
    )
    document: DocumentNamed | None
    outlet: Named | None = Field(description="Who contributes the passage: an outlet, or a guest.")
    speaker: Named | None = Field(description="Whose words the passage gives, where that is told.")
    date: str | None = Field(description="The first day of the date of the contribution, else of the document.")
    score: float = Field(description="By bm25; the higher the better.")


class Node(Model):
    """An actor of a network."""

    id: str
    iri: str
    name: str
    type: str
    country: str | None


class Edge(Model):
    """A relation of a type between two actors."""

    source: str = Field(description="The IRI of the subject.")
    target: str = Field(description="The IRI of the object.")
    type: str
    valence: Valence
    weight: int = Field(description="Distinct contributions that say so; near-equal ones count once.")
    outlets: list[str]
    claims: list[str] = Field(description="Ids of the claims behind it.")


class Coverage(Model):
    """What a graph was made of."""

    documents: int
    outlets: int
    start: str | None
    end: str | None


class SnapshotOf(Model):
    """The state that an answer rests on."""

    hash: str | None = Field(
        description="SHA-256 over the sorted quads; none where the store is too large to be hashed for a question."
    )
    ontology: str
    software: str


class Network(Model):
    """Who stands in which relation to whom."""

    nodes: list[Node]
    edges: list[Edge]
    undated: int = Field(description="Claims without a date, which a period leaves out.")
    filter: str = Field(description="Which claims were taken.")
    coverage: Coverage
    snapshot: SnapshotOf


class Parameter(Model):
    """A parameter of a named query."""

    name: str
    type: Literal["iri", "integer", "date", "string"]
    default: str | None


class NamedQuery(Model):
    """A query of the catalogue."""

    name: str
    folder: str
    summary: str
    description: str
    form: Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
    parameters: list[Parameter]
    href: str = Field(description="The address at which it is asked.")


class Queries(Model):
    """The catalogue."""

    items: list[NamedQuery]


class ViewpointNode(Model):
    """A row or a column of a network of viewpoints."""

    key: str = Field(description="What ties name it by.")
    name: str
    variable: str = Field(description="What it is a value of, such as source or target.")
    id: str | None = Field(description="Of the actor or outlet that has the name, where there is one.")
    iri: str | None
    frequency: int = Field(description="Statements that have it.")
    attributes: dict[str, str] = Field(description="What the graph knows of it, such as class and country.")


class Tie(Model):
    """A cell of the network that is not 0."""

    source: str = Field(description="The key of a row.")
    target: str = Field(description="The key of a column; in one mode of another row.")
    weight: float
    sign: Literal["positive", "negative", "mixed", ""]


class StatedTie(Tie):
    """A tie with the claims and stances behind it."""

    low: float | None = Field(description="Of the interval of the weight, where one was asked for.")
    high: float | None
    claims: list[str] = Field(description="Ids of claims, if these were asked for, as in Behind.")


class Behind(Model):
    """A tie by itself."""

    weight: float
    sign: Literal["positive", "negative", "mixed", ""]
    claims: list[str] = Field(description="Ids of claims, and of stances with `stance/` before them.")


class Slice(Model):
    """The network of a window of time."""

    centre: str = Field(description="ISO 8601.")
    start: str
    end: str
    statements: int
    ties: list[Tie] = Field(description="No more than were asked for, those of the largest weights.")
    total: int = Field(description="How many ties there are in all.")


class ViewpointNetwork(Model):
    """A network of viewpoints, the weightiest ties first; over time a slice for each window."""

    nodes: list[ViewpointNode]
    ties: list[StatedTie]
    total: int = Field(description="How many ties there are in all.")
    slices: list[Slice]
    settings: str = Field(description="All that makes it, in TOML: `kg network --settings FILE` makes the same.")
    statements: int = Field(description="How many statements were counted.")
    left_out: dict[str, int] = Field(description="How many claims are no statement, by reason.")
    coverage: Coverage
    snapshot: SnapshotOf
