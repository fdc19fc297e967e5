// The words that somebody has selected in a passage whose text is shown.

import { useEffect, useState } from "preact/hooks";
import { chosen, type Words } from "../logic/selected";

const PASSAGE = ".text[data-begin]";

const passageOf = (node: Node | null): HTMLElement | null =>
  (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>(PASSAGE) ?? null;

function selected(): Words | null {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const passage = passageOf(range.startContainer);
  if (!passage || passage !== passageOf(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return chosen(before.toString(), range.toString(), Number(passage.dataset.begin));
}

/** The words selected last; they stay when the focus goes to a form. */
export function useSelected(): Words | null {
  const [found, setFound] = useState<Words | null>(null);
  useEffect(() => {
    const look = (): void => setFound((before) => selected() ?? before);
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  return found;
}

export const isTextShown = (): boolean => document.querySelector(PASSAGE) !== null;
