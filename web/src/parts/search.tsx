// The search box: a combobox with a list of suggestions (the pattern of WAI-ARIA).

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Hit, search } from "../api/client";
import * as places from "../logic/places";
import { prefixed } from "../logic/words";
import { strings } from "../strings";

const PAUSE = 120; // milliseconds without a key before it is asked
const MOST = 8;

export function SearchBox() {
  const { route, query, path } = useLocation();
  const [words, setWords] = useState("");
  const [hits, setHits] = useState<Hit[]>([]);
  const [at, setAt] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const isShown = isOpen && hits.length > 0;

  useEffect(() => {
    setWords(path === "/search" ? (query.q ?? "") : "");
    setOpen(false);
  }, [path, query.q]);

  useEffect(() => {
    const control = new AbortController();
    const asked = prefixed(words);
    const wait = setTimeout(() => {
      if (!asked) return setHits([]);
      search({ q: asked, kind: ["actor", "outlet"], limit: MOST }, control.signal).then(
        (found) => {
          setHits(found.items);
          setAt(-1);
        },
        () => setHits([]), // half a phrase is no question yet
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      control.abort();
    };
  }, [words]);

  const go = (address: string): void => {
    setOpen(false);
    box.current?.blur();
    route(address);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const hit = isShown ? hits[at] : undefined;
    if (hit) go(places.ofHit(hit));
    else if (words.trim()) go(places.place("/search", { q: words.trim() }));
  };
  const move = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return setOpen(false);
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || !hits.length) return;
    event.preventDefault();
    setOpen(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    setAt((n) => (n + 1 + step + hits.length + 1) % (hits.length + 1) - 1);
  };

  return (
    <form class="search" role="search" action="/search" method="get" onSubmit={submit}>
      <input
        ref={box}
        type="text"
        name="q"
        role="combobox"
        aria-label={strings.search.label}
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && at >= 0 ? `${id}-${at}` : undefined}
        placeholder={strings.search.hint}
        autoComplete="off"
        spellcheck={false}
        value={words}
        onInput={(event) => {
          setWords(event.currentTarget.value);
          setOpen(true);
        }}
        onKeyDown={move}
        onBlur={() => setOpen(false)}
      />
      <button type="submit">{strings.search.go}</button>
      <ul id={`${id}-list`} role="listbox" aria-label={strings.search.label} hidden={!isShown}>
        {hits.map((hit, n) => (
          <li
            key={hit.iri}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(places.ofHit(hit))}
          >
            <bdi>{hit.name}</bdi> <small>{strings.search.kinds[hit.kind]}</small>
          </li>
        ))}
      </ul>
      <span class="unseen" role="status">
        {isShown ? strings.search.suggested(hits.length) : ""}
      </span>
    </form>
  );
}
