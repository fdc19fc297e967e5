import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/api/client";
import type { DecisionMade } from "../../src/api/review";
import {
  addition, again, corrected, edits, FIELDS, fieldsOf, isPending, namesOf, NO_FIELDS, ownVerdict, problem, written,
} from "../../src/logic/deciding";
import { actionOf, isWriting, keyOf, KEYS, type Pressed } from "../../src/logic/keys";
import * as places from "../../src/logic/places";
import { chosen } from "../../src/logic/selected";

const actor = (id: string) => ({ id, iri: `urn:${id}`, name: id.toUpperCase() });
const step = (id: string) => ({ ...actor(id), commitment: "commits" as const });

function claim(given: Partial<Claim>): Claim {
  const document = { id: "d", iri: "urn:d", title: null, date: null };
  return {
    id: "c", iri: "urn:c", subject: actor("a"), relationType: "praises", label: "praises", valence: "positive", object: actor("b"), theme: null, content: null, relation: "urn:r",
    polarity: "affirmed", modality: "asserted", time: "2020", timeText: "in 2020", source: [step("s"), step("o")], outlet: null, speaker: null, passage: "urn:p1", passageNumber: 1,
    document, date: null, evidence: { words: "w", begin: 0, end: 1 }, confidence: null, reviewStatus: "unreviewed", rule: null, ...given,
  };
}

function decision(given: Partial<DecisionMade>): DecisionMade {
  return {
    id: "i", target: "c", action: "accept", field: "", old: "", new: "", words: "w", coder: "ada", date: "2026-11-26", reason: "", claim: "c", isOwn: true, ...given,
  };
}

describe("fields of a claim", () => {
  it("are those that decisions have", () => {
    expect(fieldsOf(claim({}))).toEqual({
      ...NO_FIELDS, subject: "urn:a", relation: "praises", object: "urn:b", time: "in 2020", time_normal: "2020", source: "urn:s|urn:o", span: "w",
    });
    expect(fieldsOf(claim({ object: null, theme: "t", source: [] }))).toMatchObject({ object: "", theme: "t", source: "" });
  });
  it("are known by names", () => {
    expect(Object.fromEntries(namesOf(claim({})))).toEqual({ "urn:a": "A", "urn:b": "B", "urn:s": "S", "urn:o": "O" });
  });
  it("are read from a form, a chain in its order, without what is empty", () => {
    const form = [["subject", " urn:a "], ["source", "urn:s"], ["source", ""], ["source", "The Sun"], ["span", "one\ntwo"], ["reason", "why"]] as const;
    expect(written(form)).toEqual({ ...NO_FIELDS, polarity: "", modality: "", subject: "urn:a", source: "urn:s|The Sun", span: "one\ntwo" });
  });
});

describe("edits", () => {
  const before = fieldsOf(claim({}));
  it("are a row for each field that differs, and none where nothing does", () => {
    expect(edits("c", before, before, "why")).toEqual([]);
    expect(edits("c", before, { ...before, object: "Belarus", polarity: "negated" }, "why")).toEqual([
      { target: "c", action: "edit", field: "object", new: "Belarus", reason: "why" },
      { target: "c", action: "edit", field: "polarity", new: "negated", reason: "why" },
    ]);
  });
  it("name each field there is", () => {
    const after = Object.fromEntries(FIELDS.map((name) => [name, `${before[name]}x`])) as typeof before;
    expect(edits("c", before, after, "").map((row) => row.field)).toEqual([...FIELDS]);
  });
  it("go on from what was changed and not yet applied", () => {
    const held = corrected(before, [decision({ action: "edit", field: "object", new: "urn:z" }), decision({})]);
    expect(held).toEqual({ ...before, object: "urn:z" });
    expect(edits("c", held, held, "")).toEqual([]);
  });
});

describe("a claim that is added", () => {
  const fields = { ...NO_FIELDS, subject: "urn:a", relation: "praises", object: "urn:b", span: "A praised B" };
  it("is one row", () => {
    expect(addition("2022/x", fields, null, "")).toEqual({
      target: "2022/x", action: "add", field: "", new: "urn:a|praises|urn:b", words: "A praised B", reason: "",
    });
  });
  it("says only what is not as usual", () => {
    const other = { ...fields, object: "", theme: "peace", polarity: "negated", modality: "possible", time: "in May", time_normal: "2020-05", source: "urn:s|The Sun" };
    expect(addition("d", other, 0, "why")).toMatchObject({
      field: "0", new: "urn:a|praises||polarity=negated|modality=possible|theme=peace|time=in May|time_normal=2020-05|source=urn:s>The Sun", reason: "why",
    });
  });
  it("needs somebody, something and words", () => {
    expect(problem(fields, true)).toBeNull();
    expect(problem({ ...fields, subject: "" }, true)).toBe("subject");
    expect(problem({ ...fields, object: "" }, true)).toBe("object");
    expect(problem({ ...fields, object: "", content: "that" }, true)).toBeNull();
    expect(problem({ ...fields, span: "" }, true)).toBe("span");
    expect(problem({ ...fields, span: "" }, false)).toBeNull();
  });
  it("holds no sign that separates parts", () => {
    expect(problem({ ...fields, object: "A|B" }, true)).toBe("sign");
    expect(problem({ ...fields, source: "A>B" }, true)).toBe("sign");
    expect(problem({ ...fields, source: "A|B" }, true)).toBeNull();
  });
});

describe("decisions", () => {
  it("are made again as they were", () => {
    expect(again(decision({ action: "edit", field: "object", old: "urn:b", new: "urn:z", reason: "why" }))).toEqual({
      target: "c", action: "edit", field: "object", new: "urn:z", words: "w", reason: "why",
    });
  });
  it("hold one's own verdict", () => {
    expect(ownVerdict([])).toBeNull();
    expect(ownVerdict([decision({ isOwn: false })])).toBeNull();
    expect(ownVerdict([decision({ action: "edit", field: "object" }), decision({ action: "reject" })])).toBe("reject");
    expect(ownVerdict([decision({ action: "edit", field: "object" })])).toBe("edit");
  });
  it("are pending until the store shows them", () => {
    expect(isPending(claim({}), [decision({})])).toBe(true);
    expect(isPending(claim({}), [decision({ isOwn: false })])).toBe(false);
    expect(isPending(claim({ reviewStatus: "accepted" }), [decision({})])).toBe(false);
    expect(isPending(claim({ reviewStatus: "accepted" }), [decision({ action: "reject" })])).toBe(true);
    const edit = decision({ action: "edit", field: "object", new: "Z" });
    expect(isPending(claim({ reviewStatus: "corrected" }), [edit])).toBe(true);
    expect(isPending(claim({ reviewStatus: "corrected", object: actor("z") }), [edit])).toBe(false);
    expect(isPending(claim({ object: actor("z") }), [decision({ action: "edit", field: "object", new: "urn:z" })])).toBe(false);
  });
});

describe("keys", () => {
  const pressed = (given: Partial<Pressed>): Pressed => ({ key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...given });
  it("do what is shown", () => {
    for (const [key, action] of Object.entries(KEYS)) {
      expect(actionOf(pressed({ key }), false)).toBe(action);
      expect(keyOf(action)).toBe(key);
    }
    expect(actionOf(pressed({ key: "A" }), false)).toBe("accept");
    expect(actionOf(pressed({ key: "z", code: "KeyZ" }), false)).toBeNull();
    expect(actionOf(pressed({ key: "Enter", code: "Enter" }), false)).toBeNull();
  });
  it("go by the letter, and by the place where another script is written", () => {
    expect(actionOf(pressed({ key: "ф", code: "KeyA" }), false)).toBe("accept");
    expect(actionOf(pressed({ key: "q", code: "KeyA" }), false)).toBeNull();
  });
  it("do nothing while somebody types, or with other keys, or when held down", () => {
    expect(actionOf(pressed({ key: "a" }), true)).toBeNull();
    for (const other of ["ctrlKey", "metaKey", "altKey", "repeat"] as const) expect(actionOf(pressed({ key: "a", [other]: true }), false)).toBeNull();
  });
  it("are typed into fields alone", () => {
    expect(isWriting(null)).toBe(false);
    expect(isWriting({ tagName: "INPUT", type: "text" })).toBe(true);
    expect(isWriting({ tagName: "INPUT", type: "checkbox" })).toBe(false);
    expect(isWriting({ tagName: "TEXTAREA" })).toBe(true);
    expect(isWriting({ tagName: "SELECT" })).toBe(true);
    expect(isWriting({ tagName: "BUTTON", type: "submit" })).toBe(false);
    expect(isWriting({ tagName: "DIV", isContentEditable: true })).toBe(true);
  });
});

describe("selected words", () => {
  it("have their place by code points", () => {
    expect(chosen("💥 a ", "he said", 100)).toEqual({ words: "he said", begin: 104 });
  });
  it("have no blanks around them", () => {
    expect(chosen("ab", "\n  he said ", 7)).toEqual({ words: "he said", begin: 12 });
    expect(chosen("ab", " \n", 7)).toBeNull();
  });
});

describe("the way back from signing in", () => {
  it("stands in the address, but not to signing in itself", () => {
    expect(places.signIn("/review?kind=actor")).toBe("/signin?back=%2Freview%3Fkind%3Dactor");
    expect(places.signIn("/signin?back=%2F")).toBe("/signin");
    expect(places.signIn("/", true)).toBe("/signin?back=%2F&expired=true");
  });
  it("leads nowhere else", () => {
    expect(places.within("/review?kind=actor")).toBe("/review?kind=actor");
    for (const bad of ["https://a.example", "//a.example", "/\\a.example", "javascript:x", "", undefined]) expect(places.within(bad)).toBe("/");
  });
});
