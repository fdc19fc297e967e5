// The token of who is signed in. It is kept as long as the tab is open, and sent with every question.

import type { Middleware } from "openapi-fetch";

const KEPT = "kg-token";

export function token(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // a browser may forbid to keep anything
  }
}

export function keep(given: string | null): void {
  try {
    if (given === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, given);
  } catch {
    return;
  }
}

/** Tells (`refused`) that the server does not know the token that is kept. */
export const refusals = new EventTarget();

const header = (given: string): string => `Bearer ${given}`;

export const bearer: Middleware = {
  onRequest({ request }) {
    const kept = token();
    if (kept && !request.headers.has("authorization")) request.headers.set("authorization", header(kept));
  },
  onResponse({ request, response }) {
    const kept = token();
    if (response.status === 401 && kept && request.headers.get("authorization") === header(kept)) refusals.dispatchEvent(new Event("refused"));
  },
};
