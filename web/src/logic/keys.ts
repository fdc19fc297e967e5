// Single keys that decide. They do nothing while somebody types, and with other keys held down.

export const KEYS = { a: "accept", r: "reject", e: "edit", u: "undo", n: "next", p: "previous", "?": "keys" } as const;
export type Action = (typeof KEYS)[keyof typeof KEYS];

export interface Pressed {
  key: string;
  code: string; // the place on the keyboard, for those that write another script
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/** What a key does; null where it does nothing here. */
export function actionOf(pressed: Pressed, isTyping: boolean): Action | null {
  if (isTyping || pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const isLatin = /^[\x20-\x7e]$/.test(pressed.key);
  const sign = isLatin ? pressed.key : /^Key([A-Z])$/.exec(pressed.code)?.[1];
  return KEYS[sign?.toLowerCase() as keyof typeof KEYS] ?? null;
}

/** The key of an action, as it is shown. */
export const keyOf = (action: Action): string => Object.entries(KEYS).find(([, one]) => one === action)![0];

const TYPED = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const PRESSED = new Set(["checkbox", "radio", "button", "submit"]);

/** Whether keys write into an element. */
export function isWriting(element: { tagName: string; type?: string; isContentEditable?: boolean } | null): boolean {
  if (!element) return false;
  return element.isContentEditable === true || (TYPED.has(element.tagName) && !PRESSED.has(element.type ?? ""));
}
