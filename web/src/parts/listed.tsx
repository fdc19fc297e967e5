// A part of a list, whose items are a name and what is known of it.

import type { ComponentChildren } from "preact";
import type { Answer } from "../api/answer";
import type { Query } from "../logic/places";
import { Parts } from "./lists";
import { Empty, Shown } from "./shown";

interface Props<T> {
  answer: Answer<{ items: readonly T[]; total: number }>;
  path: string;
  query: Query;
  offset: number;
  name: (item: T) => ComponentChildren;
  about: (item: T) => ComponentChildren;
}

export function Listed<T extends { iri: string }>(props: Props<T>) {
  return (
    <Shown answer={props.answer}>
      {({ items, total }) => (
        <>
          {items.length === 0 && <Empty />}
          <ul class="plain">
            {items.map((item) => (
              <li key={item.iri}>
                {props.name(item)}
                <small>{props.about(item)}</small>
              </li>
            ))}
          </ul>
          <Parts path={props.path} query={props.query} offset={props.offset} shown={items.length} total={total} />
        </>
      )}
    </Shown>
  );
}
