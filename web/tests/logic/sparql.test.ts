import { describe, expect, it } from "vitest";
import type { Vocabulary } from "../../src/api/client";
import { complete, masked, missing, proposals, shortened, spanAt, written } from "../../src/logic/sparql";

const prefixes = [
  { name: "actor", iri: "https://w3id.org/pov/id/actor/" },
  { name: "pov", iri: "https://w3id.org/pov#" },
  { name: "skos", iri: "http://www.w3.org/2004/02/skos/core#" },
];
const term = (name: string, kind: "class" | "property", label: string) => ({ name, iri: name, kind, label, definition: null });
const vocabulary: Vocabulary = {
  base: "https://w3id.org/pov/id/", seconds: 30, longest: 1000, prefixes,
  terms: [term("pov:Claim", "class", "claim"), term("pov:claimedBy", "property", "claimed by"), term("pov:expresses", "property", "expresses"), term("skos:prefLabel", "property", "preferred label")],
};

describe("prefixes", () => {
  it("are added where they are used and not declared, behind remarks at the top", () => {
    expect(complete("# who\n\nSELECT * { ?a pov:x ?b }", prefixes)).toBe("# who\n\nPREFIX pov: <https://w3id.org/pov#>\nSELECT * { ?a pov:x ?b }");
  });
  it("are not added twice, nor for what is no name", () => {
    for (const text of [
      "prefix pov:<urn:x> SELECT * { ?a pov:x ?b }", 'SELECT * { ?a <urn:skos:x> "pov:x" }', "SELECT * { ?a ?b 'it''s pov:x' } # skos:y",
      "SELECT * { ?a ?b '''pov: '' skos:''' }", "SELECT * { ?pov ?b xpov:c }", "SELECT * { _:pov ?b unknown:c }",
    ]) expect(missing(text, prefixes)).toBeNull();
  });
  it("come to rest: a text that has them stays as it is", () => {
    for (const text of ["", "skos:a", "#\n#\nactor:x pov:y skos:z"]) expect(complete(complete(text, prefixes), prefixes)).toBe(complete(text, prefixes));
  });
  it("shorten IRIs, and write them in full where a sign would need an escape", () => {
    expect(shortened("https://w3id.org/pov/id/actor/a", prefixes)).toBe("actor:a");
    expect(shortened("urn:x", prefixes)).toBeNull();
    expect(written("https://w3id.org/pov/id/actor/vladimir-putin", prefixes)).toBe("actor:vladimir-putin");
    expect(written("https://w3id.org/pov/id/actor/2022%2Fx/y", prefixes)).toBe("<https://w3id.org/pov/id/actor/2022%2Fx/y>");
  });
});

describe("what is masked", () => {
  it("keeps each place", () => {
    const text = 'a "b\\"c" <d> # e\n\'f\' ?g';
    expect(masked(text)).toBe(`a ${" ".repeat(6)} ${" ".repeat(3)} ${" ".repeat(3)}\n${" ".repeat(3)} ?g`);
  });
});

describe("proposals", () => {
  const texts = (word: string, text = ""): string[] => proposals(word, text, vocabulary).map((one) => one.text);
  it("are terms by prefix and by name", () => {
    expect(texts("pov:cl")).toEqual(["pov:Claim", "pov:claimedBy"]);
    expect(texts("skos:label")).toEqual(["skos:prefLabel"]);
    expect(texts("expr")).toEqual(["pov:expresses"]);
    expect(texts("label")).toEqual(["skos:prefLabel"]);
  });
  it("are variables of the text, but not those in strings", () => {
    expect(texts("?cl", 'SELECT ?claim ?clue { ?x ?y "?clan" } ?cl')).toEqual(["?claim", "?clue"]);
    expect(texts("$cl", "?claim")).toEqual(["$claim"]);
  });
  it("are keywords and prefixes", () => {
    expect(texts("opt")).toEqual(["OPTIONAL"]);
    expect(texts("sk")).toEqual(["skos:"]);
  });
});

describe("the place of a fault", () => {
  it("is the word that stands there, by code points", () => {
    const text = "SELECT ?a {\n  ?a <b> '💥' . foo }";
    const { from, to } = spanAt(text, { line: 2, column: 16 });
    expect(text.slice(from, to)).toBe("foo");
  });
  it("is the last sign where the text ends too early, and lies within any text", () => {
    expect(spanAt("ASK {", { line: 1, column: 6 })).toEqual({ from: 4, to: 5 });
    for (const text of ["", "a", "a\nb"]) {
      for (const line of [1, 2, 9]) {
        const { from, to } = spanAt(text, { line, column: 40 });
        expect(0 <= from && from <= to && to <= text.length).toBe(true);
      }
    }
  });
});
