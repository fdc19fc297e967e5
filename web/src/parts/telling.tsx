// What is marked in a text and what stands beside it light each other; what is marked tells its claims where the pointer or
// the focus is (WCAG 1.4.13: it can be reached with the pointer, stays, and goes with Escape).

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Claim } from "../api/client";
import { strings } from "../strings";

const LINGER = 250; // ms for which it stays when the pointer goes
const ID = "telling";

/** Put it once into a view; `data-claims` of an element names the claims to which it belongs. */
export function Telling(props: { claims: readonly Claim[] }) {
  const tip = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<HTMLElement | null>(null);
  const known = useMemo(() => new Map(props.claims.map((claim) => [claim.id, claim])), [props.claims]);
  useEffect(() => follow(tip.current!, setAt), []);
  useEffect(() => (at ? light(at) : undefined), [at]);
  useEffect(() => (at?.matches(".told") ? show(tip.current!, at) : undefined), [at]);
  const told = at?.matches(".told") ? named(at).flatMap((id) => known.get(id) ?? []) : [];
  return (
    <div class="telling" id={ID} role="tooltip" popover="manual" ref={tip}>
      {told.map((claim) => (
        <Told key={claim.id} claim={claim} />
      ))}
    </div>
  );
}

function Told(props: { claim: Claim }) {
  const { claim } = props;
  const { polarity } = strings;
  return (
    <div class={`claim ${claim.valence}`}>
      <strong>
        <bdi>{claim.subject.name}</bdi> {claim.polarity === "negated" && strings.claim.not} {claim.label}{" "}
        {claim.object && <bdi>{claim.object.name}</bdi>}
        {claim.theme && (
          <>
            {" "}
            {strings.claim.about} <bdi>{claim.theme}</bdi>
          </>
        )}
        {claim.content && (
          <>
            {" "}
            {strings.claim.that} <bdi>{claim.content}</bdi>
          </>
        )}
      </strong>
      <span class="about">
        {claim.source.map((step, n) => (
          <span key={n}>
            {strings.commitment[step.commitment]} <bdi>{step.name}</bdi>
          </span>
        ))}
        {!claim.source.length && <span>{strings.claim.nameless}</span>}
        <span>
          {polarity[claim.polarity]}, {claim.modality}, {strings.valence[claim.valence]}
        </span>
      </span>
    </div>
  );
}

const named = (one: HTMLElement): string[] => one.dataset.claims?.split(" ") ?? [];

/** Say what the pointer or the focus is at, and when it is at nothing more. */
function follow(tip: HTMLElement, say: (at: HTMLElement | null) => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let focused: HTMLElement | null = null;
  const found = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>("[data-claims]");
  const isOurs = (event: Event): boolean => tip.contains(event.target as Node) || found(event) !== null;
  const now = (at: HTMLElement | null): void => {
    clearTimeout(waiting);
    say(at);
  };
  const enter = (event: Event): void => {
    if (tip.contains(event.target as Node)) clearTimeout(waiting);
    else if (found(event)) now(found(event));
  };
  const leave = (event: Event): void => {
    if (!isOurs(event)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => say(focused), LINGER);
  };
  const focus = (event: Event): void => {
    focused = found(event);
    now(focused);
  };
  const blur = (event: Event): void => {
    focused = null;
    leave(event);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    focused = null;
    now(null);
  };
  const heard = [["mouseover", enter], ["mouseout", leave], ["focusin", focus], ["focusout", blur], ["keydown", key]] as const;
  for (const [name, listener] of heard) document.addEventListener(name, listener as EventListener);
  return () => {
    clearTimeout(waiting);
    for (const [name, listener] of heard) document.removeEventListener(name, listener as EventListener);
  };
}

function light(at: HTMLElement): () => void {
  const ids = new Set(named(at));
  const lit = [...document.querySelectorAll<HTMLElement>("[data-claims]")].filter((one) => named(one).some((id) => ids.has(id)));
  for (const one of lit) one.setAttribute("data-lit", "");
  return () => lit.forEach((one) => one.removeAttribute("data-lit"));
}

/** The style sheet puts it beside what has `data-anchor`. */
function show(tip: HTMLElement, at: HTMLElement): () => void {
  at.setAttribute("data-anchor", "");
  at.setAttribute("aria-describedby", ID);
  tip.showPopover();
  return () => {
    tip.hidePopover();
    at.removeAttribute("data-anchor");
    at.removeAttribute("aria-describedby");
  };
}
