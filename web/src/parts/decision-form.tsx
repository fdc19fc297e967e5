// A form that decides on something that is no claim.

import type { ComponentChildren } from "preact";
import type { NewDecision } from "../api/review";
import "../style/review.css";
import type { Acting } from "./act";
import { useSession } from "./session";

/** `rows` makes rows of its fields. */
export function DecisionForm(props: {
  go: string;
  said: string;
  acting: Acting;
  rows: (fields: ReadonlyMap<string, string>) => NewDecision[];
  decided?: () => void;
  children: ComponentChildren;
}) {
  const { decide } = useSession();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const rows = props.rows(new Map([...new FormData(form)].map(([name, value]) => [name, String(value).trim()])));
    if (!rows.length) return;
    if (await props.acting.act(() => decide(rows, props.said))) {
      form.reset();
      props.decided?.();
    }
  };
  return (
    <form class="filters" method="post" aria-label={props.go} onSubmit={submit}>
      {props.children}
      <span class="buttons">
        <button type="submit" aria-disabled={props.acting.isBusy}>
          {props.go}
        </button>
      </span>
    </form>
  );
}
