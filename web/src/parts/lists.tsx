// Parts of long lists, and forms that say which things are in them. Both stand in the address.

import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { useKinds } from "../api/answer";
import { place, type Query } from "../logic/places";
import { strings } from "../strings";

export const PART = 50; // things in a part of a list

/** The parameters of the address that are among `names`, and where the part begins. */
export function useFilter<N extends string>(...names: N[]): { filter: Partial<Record<N, string>>; offset: number; path: string } {
  const { query, path } = useLocation();
  const known = names.filter((name) => query[name]).map((name) => [name, query[name]]);
  const offset = Number(query.offset);
  return {
    filter: Object.fromEntries(known) as Partial<Record<N, string>>,
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    path,
  };
}

export function Parts(props: { path: string; query: Query; offset: number; shown: number; total: number; part?: number }) {
  const { offset, shown, total, part = PART } = props;
  const to = (start: number): string => place(props.path, { ...props.query, offset: start || undefined });
  return (
    <nav class="parts" aria-label={strings.list.parts}>
      <span role="status">{strings.list.part(shown ? offset + 1 : 0, offset + shown, total)}</span>
      {offset > 0 && (
        <a rel="prev" href={to(Math.max(0, offset - part))}>
          {strings.list.before}
        </a>
      )}
      {offset + shown < total && shown > 0 && (
        <a rel="next" href={to(offset + part)}>
          {strings.list.next}
        </a>
      )}
    </nav>
  );
}

/** A form whose fields become parameters of the address. */
export function Filters(props: { path: string; children: ComponentChildren }) {
  const { route } = useLocation();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    route(place(props.path, Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim()]))));
  };
  return (
    <form class="filters" action={props.path} method="get" onSubmit={submit}>
      {props.children}
      <span class="buttons">
        <button type="submit">{strings.list.apply}</button>
        <a href={props.path}>{strings.list.clear}</a>
      </span>
    </form>
  );
}

export function Field(props: { name: string; label: string; value: string | undefined; hint?: string; pattern?: string }) {
  return (
    <label>
      {props.label}
      <input name={props.name} defaultValue={props.value ?? ""} placeholder={props.hint} pattern={props.pattern} title={props.pattern && props.hint} autoComplete="off" />
    </label>
  );
}

export function Choice(props: { name: string; label: string; value: string | undefined; options: readonly (readonly [string, string])[]; any?: boolean }) {
  return (
    <label>
      {props.label}
      <select name={props.name} defaultValue={props.value ?? ""}>
        {props.any !== false && <option value="">{strings.list.any}</option>}
        {props.options.map(([value, label]) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A choice of a relation type; what an address says can be chosen only when the types are there. */
export function KindChoice(props: { label: string; value: string | undefined }) {
  const kinds = [...useKinds().values()];
  return <Choice {...props} key={kinds.length} name="type" options={kinds.map((kind) => [kind.name, kind.label])} />;
}
