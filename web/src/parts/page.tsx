// The frame of a view: its title, also in the window, and its heading, to which the focus goes when a view is opened.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { strings } from "../strings";

let isFirst = true; // the browser itself cares for the view with which it begins

export function Page(props: { title: string; heading?: ComponentChildren; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · ${strings.name}`;
  }, [props.title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} dir="auto">
        {props.heading ?? props.title}
      </h1>
      {props.children}
    </>
  );
}
