// The form of the network: what is counted, which claims, which time.

import * as logic from "../logic/network";
import { strings } from "../strings";
import { Choice, Field, Filters, KindChoice } from "./lists";

const words = strings.network;
const more = strings.networks;

/** The choices that make a network. */
export function NetworkForm(props: { chosen: logic.Chosen; path: string }) {
  const { chosen } = props;
  const { field } = strings;
  const choice = (name: keyof typeof words.choices & keyof logic.Chosen, any = true) => (
    <Choice name={name} label={words.fields[name]} value={chosen[name]} options={Object.entries(words.choices[name])} any={any} />
  );
  const text = (name: keyof typeof words.fields & keyof logic.Chosen, hint?: string) => (
    <Field name={name} label={words.fields[name]} value={chosen[name]} hint={hint} />
  );
  const values = (name: "valence" | "polarity" | "modality" | "status") => {
    const known = name === "status" ? strings.review : more[name];
    return <Choice name={name} label={more.fields[name]} value={chosen[name]} options={Object.entries(known).filter(([one]) => one !== "rejected")} />;
  };
  const isOpen = ["rows", "columns", "aggregation", "normalisation", "duplicates", "only", "exclude", "about", "source", "least", "threshold"].some(
    (name) => chosen[name as keyof logic.Chosen],
  );
  return (
    <Filters path={props.path}>
      {choice("view", false)}
      {choice("mode", false)}
      {choice("directed", false)}
      {choice("sign")}
      {text("around")}
      <Field name="since" label={field.since} value={chosen.since} hint={field.period} />
      <Field name="until" label={field.until} value={chosen.until} hint={field.period} />
      {text("window", words.hints.window)}
      {choice("colour", false)}
      {choice("size", false)}
      <details open={isOpen}>
        <summary>{words.more}</summary>
        <div class="filters">
          {choice("source", false)}
          {choice("about", false)}
          {text("rows", words.hints.column)}
          {text("columns", words.hints.column)}
          {choice("aggregation")}
          {choice("normalisation", false)}
          {choice("duplicates", false)}
          {choice("opposites", false)}
          {text("least", "1")}
          {text("threshold", "0")}
          {text("only", words.hints.values)}
          {text("exclude", words.hints.values)}
        </div>
      </details>
      <details open={logic.VALUED.some((name) => chosen[name]) || !!chosen.confidence}>
        <summary>{more.claims}</summary>
        <div class="filters">
          <KindChoice label={more.fields.type} value={chosen.type} />
          {values("valence")}
          {values("polarity")}
          {values("modality")}
          {values("status")}
          {text("confidence", "0")}
          <Field name="said" label={more.fields.said} value={chosen.said} />
          <Field name="outlet" label={more.fields.outlet} value={chosen.outlet} />
        </div>
      </details>
      <details open={!!(chosen.before || chosen.after)}>
        <summary>{more.compare}</summary>
        <div class="filters">
          <Field name="before" label={more.before} value={chosen.before} hint={more.period} />
          <Field name="after" label={more.after} value={chosen.after} hint={more.period} />
        </div>
      </details>
    </Filters>
  );
}

