// The text of the assessment in an editor. It stands in a root of its own, whose style sheets need no permission of the page.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, RangeSetBuilder, StateEffect, StateField, type Text } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { all, made, root } from "./dom";
import { HIDDEN, written } from "./shown";

/** Changes are asked about once nothing was written for so long. */
const PAUSE = 350;

const look = EditorView.theme({
  "&": { height: "100%", boxSizing: "border-box", color: "var(--ink)", backgroundColor: "var(--sheet)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "2px solid var(--ink)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "18px", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--ink3)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--wash) 60%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--control)" },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--changed)" },
  ".cm-wrong": { backgroundColor: "var(--changed)", boxShadow: "inset 3px 0 var(--ink)" },
  ".cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-specialChar": { color: "var(--ink3)", backgroundColor: "var(--wash)" },
  ".cm-textfield, .cm-button": { backgroundColor: "var(--sheet)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--control)" },
});

/** Ink alone: hue is for actors. */
const inks = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], fontWeight: "600" },
  { tag: tags.comment, color: "var(--ink3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--ink3)" },
  { tag: [tags.string, tags.content, tags.number], color: "var(--ink2)" },
]);

/** Joiners and selectors are left to the letters around them. */
const HERE = new RegExp(`(?![\\u200c\\u200d\\ufe0e\\ufe0f\\u{e0100}-\\u{e01ef}])${HIDDEN.source}`, "gu");

/** What stands in the editor for something hidden, which the text keeps. */
const hiddenSign = (code: number): HTMLElement => made("span", "cm-specialChar", written(String.fromCodePoint(code)));

/** A change that comes from the file, and not from whoever writes. */
const reread = Annotation.define<boolean>();

const wrong = StateEffect.define<readonly number[]>();
const wrongLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, change) {
    const found = change.effects.find((effect) => effect.is(wrong));
    return found === undefined ? lines.map(change.changes) : marked(change.state.doc, found.value as readonly number[]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marked(text: Text, lines: readonly number[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    if (line >= 1 && line <= text.lines) builder.add(text.line(line).from, text.line(line).from, Decoration.line({ class: "cm-wrong" }));
  }
  return builder.finish();
}

/** What the page does with what is written: it keeps the draft, and asks what follows from it. */
export interface Desk {
  readonly draft: () => string | undefined;
  readonly setDraft: (text: string | undefined) => void;
  readonly ask: () => void;
  /** The text as the file has it now. */
  readonly read: () => Promise<string>;
}

/** Put an editor for a text into its place; `filed`: as the file has it. */
export function edit(place: HTMLElement, filed: string, { draft, setDraft, ask, read }: Desk): void {
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  let waiting: number | undefined;
  const settle = (text: string): void => setDraft(text === filed ? undefined : text);

  const editor = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: filed,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSpecialChars({ specialChars: HERE, render: hiddenSign }),
        highlightSelectionMatches(),
        search({ top: true }),
        indentUnit.of("  "),
        yaml(),
        syntaxHighlighting(inks),
        look,
        wrongLines,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Text of the assessment" }),
        keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((change) => change.annotation(reread))) return;
          settle(update.state.doc.toString());
          window.clearTimeout(waiting);
          waiting = window.setTimeout(ask, PAUSE);
        }),
      ],
    }),
  });
  /** The draft as another part of the page has made it: it can be undone here too. */
  const drafted = (): void => {
    const text = draft() ?? filed;
    if (editor.state.doc.toString() !== text) reveal(editor, replace(editor, text));
  };
  drafted();
  editor.scrollDOM.tabIndex = 0; // what scrolls is reached without a mouse
  place.replaceChildren(host);

  const tell = (): void => {
    const lines = all("[data-fragment=problems] [data-line]").map((place) => Number(place.dataset["line"]));
    editor.dispatch({ effects: wrong.of(lines) });
  };
  const go = (event: Event): void => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-line]") : null;
    if (place === null) return;
    const line = editor.state.doc.line(Math.min(editor.state.doc.lines, Math.max(1, Number(place.dataset["line"]))));
    const at = Math.min(line.to, line.from + Math.max(0, Number(place.dataset["column"] ?? 1) - 1));
    editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    editor.focus();
    event.preventDefault();
  };
  const end = (): void => {
    window.clearTimeout(waiting);
    root.removeEventListener("shown", tell);
    root.removeEventListener("saved", anew);
    root.removeEventListener("drafted", drafted);
    document.removeEventListener("click", go);
    editor.destroy();
  };
  /** The file has another text now. It comes into the editor as it stands, so that nothing that is written meanwhile is lost, nor
   * where it is written, nor what can be undone. */
  const anew = async (): Promise<void> => {
    const before = editor.state.doc;
    const text = await read().catch(() => undefined);
    if (text === undefined || !host.isConnected) return;
    filed = text;
    if (draft() === undefined && editor.state.doc.eq(before)) replace(editor, text);
    else settle(editor.state.doc.toString());
  };
  root.addEventListener("shown", tell);
  root.addEventListener("saved", anew);
  root.addEventListener("drafted", drafted);
  document.addEventListener("click", go);
  new MutationObserver((_, watch) => {
    if (host.isConnected) return;
    watch.disconnect();
    end();
  }).observe(document.body, { childList: true, subtree: true });
  tell();
}

/** Bring a place into view. */
function reveal(editor: EditorView, at: number): void {
  editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 40 }) });
}

/** Put another text into an editor; what stands before and behind the change stays where it is. Where that begins is given back. */
function replace(editor: EditorView, text: string): number {
  const old = editor.state.doc.toString(), most = Math.min(old.length, text.length);
  let from = 0, behind = 0;
  while (from < most && old[from] === text[from]) from++;
  while (behind < most - from && old[old.length - 1 - behind] === text[text.length - 1 - behind]) behind++;
  if (from === old.length && from === text.length) return from;
  const changes = { from, to: old.length - behind, insert: text.slice(from, text.length - behind) };
  editor.dispatch({ changes, annotations: reread.of(true) });
  return from;
}
