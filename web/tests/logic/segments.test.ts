import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/api/client";
import { meeting, sources } from "../../src/logic/debate";
import * as places from "../../src/logic/places";
import { part, type Placed, segments, shade, stretches } from "../../src/logic/segments";

const at = (id: string, begin: number, end: number): Placed => ({ id, begin, end });
const claim = (words: string | null, begin: number, given: Partial<Claim> = {}): Claim =>
  ({ id: `c${begin}`, evidence: { words, begin, end: begin + Array.from(words ?? "").length }, ...given }) as Claim;

/** Numbers that look as if by chance, the same each time (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SIGNS = ["a", " ", "\n", "💥", "é", "e\u0301", "ب", "Ж", "\u202e", "<b>", "👩‍👩‍👧"];

describe("segments", () => {
  it("name the claims to which they belong, the innermost first", () => {
    const found = segments({ begin: 10, text: "0💥23456789" }, [at("outer", 11, 18), at("inner", 13, 15), at("late", 17, 25)]);
    expect(found.map((one) => [one.text, one.all, one.first, one.ends])).toEqual([
      ["0", [], false, []],
      ["💥2", ["outer"], true, []],
      ["34", ["inner", "outer"], true, ["inner"]],
      ["56", ["outer"], false, []],
      ["7", ["outer", "late"], false, ["outer"]],
      ["89", ["late"], true, ["late"]],
    ]);
  });
  it("are those of an empty text too", () => {
    expect(segments({ begin: 5, text: "" }, [at("a", 0, 9)])).toEqual([]);
    expect(segments({ begin: 5, text: "x" }, [at("a", 0, 5), at("b", 6, 9), at("c", 5, 5)])).toEqual([
      { text: "x", all: [], first: false, ends: [] },
    ]);
  });
  it("hold the whole text, and each sign the claims that cover it", () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const next = chance(seed);
      const text = Array.from({ length: next(30) }, () => SIGNS[next(SIGNS.length)]).join("");
      const signs = Array.from(text);
      const begin = next(50);
      const things = Array.from({ length: next(8) }, (_, n) => {
        const from = begin - 3 + next(signs.length + 6);
        return at(String(n), from, from + next(12));
      });
      const found = segments({ begin, text }, things);
      expect(found.map((one) => one.text).join("")).toBe(text);
      let place = begin;
      for (const one of found) {
        for (const sign of Array.from(one.text)) {
          expect(sign).toBe(signs[place - begin]);
          expect([...one.all].sort()).toEqual(things.filter((thing) => thing.begin <= place && place < thing.end).map(({ id }) => id).sort());
          place += 1;
        }
      }
      const touching = things.filter((thing) => Math.max(thing.begin, begin) < Math.min(thing.end, begin + signs.length));
      expect(found.flatMap((one) => one.ends).sort()).toEqual(touching.map(({ id }) => id).sort());
      const innermost = new Set(found.flatMap((one) => one.all.slice(0, 1)));
      expect(found.filter((one) => one.first).length).toBe(innermost.size);
    }
  });
});

describe("words without their text", () => {
  it("come in order, and those that overlap make one stretch", () => {
    const claims = [claim("saved Lukashenka", 10), claim("zero", 0), claim("Lukashenka 💥 then", 16), claim(null, 3), claim("saved", 10)];
    expect(stretches(claims)).toEqual([
      { begin: 0, text: "zero" },
      { begin: 10, text: "saved Lukashenka 💥 then" },
    ]);
  });
  it("stay apart where they do not agree", () => {
    expect(stretches([claim("abc", 0), claim("xyz", 2)])).toEqual([
      { begin: 0, text: "abc" },
      { begin: 2, text: "xyz" },
    ]);
  });
  it("are those of the text, whatever is cut from it", () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const next = chance(seed);
      const signs = Array.from(Array.from({ length: 5 + next(30) }, () => SIGNS[next(SIGNS.length)]).join(""));
      const claims = Array.from({ length: next(8) }, () => {
        const begin = next(signs.length);
        return claim(signs.slice(begin, begin + 1 + next(9)).join(""), begin);
      });
      const covered = new Set(claims.flatMap(({ evidence }) => Array.from({ length: evidence.end - evidence.begin }, (_, n) => evidence.begin + n)));
      const found = stretches(claims);
      const told = found.flatMap((one) => Array.from(one.text).map((sign, n) => [one.begin + n, sign] as const));
      expect(told).toEqual([...covered].sort((a, b) => a - b).map((place) => [place, signs[place]]));
    }
  });
});

describe("a part of a stretch", () => {
  it("has no blanks around it, and knows where it begins", () => {
    expect(part({ begin: 100, text: "💥 head\n\n body 💥\n" }, 106)).toEqual({ begin: 109, text: "body 💥" });
    expect(part({ begin: 100, text: "💥 head\n" }, 100, 106)).toEqual({ begin: 100, text: "💥 head" });
    expect(part({ begin: 100, text: "head \n " }, 104)).toEqual({ begin: 104, text: "" });
  });
});

describe("shades", () => {
  it("are mixed only where friendly meets hostile", () => {
    const said = (...all: Claim["valence"][]) => shade(all.map((valence) => ({ valence })));
    expect([said(), said("neutral"), said("neutral", "negative"), said("positive", "negative")]).toEqual(["neutral", "neutral", "negative", "mixed"]);
  });
});

describe("what is asked of the claims of a debate", () => {
  const step = (id: string) => ({ id, iri: `urn:${id}`, name: id.toUpperCase(), commitment: "commits" as const });
  const all = [
    claim("a", 0, { valence: "positive", polarity: "affirmed", source: [step("z"), step("y")] }),
    claim("b", 1, { valence: "neutral", polarity: "negated", source: [step("y")] }),
  ];
  it("may be a valence, somebody in the chain of sources, a polarity", () => {
    const kept = (asked: Parameters<typeof meeting>[1]) => meeting(all, asked).map((one) => one.id);
    expect([kept({}), kept({ valence: "positive" }), kept({ source: "y" }), kept({ source: "y", polarity: "negated" }), kept({ source: "x" })]).toEqual([
      ["c0", "c1"], ["c0"], ["c0", "c1"], ["c1"], [],
    ]);
  });
  it("offers each source once, by name", () => {
    expect(sources(all).map((one) => one.name)).toEqual(["Y", "Z"]);
  });
});

describe("addresses of a claim", () => {
  const one = { id: "c1", iri: "https://x.example/id/claim/c1", document: { id: "2022/a" } };
  it("lead to its place in the debate, and to its data", () => {
    expect(places.inDebate(one)).toBe("/debates/2022%2Fa?claim=c1");
    expect(places.described(one.iri, one)).toBe("/id/claim/c1");
    expect(places.described("https://x.example/id/activity/r", one)).toBe("/id/activity/r");
    expect(places.described("urn:run", one)).toBe("/about?iri=urn%3Arun");
  });
});
