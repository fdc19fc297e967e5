// Suggestions of actors while a name is typed: a combobox with a list (the pattern of WAI-ARIA).

import type { ComponentChild, InputHTMLAttributes } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { type Hit, search } from "../api/client";
import { prefixed } from "../logic/words";
import { strings } from "../strings";

const PAUSE = 120; // milliseconds without a key before it is asked
const MOST = 8;

export interface Suggestions {
  words: string;
  setWords: (words: string) => void;
  close: () => void;
  field: InputHTMLAttributes<HTMLInputElement>; // what makes an input the combobox
  list: ComponentChild; // stands beside the input
}

/** Suggestions for a box with a label; `pick` is told which is chosen. */
export function useSuggestions(label: string, start: string, pick: (hit: Hit) => void): Suggestions {
  const [words, setWords] = useState(start);
  const [hits, setHits] = useState<Hit[]>([]);
  const [chosen, setChosen] = useState<string>(); // its IRI: an answer that comes later may hold it at another place
  const [isOpen, setOpen] = useState(false);
  const [isTyped, setTyped] = useState(false); // what stood there before needs no suggestions
  const id = useId();
  const isShown = isOpen && hits.length > 0;
  const at = hits.findIndex((hit) => hit.iri === chosen);

  useEffect(() => {
    const control = new AbortController();
    const asked = isTyped ? prefixed(words) : "";
    const wait = setTimeout(() => {
      if (!asked) return setHits([]);
      search({ q: asked, kind: ["actor", "outlet"], limit: MOST }, control.signal).then(
        (found) => setHits(found.items),
        () => setHits([]), // half a phrase is no question yet
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      control.abort();
    };
  }, [words, isTyped]);

  const choose = (hit: Hit): void => {
    setOpen(false);
    pick(hit);
  };
  const press = (event: KeyboardEvent): void => {
    const hit = isShown ? hits[at] : undefined;
    if (event.key === "Escape" && isShown) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Enter" && hit) {
      event.preventDefault();
      choose(hit);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen(hits[((at + 1 + step + hits.length + 1) % (hits.length + 1)) - 1]?.iri);
    }
  };
  return {
    words,
    setWords,
    close: () => setOpen(false),
    field: {
      type: "text",
      role: "combobox",
      "aria-expanded": isShown,
      "aria-controls": `${id}-list`,
      "aria-autocomplete": "list",
      "aria-activedescendant": isShown && at >= 0 ? `${id}-${at}` : undefined,
      autoComplete: "off",
      spellcheck: false,
      value: words,
      onInput: (event) => {
        setWords(event.currentTarget.value);
        setChosen(undefined);
        setTyped(true);
        setOpen(true);
      },
      onKeyDown: press,
      onBlur: () => setOpen(false),
    },
    list: (
      <>
        <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isShown}>
          {hits.map((hit, n) => (
            <li
              key={hit.iri}
              id={`${id}-${n}`}
              role="option"
              aria-selected={n === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(hit)}
            >
              <bdi>{hit.name}</bdi> <small>{strings.search.kinds[hit.kind]}</small>
            </li>
          ))}
        </ul>
        <span class="unseen" role="status">
          {isShown ? strings.search.suggested(hits.length) : ""}
        </span>
      </>
    ),
  };
}
