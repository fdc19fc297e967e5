// An answer of the API in a view: it is awaited, there, or failed.

import { useCallback, useEffect, useState } from "preact/hooks";
import { classes, Fault, type RelationKind, relationKinds } from "./client";

export type Answer<T> = { state: "loading" } | { state: "there"; value: T } | { state: "failed"; fault: Fault; again: () => void };

/** The answer to what `ask` asks; `key` says when it is another question. What is outdated is broken off. */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [tries, setTries] = useState(0);
  const [found, setFound] = useState<{ key: string; answer: Answer<T> } | null>(null);
  const again = useCallback(() => {
    setFound(null);
    setTries((n) => n + 1);
  }, []);
  useEffect(() => {
    const control = new AbortController();
    const tell = (answer: Answer<T>): void => {
      if (!control.signal.aborted) setFound({ key, answer });
    };
    ask(control.signal).then(
      (value) => tell({ state: "there", value }),
      (cause: unknown) => tell({ state: "failed", fault: cause instanceof Fault ? cause : new Fault(0, String(cause)), again }),
    );
    return () => control.abort();
  }, [key, tries]);
  return found?.key === key ? found.answer : { state: "loading" };
}

const NONE: ReadonlyMap<string, RelationKind> = new Map();

/** The relation types by name; none until they are there. */
export function useKinds(): ReadonlyMap<string, RelationKind> {
  const answer = useAnswer("kinds", relationKinds);
  return answer.state === "there" ? answer.value : NONE;
}

/** The types that an actor can have; none until they are there. */
export function useActorTypes(): readonly string[] {
  const answer = useAnswer("classes", classes);
  return answer.state === "there" ? answer.value.items.filter((one) => one.ofActors).map((one) => one.name) : [];
}
