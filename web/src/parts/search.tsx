// The search box, with suggestions as a name is typed.

import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import * as places from "../logic/places";
import { strings } from "../strings";
import { useSuggestions } from "./suggestions";

export function SearchBox() {
  const { route, query, path } = useLocation();
  const box = useRef<HTMLInputElement>(null);
  const go = (address: string): void => {
    close();
    box.current?.blur();
    route(address);
  };
  const { words, setWords, close, field, list } = useSuggestions(strings.search.label, "", (hit) => go(places.ofHit(hit)));

  useEffect(() => {
    setWords(path === "/search" ? (query.q ?? "") : "");
    close();
  }, [path, query.q]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (words.trim()) go(places.place("/search", { q: words.trim() }));
  };
  return (
    <form class="search suggesting" role="search" action="/search" method="get" onSubmit={submit}>
      <input ref={box} name="q" aria-label={strings.search.label} placeholder={strings.search.hint} {...field} />
      <button type="submit">{strings.search.go}</button>
      {list}
    </form>
  );
}
