// How much work something takes in a browser: clicks and keys, counted in the pages themselves.

import type { Page } from "@playwright/test";

export interface Effort {
  clicks: number;
  keys: number; // with a modifier held it is one key
  tell(task: number, where?: string): void;
}

type Kind = "click" | "key";

/** Count from now on. A choice from a list counts as two clicks, text that is filled in as its letters. */
export async function effort(page: Page): Promise<Effort> {
  const found: Effort = {
    clicks: 0,
    keys: 0,
    tell: (task, where = "") => console.log(`task ${task}${where && ` (${where})`}: ${found.clicks} clicks, ${found.keys} keys`),
  };
  await page.exposeFunction("toldOfEffort", (kind: Kind, times: number) => {
    found[kind === "click" ? "clicks" : "keys"] += times;
  });
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return found;
}

/** Runs in the page. */
function listen(): void {
  const page = window as unknown as { toldOfEffort(kind: Kind, times: number): void; isCounted?: boolean };
  if (page.isCounted) return;
  page.isCounted = true;
  let isTyped = false; // the input that follows comes from a key
  const on = <E extends Event>(type: string, heard: (event: E) => void): void => addEventListener(type, heard as (event: Event) => void, { capture: true });
  on<PointerEvent>("pointerdown", (event) => event.isTrusted && page.toldOfEffort("click", 1));
  on<KeyboardEvent>("keydown", (event) => {
    isTyped = true;
    if (!["Control", "Shift", "Alt", "Meta"].includes(event.key)) page.toldOfEffort("key", 1);
  });
  on<KeyboardEvent>("keyup", () => {
    isTyped = false;
  });
  on<InputEvent>("input", (event) => {
    const field = event.composedPath()[0] as Partial<HTMLInputElement>;
    if (!isTyped && field.tagName !== "SELECT" && field.type !== "checkbox" && field.type !== "radio") page.toldOfEffort("key", (event.data ?? field.value ?? "").length);
  });
  on("change", (event) => {
    if (!event.isTrusted && (event.target as Element).tagName === "SELECT") page.toldOfEffort("click", 2);
  });
}
