// Single keys that decide; whoever wants none switches them off (WCAG 2.1.4).

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Action, actionOf, isWriting, keyOf } from "../logic/keys";
import { strings } from "../strings";

const KEPT = "kg-keys";
const words = strings.reviewing;

function areOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // a browser may forbid to keep anything
  }
}

function keepOn(isOn: boolean): void {
  try {
    localStorage.setItem(KEPT, isOn ? "on" : "off");
  } catch {
    return;
  }
}

export interface Keys {
  isOn: boolean;
  setOn: (isOn: boolean) => void;
}

/** Keys that do what `acts` has for them, wherever the focus is but in a field. */
export function useKeys(acts: Partial<Record<Action, () => void>>): Keys {
  const [isOn, setOn] = useState(areOn);
  const latest = useRef({ acts, isOn });
  latest.current.acts = acts;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { acts, isOn } = latest.current;
      const action = event.defaultPrevented || !isOn ? null : actionOf(event, isWriting(event.target as HTMLElement));
      const act = action && acts[action];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const set = (next: boolean): void => {
    latest.current.isOn = next; // at once: the next key may come before the page is drawn
    setOn(next);
    keepOn(next);
  };
  return { isOn, setOn: set };
}

/** A button with its key. */
export function Act(props: { action: Action; keys: Keys; act: () => void; isChosen?: boolean; isBusy?: boolean }) {
  const { action, keys } = props;
  const key = keyOf(action);
  return (
    <button
      type="button"
      aria-keyshortcuts={keys.isOn ? key : undefined}
      aria-pressed={props.isChosen}
      aria-disabled={props.isBusy}
      onClick={props.act}
    >
      {words.actions[action]} {keys.isOn && <kbd aria-hidden="true">{key}</kbd>}
    </button>
  );
}

/** What the keys do, and the switch for them. */
export function KeysHelp(props: { keys: Keys; actions: readonly Action[]; isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  const id = useId();
  const { keys } = props;
  return (
    <details class="keys" open={props.isOpen} onToggle={(event) => props.setOpen(event.currentTarget.open)}>
      <summary aria-keyshortcuts={keys.isOn ? "?" : undefined}>
        {words.keys.title} {keys.isOn && <kbd aria-hidden="true">?</kbd>}
      </summary>
      <p>
        <input id={id} type="checkbox" checked={keys.isOn} onChange={(event) => keys.setOn(event.currentTarget.checked)} />{" "}
        <label for={id}>{words.keys.on}</label>
      </p>
      {keys.isOn && (
        <ul class="plain">
          {props.actions.map((action) => (
            <li key={action}>
              <kbd>{keyOf(action)}</kbd> {words.keys.is[action]}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
