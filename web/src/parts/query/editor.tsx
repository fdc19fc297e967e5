// The editor of queries. It lives in a shadow root: there CodeMirror hands its looks over as constructed style sheets, which the
// strict policy of the page allows, and not as elements, which it refuses.

import { autocompletion, closeBrackets, closeBracketsKeymap, type Completion, type CompletionContext, type CompletionResult, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { search, type Vocabulary } from "../../api/client";
import { missing, type Proposal, proposals, spanAt, written } from "../../logic/sparql";
import { prefixed } from "../../logic/words";
import { strings } from "../../strings";

const words = strings.query;
const ACTORS = 8; // actors that are proposed
const BEGUN = /[?$]\w*$|[\w.-]*:[\p{L}\p{N}_.-]*$|[\p{L}\p{N}_-]+$/u;

export interface Place {
  line: number;
  column: number;
}

/** What a view does with the editor. */
export interface Hold {
  text(): string;
  focus(place?: Place): void;
}

interface Props {
  text: string; // another one takes the place of what stands there
  vocabulary: Vocabulary;
  fault: { message: string; place: Place } | null;
  hold: RefObject<Hold | null>;
  run: (text: string) => void;
}

export function Editor(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const root = box.current!.shadowRoot ?? box.current!.attachShadow({ mode: "open" });
    const made = editorIn(root, () => latest.current);
    view.current = made;
    latest.current.hold.current = {
      text: () => made.state.doc.toString(),
      focus: (place) => {
        if (place) made.dispatch({ selection: { anchor: spanAt(made.state.doc.toString(), place).from }, scrollIntoView: true });
        made.focus();
      },
    };
    return () => {
      made.destroy();
      latest.current.hold.current = null;
    };
  }, []);
  useEffect(() => {
    const { state } = view.current!;
    if (state.doc.toString() !== props.text) view.current!.dispatch({ changes: { from: 0, to: state.doc.length, insert: props.text } });
  }, [props.text]);
  useEffect(() => {
    const { state } = view.current!;
    const { fault } = props;
    const marked = fault ? [{ ...spanAt(state.doc.toString(), fault.place), severity: "error" as const, message: fault.message }] : [];
    view.current!.dispatch(setDiagnostics(state, marked));
  }, [props.fault]);
  return <div ref={box} class="editor" />;
}

function editorIn(root: ShadowRoot, now: () => Props): EditorView {
  const run = (view: EditorView): boolean => {
    now().run(view.state.doc.toString());
    return true;
  };
  return new EditorView({
    root,
    parent: root,
    doc: now().text,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      sparql(),
      syntaxHighlighting(COLOURS),
      autocompletion({ override: [(context) => proposed(context, now().vocabulary)], icons: false }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": words.editor, "aria-multiline": "true", tabindex: "0" }),
      EditorView.domEventHandlers({ beforeinput: replaced }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged || !update.transactions.some((one) => one.isUserEvent("input"))) return;
        const more = missing(update.state.doc.toString(), now().vocabulary.prefixes);
        if (more) update.view.dispatch({ changes: { from: more.at, insert: more.text } });
      }),
      LOOKS,
    ],
  });
}

/** Text typed over a selection goes in here: the browser itself would style what it joins, which the policy refuses. */
function replaced(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  const { from, to, empty } = state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || !text || empty || view.composing) return false;
  event.preventDefault();
  const insert = () => state.update(state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  if (!state.facet(EditorView.inputHandler).some((handles) => handles(view, from, to, text, insert))) view.dispatch(insert());
  return true;
}

/** What may stand where the cursor is: terms, variables, keywords, and actors by any of their names. */
async function proposed(context: CompletionContext, vocabulary: Vocabulary): Promise<CompletionResult | null> {
  const begun = context.matchBefore(BEGUN);
  const inside = syntaxTree(context.state).resolveInner(context.pos, -1).name;
  if ((!begun && !context.explicit) || /String|Comment|IRIREF/i.test(inside)) return null;
  const word = begun?.text ?? "";
  const found = proposals(word, context.state.doc.toString(), vocabulary).map(completion);
  const actors = await actorsNamed(word, vocabulary, context);
  return context.aborted ? null : { from: begun?.from ?? context.pos, options: [...found, ...actors], filter: false };
}

const completion = (one: Proposal): Completion => ({
  label: one.text,
  detail: [words.kinds[one.kind], one.label].filter(Boolean).join(": "),
  info: one.about,
});

async function actorsNamed(word: string, vocabulary: Vocabulary, context: CompletionContext): Promise<Completion[]> {
  const name = word.replace(/^actor:/, "").replaceAll("-", " ");
  if (name.length < 2 || /[:?$]/.test(name)) return [];
  const control = new AbortController();
  context.addEventListener("abort", () => control.abort(), { onDocChange: true });
  const found = await search({ q: prefixed(name), kind: ["actor", "outlet"], limit: ACTORS }, control.signal).catch(() => null);
  return (found?.items ?? []).map((hit) => ({ label: written(hit.iri, vocabulary.prefixes), displayLabel: hit.name ?? hit.id, detail: words.kinds[hit.kind as "actor" | "outlet"] }));
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--link)", fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool, tags.literal], color: "var(--positive)" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--text)", fontStyle: "italic" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)" },
  { tag: [tags.namespace, tags.atom, tags.url], color: "var(--negative)" },
]);

const LOOKS = EditorView.theme({
  "&": { border: "1px solid var(--quiet)", borderRadius: "4px", backgroundColor: "var(--ground)", color: "var(--text)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "Noto Sans Mono", monospace', fontSize: "0.9rem", lineHeight: "1.5", minHeight: "12rem", maxHeight: "28rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)", unicodeBidi: "plaintext" },
  ".cm-cursor": { borderInlineStartColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", border: "none" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--quiet)", maxWidth: "min(30rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--ground)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
  // the usual marks are images of data: addresses, which the policy refuses
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--negative)" },
  ".cm-lint-marker-error": { content: "none" },
  ".cm-lint-marker": { borderRadius: "50%", width: "0.7em", height: "0.7em", marginBlock: "0.4em", backgroundColor: "var(--negative)" },
  ".cm-diagnostic-error": { borderInlineStart: "4px solid var(--negative)" },
  ".cm-diagnosticText": { whiteSpace: "pre-wrap" },
});
