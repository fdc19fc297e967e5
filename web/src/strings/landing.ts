// What the start and the views of the ontology say.

import { counted, number } from "./numbers";

export const landing = {
  steps: "Steps of time",
  byYear: "by year",
  byMonth: "by month",
  map: "Where the outlets are",
  areas: "Part of the world",
  world: "the world",
  europe: "Europe",
  legend: "Contributions",
  range: (from: number, to: number) => (from === to ? number(from) : `${number(from)} to ${number(to)}`),
  none: "none",
  off: (names: string) => `Not on the map: ${names}.`,
  equalArea: "Areas are true to size. The list has the same numbers.",
} as const;

export const ontology = {
  title: "Ontology",
  parts: "What is shown",
  types: "Relation types",
  classes: "Classes",
  example: "Example",
  inverse: "Read from the other side",
  opposite: "Opposite",
  valence: "Towards the object",
  within: "is a kind of",
  kinds: "Kinds of it",
  rule: "When to use it",
  iri: "IRI",
  all: (n: number) => `${counted(n, "claim", "claims")} with the types below`,
  instances: (n: number) => counted(n, "instance", "instances"),
  things: "Some of them",
  most: "Those with most claims",
  members: "All that there are",
  properties: "Properties",
  property: "Property",
  of: "Of",
  leadsTo: "Leads to",
  meaning: "Meaning",
  noType: (name: string) => `There is no relation type ${name}.`,
  claims: "Claims of it",
  allClaims: (n: number) => `All ${counted(n, "claim", "claims")} of it`,
} as const;
