// What the reading of a debate says, and a claim where it stands.

import { counted, number } from "./numbers";

export const reading = {
  open: "open the claim",
  lead: "Title and lead",
  speaker: "in the words of",
  marked: (shown: number, all: number) =>
    shown === all ? `${counted(all, "claim", "claims")} marked` : `${number(shown)} of ${counted(all, "claim", "claims")} marked`,
  colours: "Underlined: friendly solid, hostile wavy, neutral dotted, friendly and hostile double.",
  noTexts: "Full texts are not shown; in their place stand the words of each claim, 300 characters at most.",
  tooLong: "Words that are longer than may be shown are left out.",
  gap: "…",
  who: "Claims of",
  toDebate: "in the debate",
  provenance: "Where it comes from",
  run: "Found in the run",
  by: "Found by hand by",
  settings: "With",
  version: "In the text with the hash",
  data: "The same as data",
  rdf: "RDF",
};
