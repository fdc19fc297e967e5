// Correcting an actor: who it is, what else it is called; of one that the registry lacks also name, type and country.

import { useActorTypes } from "../api/answer";
import type { Actor } from "../api/client";
import type { NewDecision } from "../api/review";
import * as naming from "../logic/naming";
import { strings } from "../strings";
import "../style/review.css";
import { type Acting, Outcome, useAct } from "./act";
import { ActorBox } from "./actor-box";
import { DecisionForm } from "./decision-form";
import { Choice, Field } from "./lists";
import { Mentions } from "./mentions";
import { useMayReview } from "./session";

const words = strings.reviewing;

interface Props {
  actor: Actor;
  acting: Acting;
  decided?: () => void;
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
  const types = [...new Set([actor.type, ...useActorTypes()])].map((type) => [type, naming.kind(type)] as const);
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
      <Choice name="type" label={say.type} value={actor.type} options={types} any={false} />
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
      {props.actor.mentions > 0 && <Mentions actor={props.actor} acting={acting} />}
      <p class="note">
        {words.actor.mentionOf} <a href="/review?kind=mention">{words.title}</a>
      </p>
    </details>
  );
}
