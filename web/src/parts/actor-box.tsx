// A field for an actor: one of the graph, chosen among suggestions, or a name as it is typed.

import { useId, useRef, useState } from "preact/hooks";
import { strings } from "../strings";
import { useSuggestions } from "./suggestions";

const words = strings.reviewing.form;

interface Props {
  name: string; // of the field in the form; its value is an IRI or a name
  label: string;
  value?: string;
  shown?: string; // the name that stands for the value
  mustBeKnown?: boolean;
  required?: boolean;
}

export function ActorBox(props: Props) {
  const { name, label, value = "", shown = value, mustBeKnown, required } = props;
  const [meant, setMeant] = useState({ name: shown, iri: value });
  const hint = useId();
  const box = useRef<HTMLInputElement>(null);
  const suggestions = useSuggestions(label, shown, (hit) => {
    setMeant({ name: hit.name ?? hit.id, iri: hit.iri });
    suggestions.setWords(hit.name ?? hit.id);
  });
  const typed = suggestions.words.trim();
  const iri = typed === meant.name ? meant.iri : typed;
  const isKnown = typed !== "" && typed === meant.name && iri !== typed;
  box.current?.setCustomValidity(mustBeKnown && typed && !isKnown ? words.mustBeKnown : "");
  return (
    <div class="field suggesting">
      <label>
        {label}
        <input ref={box} dir="auto" required={required} aria-describedby={typed && !isKnown ? hint : undefined} {...suggestions.field} />
      </label>
      <input type="hidden" name={name} value={iri} />
      {typed && !isKnown && <small id={hint}>{mustBeKnown ? words.mustBeKnown : words.byName}</small>}
      {suggestions.list}
    </div>
  );
}
