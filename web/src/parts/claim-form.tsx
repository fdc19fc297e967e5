// A form with all fields of a claim, for one that is changed and for one that is missing.

import { useEffect, useRef, useState } from "preact/hooks";
import { useKinds } from "../api/answer";
import type { RelationKind } from "../api/client";
import { type Fields, MODALITIES, type Problem, problem, written } from "../logic/deciding";
import type { Words } from "../logic/selected";
import { strings } from "../strings";
import { ActorBox } from "./actor-box";
import { Choice, Field } from "./lists";
import { isTextShown, useSelected } from "./selection";

const words = strings.reviewing;
const SHORT = 60; // signs of the selected words on a button

interface Props {
  values: Fields;
  names: ReadonlyMap<string, string>; // of actors, by IRI
  isNew?: boolean;
  isBusy: boolean;
  save: (fields: Fields, begin: number | null, reason: string) => void;
  close?: () => void;
}

/** The form, as soon as the relation types are there. */
export function ClaimForm(props: Props) {
  const kinds = useKinds();
  return kinds.size ? <Form {...props} kinds={kinds} /> : <p class="state">{strings.state.loading}</p>;
}

function Form(props: Props & { kinds: ReadonlyMap<string, RelationKind> }) {
  const { values, names, isNew = false, isBusy, save, close, kinds } = props;
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [taken, setTaken] = useState<Words | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isNew) form.current?.querySelector("input")?.focus();
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = [...new FormData(form.current!)];
    const fields = written(given);
    const found = problem(fields, isNew);
    setWrong(found);
    const reason = String(new Map(given).get("reason")).trim();
    if (!found) save(fields, taken?.words === fields.span ? taken.begin : null, reason);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  const { fields } = words;
  const evidence = <Evidence value={values.span} take={setTaken} />;
  const others = (
    <>
      <Field name="theme" label={fields.theme} value={values.theme} />
      <Field name="content" label={fields.content} value={values.content} />
      <Choice name="polarity" label={fields.polarity} value={values.polarity} any={false} options={Object.entries(strings.polarity)} />
      <Choice name="modality" label={fields.modality} value={values.modality} any={false} options={MODALITIES.map((one) => [one, one])} />
      <Field name="time" label={fields.time} value={values.time} />
      <Field name="time_normal" label={fields.time_normal} value={values.time_normal} hint={words.form.edtf} />
      <Chain chain={values.source ? values.source.split("|") : []} names={names} />
    </>
  );
  return (
    <form ref={form} class="filters fields" method="post" aria-label={isNew ? words.form.add : words.form.edit} onSubmit={submit} onKeyDown={press}>
      {isNew && evidence}
      <ActorBox name="subject" label={fields.subject} value={values.subject} shown={names.get(values.subject)} />
      <Choice
        name="relation"
        label={fields.relation}
        value={values.relation}
        any={false}
        options={[...kinds.values()].map((kind) => [kind.name, kind.label])}
      />
      <ActorBox name="object" label={fields.object} value={values.object} shown={names.get(values.object)} />
      {isNew ? (
        <details>
          <summary>{words.form.more}</summary>
          <div class="fields">{others}</div>
        </details>
      ) : (
        others
      )}
      {!isNew && evidence}
      <Field name="reason" label={words.form.reason} value="" />
      {wrong && (
        <p class="failed" role="alert">
          {words.problems[wrong]}
        </p>
      )}
      <span class="buttons">
        <button type="submit" disabled={isBusy}>
          {isNew ? words.form.addIt : words.form.save}
        </button>
        {close && (
          <button type="button" onClick={close}>
            {words.form.close}
          </button>
        )}
      </span>
    </form>
  );
}

/** The chain of sources, innermost first, each a field. */
function Chain(props: { chain: readonly string[]; names: ReadonlyMap<string, string> }) {
  const [length, setLength] = useState(Math.max(1, props.chain.length));
  return (
    <fieldset>
      <legend class="unseen">{words.form.chain}</legend>
      {Array.from({ length }, (_, n) => (
        <ActorBox key={n} name="source" label={words.form.source(n)} value={props.chain[n]} shown={props.names.get(props.chain[n] ?? "")} />
      ))}
      <button type="button" onClick={() => setLength(length + 1)}>
        {words.form.addSource}
      </button>
    </fieldset>
  );
}

/** The words of the text: selected in it where it is shown, else typed. */
function Evidence(props: { value: string; take: (words: Words) => void }) {
  const [text, setText] = useState(props.value);
  const selected = useSelected();
  const take = (found: Words): void => {
    setText(found.words);
    props.take(found);
  };
  return (
    <div class="evidence">
      <label>
        {words.fields.span}
        <textarea name="span" rows={2} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {selected && selected.words !== text && (
        <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => take(selected)}>
          <bdi>{words.form.take(short(selected.words))}</bdi>
        </button>
      )}
      <small>{isTextShown() ? words.form.select : words.form.type}</small>
    </div>
  );
}

const short = (text: string): string => (text.length > SHORT ? `${Array.from(text).slice(0, SHORT).join("")} …` : text);
