// Pieces of the page exchanged for what the server says now. What is the same stays the same element, so that focus, selection,
// scroll, open details and a slider under the finger survive; `data-key` tells rows apart.
import morphdom from "morphdom";
import { all, one, root } from "./dom";

export interface View {
  readonly fragments: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly title?: string;
  readonly marks?: Readonly<Record<string, string>>;
  readonly digest?: string;
}

let held: HTMLElement | null = null;

/** What is under the finger keeps its value whatever the server says meanwhile. */
export function hold(element: HTMLElement | null): void {
  held = element;
}

const key = (node: Node): string | undefined => {
  if (!(node instanceof Element)) return undefined;
  return (node as HTMLElement).dataset?.["key"] ?? (node.id || undefined);
};

export function exchange(name: string, html: string): void {
  const place = one(`[data-fragment="${name}"]`);
  if (place === null) return;
  const fresh = place.cloneNode(false) as HTMLElement;
  fresh.innerHTML = html;
  const scrolled = place.scrollTop;
  morphdom(place, fresh, {
    childrenOnly: true,
    getNodeKey: key,
    onBeforeElUpdated(from, to) {
      if (from.dataset["keep"] !== undefined && from.dataset["keep"] === to.dataset["keep"]) return false;
      if (from.isEqualNode(to)) return false;
      if (from instanceof HTMLDetailsElement) to.toggleAttribute("open", from.open);
      if (from === held && from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
        to.setAttribute("value", from.value);
        to.value = from.value;
      }
      return true;
    },
  });
  place.scrollTop = scrolled;
  place.hidden = place.childNodes.length === 0;
}

/** Show what came: at the first stage only marks and some pieces are known. */
export function show(view: View, stage: "now" | "all"): void {
  for (const [name, html] of Object.entries(view.fragments)) {
    exchange(name, html);
    fresh(name);
  }
  for (const [claim, mark] of Object.entries(view.marks ?? {})) put(claim, mark);
  if (stage === "all") {
    all("[data-stale]").forEach((place) => fresh(place.dataset["fragment"] ?? ""));
    const spoken = one("[data-status]");
    if (spoken !== null && view.status !== undefined && spoken.textContent !== view.status) spoken.textContent = view.status;
  }
  if (view.title !== undefined && view.title !== "") document.title = view.title;
  root.dispatchEvent(new CustomEvent("shown"));
}

function put(claim: string, mark: string): void {
  const row = one(`[data-claim="${CSS.escape(claim)}"]`);
  if (row === null || row.dataset["mark"] === mark) return;
  row.dataset["mark"] = mark;
  one("use", row)?.setAttribute("href", `#m-${mark.replaceAll(" ", "-")}`);
  const word = one(".verdict", row);
  if (word !== null) word.textContent = mark;
}

/** What is not known yet after a change is pale, with a word, and stays where it is. */
export function stale(...names: string[]): void {
  for (const name of names) {
    const place = one(`[data-fragment="${name}"]`);
    place?.setAttribute("data-stale", "");
    place?.setAttribute("aria-busy", "true");
  }
}

export function fresh(name: string): void {
  const place = one(`[data-fragment="${name}"]`);
  place?.removeAttribute("data-stale");
  place?.removeAttribute("aria-busy");
}
