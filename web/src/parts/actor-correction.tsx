// Correcting an actor: who it is, what else it is called; of one that the registry lacks also name, type and country.

import type { ComponentChildren } from "preact";
import type { Actor } from "../api/client";
import type { NewDecision } from "../api/review";
import { strings } from "../strings";
import "../style/review.css";
import { type Acting, Outcome, useAct } from "./act";
import { ActorBox } from "./actor-box";
import { Field } from "./lists";
import { useMayReview, useSession } from "./session";

const words = strings.reviewing;

interface Props {
  actor: Actor;
  acting: Acting;
  decided?: () => void;
}

/** A form that decides; `rows` makes rows of its fields. */
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

export function ActorForms(props: Props) {
  const { actor, acting, decided } = props;
  const { said, actor: say } = words;
  const target = actor.iri;
  return (
    <>
      <DecisionForm
        go={say.mergeIt} said={`${said.merge}: ${actor.name}`} acting={acting} decided={decided}
        rows={(fields) => [{ target, action: "merge", new: fields.get("into")! }]}
      >
        <ActorBox name="into" label={say.merge} mustBeKnown required />
      </DecisionForm>
      {actor.standing !== "registered" && <Naming {...props} />}
      <DecisionForm
        go={say.addIt} said={`${said.alias}: ${actor.name}`} acting={acting} decided={decided}
        rows={(fields) => [{ target, action: "alias", field: fields.get("language")!, new: fields.get("alias")! }]}
      >
        <label>
          {say.alias}
          <input name="alias" required dir="auto" autoComplete="off" />
        </label>
        <Field name="language" label={say.language} value="" pattern="[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*" />
      </DecisionForm>
    </>
  );
}

function Naming(props: Props) {
  const { actor, acting, decided } = props;
  const say = words.actor;
  const before = { name: actor.name, type: actor.type, country: actor.country ?? "" };
  const rows = (fields: ReadonlyMap<string, string>): NewDecision[] =>
    (["name", "type", "country"] as const)
      .filter((field) => fields.get(field) !== before[field])
      .map((field) => ({ target: actor.iri, action: "name", field, new: fields.get(field)! }));
  return (
    <DecisionForm go={say.change} said={`${words.said.name}: ${actor.name}`} acting={acting} decided={decided} rows={rows}>
      <label>
        {say.name}
        <input name="name" required dir="auto" defaultValue={actor.name} autoComplete="off" />
      </label>
      <Field name="type" label={say.type} value={actor.type} pattern="[A-Za-z]+" />
      <Field name="country" label={say.country} value={before.country} hint={say.countryCode} pattern="[A-Z]{2}" />
    </DecisionForm>
  );
}

/** In the view of an actor. */
export function ActorCorrection(props: { actor: Actor }) {
  const acting = useAct();
  if (!useMayReview()) return null;
  return (
    <details>
      <summary>{words.actor.correct}</summary>
      <ActorForms actor={props.actor} acting={acting} />
      <Outcome fault={acting.fault} />
      <p class="note">
        {words.actor.mentionOf} <a href="/review?kind=mention">{words.title}</a>
      </p>
    </details>
  );
}
