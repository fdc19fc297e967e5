// A field for an actor or outlet, which suggests names while one types.

import { useEffect, useId, useState } from "preact/hooks";
import { search } from "../api/client";
import { prefixed } from "../logic/words";

const PAUSE = 120; // milliseconds without a key before it is asked
const MOST = 8;

/** Names of actors and outlets that begin as somebody types. */
export function useNames(words: string): string[] {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const asked = prefixed(words);
    const wait = setTimeout(() => {
      if (!asked) return setNames([]);
      search({ q: asked, kind: ["actor", "outlet"], limit: MOST }, control.signal).then(
        ({ items }) => setNames([...new Set(items.flatMap((hit) => hit.name ?? []))]),
        () => setNames([]), // half a phrase is no question yet
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      control.abort();
    };
  }, [words]);
  return names;
}

export function Suggested(props: { name: string; label: string; value: string | undefined }) {
  const [words, setWords] = useState("");
  const names = useNames(words);
  const id = useId();
  return (
    <label>
      {props.label}
      <input
        name={props.name}
        list={id}
        dir="auto"
        defaultValue={props.value ?? ""}
        autoComplete="off"
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
