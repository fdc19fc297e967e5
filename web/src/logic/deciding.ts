// What is decided on a claim, as rows of decisions.

import type { Claim } from "../api/client";
import type { DecisionMade, NewDecision } from "../api/review";

export const MODALITIES = ["asserted", "possible", "predicted", "intended", "demanded", "conditional", "questioned"] as const;
export const FIELDS = [
  "subject", "relation", "object", "theme", "content", "polarity", "modality", "time", "time_normal", "source", "span",
] as const;
export type FieldName = (typeof FIELDS)[number];

/** The fields of a claim as decisions write them: actors by IRI or name, the chain of sources innermost first with | between. */
export type Fields = Record<FieldName, string>;

export const NO_FIELDS: Fields = {
  subject: "", relation: "", object: "", theme: "", content: "", polarity: "affirmed", modality: "asserted", time: "", time_normal: "", source: "", span: "",
};

export function fieldsOf(claim: Claim): Fields {
  return {
    subject: claim.subject.iri,
    relation: claim.relationType,
    object: claim.object?.iri ?? "",
    theme: claim.theme ?? "",
    content: claim.content ?? "",
    polarity: claim.polarity,
    modality: claim.modality,
    time: claim.timeText ?? "",
    time_normal: claim.time ?? "",
    source: claim.source.map((step) => step.iri).join("|"),
    span: claim.evidence.words ?? "",
  };
}

/** The names of the actors of a claim by their IRIs. */
export function namesOf(claim: Claim): ReadonlyMap<string, string> {
  const actors = [claim.subject, ...(claim.object ? [claim.object] : []), ...claim.source];
  return new Map(actors.map((actor) => [actor.iri, actor.name]));
}

/** The fields with what one coder has changed in them, though no ingest has applied it yet. */
export function corrected(fields: Fields, decisions: readonly DecisionMade[]): Fields {
  const edits = decisions.filter((one) => one.action === "edit");
  return { ...fields, ...Object.fromEntries(edits.map((one) => [one.field, one.new])) };
}

/** The fields that a form holds; a field that stands in it several times is a chain. */
export function written(form: Iterable<readonly [string, unknown]>): Fields {
  const found = new Map<string, string[]>();
  for (const [name, value] of form) {
    const text = String(value).trim();
    if (text) found.set(name, [...(found.get(name) ?? []), text]);
  }
  return Object.fromEntries(FIELDS.map((name) => [name, found.get(name)?.join("|") ?? ""])) as Fields;
}

/** What two versions of a claim differ in, a row for each field. */
export function edits(target: string, before: Fields, after: Fields, reason: string): NewDecision[] {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    target, action: "edit", field, new: after[field], reason,
  }));
}

/** A claim that is missing in a document, as one row; `begin` is where its words stand, by code points. */
export function addition(document: string, fields: Fields, begin: number | null, reason: string): NewDecision {
  const parts = [
    fields.subject, fields.relation, fields.object,
    ...(fields.polarity === "affirmed" ? [] : [`polarity=${fields.polarity}`]),
    ...(fields.modality === "asserted" ? [] : [`modality=${fields.modality}`]),
    ...(["theme", "content", "time", "time_normal"] as const).filter((name) => fields[name]).map((name) => `${name}=${fields[name]}`),
    ...(fields.source ? [`source=${fields.source.replaceAll("|", ">")}`] : []),
  ];
  return { target: document, action: "add", field: begin === null ? "" : String(begin), new: parts.join("|"), words: fields.span, reason };
}

export type Problem = "subject" | "object" | "span" | "sign";

/** Why fields make no claim; null where they do. A row of `add` separates its parts by signs that no part may hold. */
export function problem(fields: Fields, isNew: boolean): Problem | null {
  if (!fields.subject) return "subject";
  if (!fields.object && !fields.theme && !fields.content) return "object";
  if (!isNew) return null;
  if (!fields.span) return "span";
  const parts = [fields.subject, fields.object, fields.theme, fields.content, fields.time, fields.time_normal];
  return parts.some((part) => part.includes("|")) || fields.source.includes(">") ? "sign" : null;
}

/** What one press did: rows that were written, and rows that gave way to them. */
export interface Change {
  made: DecisionMade[];
  withdrawn: DecisionMade[];
}

/** The row that makes a decision again that was taken back. */
export const again = (decision: DecisionMade): NewDecision => ({
  target: decision.target, action: decision.action as NewDecision["action"], field: decision.field, new: decision.new, words: decision.words, reason: decision.reason,
});

/** The latest verdict (accepted, rejected, edited) of the asker on a claim. */
export function ownVerdict(decisions: readonly DecisionMade[]): "accept" | "reject" | "edit" | null {
  const own = decisions.filter((one) => one.isOwn);
  const found = own.find((one) => one.action === "accept" || one.action === "reject") ?? own.find((one) => one.action === "edit");
  return (found?.action as "accept" | "reject" | "edit" | undefined) ?? null;
}

/** Whether the store does not show yet what the asker decided on a claim. */
export function isPending(claim: Claim, decisions: readonly DecisionMade[]): boolean {
  const fields = fieldsOf(claim);
  const names = namesOf(claim);
  const spelt = (iris: string): string => iris.split("|").map((iri) => names.get(iri) ?? iri).join("|");
  return decisions.filter((one) => one.isOwn).some(({ action, field, new: value }) => {
    if (action === "accept") return claim.reviewStatus === "unreviewed" || claim.reviewStatus === "rejected";
    if (action === "reject") return claim.reviewStatus !== "rejected";
    const held = fields[field as FieldName] ?? "";
    return action === "edit" && value !== held && value !== spelt(held);
  });
}
