import { describe, expect, it } from "vitest";
import type { Claim, DocumentInFull, Passage } from "../../src/api/client";
import { tally, years } from "../../src/logic/counts";
import { byCountry, contributions } from "../../src/logic/debate";
import { pieces } from "../../src/logic/marks";
import { country, date, kind } from "../../src/logic/naming";
import * as places from "../../src/logic/places";
import { prefixed } from "../../src/logic/words";

const actor = (id: string) => ({ id, iri: `urn:${id}`, name: id.toUpperCase() });

function claim(given: Partial<Claim>): Claim {
  const document = { id: "d", iri: "urn:d", title: null, date: null };
  return {
    id: "c", iri: "urn:c", subject: actor("a"), relationType: "praises", label: "praises", valence: "positive", object: actor("b"), theme: null, content: null, relation: "urn:r",
    polarity: "affirmed", modality: "asserted", time: null, timeText: null, source: [], outlet: null, speaker: null, passage: "urn:p1", passageNumber: 1, document, date: null,
    evidence: { words: "w", begin: 0, end: 1 }, confidence: null, reviewStatus: "unreviewed", rule: null, ...given,
  };
}

const passage = (number: number, code: string | null): Passage => ({
  iri: `urn:p${number}`, number, contributor: null, outlet: null, speaker: null, country: code, headline: null, date: null,
});

describe("places", () => {
  it("leave out parameters without a value", () => {
    expect(places.place("/claims", { type: "saves", since: "", until: undefined, all: false, offset: 50 })).toBe("/claims?type=saves&offset=50");
    expect(places.place("/claims", {})).toBe("/claims");
  });
  it("keep any id in one part of the path", () => {
    expect(places.debate("2022/a b?#")).toBe("/debates/2022%2Fa%20b%3F%23");
    expect(places.actor("https://x.example/y")).toBe("/actors/https%3A%2F%2Fx.example%2Fy");
  });
  it("lead to the document of a passage", () => {
    expect(places.ofHit({ kind: "passage", id: "x", document: { id: "k/1" } })).toBe("/debates/k%2F1");
    expect(places.ofHit({ kind: "claim", id: "c1", document: { id: "k" } })).toBe("/claims/c1");
  });
  it("link elsewhere only by http", () => {
    expect(places.safeLink("https://a.example/x y")).toBe("https://a.example/x%20y");
    for (const bad of ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//a.example", "https://", "HTTPS", null, ""]) {
      expect(places.safeLink(bad)).toBeNull();
    }
  });
});

describe("pieces", () => {
  it("count code points", () => {
    expect(pieces("💥ab💥c", [[1, 3]])).toEqual([
      { text: "💥", marked: false },
      { text: "ab", marked: true },
      { text: "💥c", marked: false },
    ]);
  });
  it("hold the whole text whatever the places are", () => {
    const marks = [[4, 9], [2, 6], [-3, 1], [50, 60], [3, 2]];
    expect(pieces("0123456789", marks).map((one) => one.text).join("")).toBe("0123456789");
    expect(pieces("0123456789", [[2, 6], [4, 9]]).filter((one) => one.marked).map((one) => one.text)).toEqual(["2345", "678"]);
  });
});

describe("counts", () => {
  it("have years without anything too", () => {
    expect(years([{ year: "2012", documents: 2 }, { year: "2010", documents: 1 }])).toEqual([
      { name: "2010", count: 1 },
      { name: "2011", count: 0 },
      { name: "2012", count: 2 },
    ]);
    expect(years([])).toEqual([]);
  });
  it("come most first, then by name", () => {
    expect(tally(["b", "a", "c", "c"])).toEqual([{ name: "c", count: 2 }, { name: "a", count: 1 }, { name: "b", count: 1 }]);
  });
});

describe("debates", () => {
  const text = { passages: [passage(1, "FR"), passage(2, "PL"), passage(3, "FR")] } as DocumentInFull;
  const at = (id: string, place: string, begin: number) => claim({ id, passage: place, evidence: { words: null, begin, end: begin + 1 } });
  const found = contributions(text, [at("late", "urn:p2", 9), at("early", "urn:p2", 3), at("lead", "urn:lead", 0)]);
  it("have each claim once, in its contribution and at its place", () => {
    expect(found.map((one) => [one.passage?.number ?? null, one.claims.map((c) => c.id)])).toEqual([
      [null, ["lead"]],
      [1, []],
      [2, ["early", "late"]],
      [3, []],
    ]);
  });
  it("come by country in the order of the text", () => {
    expect([...byCountry(found)].map(([code, some]) => [code, some.length])).toEqual([["", 1], ["FR", 2], ["PL", 1]]);
  });
});

describe("naming", () => {
  it("says dates as people read them", () => {
    const said = { "2022-12-20": "20 Dec 2022", "2022-12": "Dec 2022", "2022": "2022", "2020~": "about 2020", "2012-05-07/..": "7 May 2012 to …" };
    for (const [edtf, words] of Object.entries(said)) expect(date(edtf)).toBe(words);
    for (const other of ["202X", "2022-21", "", "a/b/c", "<b>", "2022-13"]) expect(date(other)).toBe(other);
  });
  it("knows countries, and leaves other words alone", () => {
    expect([country("FR"), country("<b>"), kind("NewsAgency")]).toEqual(["France", "<b>", "news agency"]);
  });
});

describe("words that are typed", () => {
  it("may be a beginning, but not within a phrase", () => {
    expect(["Put", "  ", "Путин ", '"saved Luka', "sav*", '"a b"'].map(prefixed)).toEqual(["Put*", "", "Путин*", '"saved Luka', "sav*", '"a b"']);
  });
});
