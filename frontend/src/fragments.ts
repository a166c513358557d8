// Pieces of the page exchanged for what the server says now. What is the same stays the same element, so that focus, selection,
// scroll, open details and a slider under the finger survive; `data-key` tells rows apart.
import morphdom from "morphdom";
import { all, made, one, root } from "./dom";
import type { Shown } from "./shown";

/** Answers and ways out at once; then all readings; then what everything rests on. */
export type Stage = "now" | "all" | "reasons";

export interface View {
  readonly fragments: Readonly<Record<string, string>>;
  readonly status?: Shown;
  readonly title?: Shown;
  readonly marks?: Readonly<Record<string, string>>;
  readonly digest?: string;
  readonly slow?: boolean;
  readonly after?: Stage | "";
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

/** `whole`: nothing more is to come. Else what comes late stays as it was, pale, where it stood. `overtaken`: sliders are further on
 * than what came, and stay there: the next key goes on from where they are. */
export function exchange(name: string, html: string, whole = true, overtaken = false): void {
  const place = one(`[data-fragment="${name}"]`);
  if (place === null) return;
  const fresh = place.cloneNode(false) as HTMLElement;
  fresh.innerHTML = html;
  if (!whole) keepLate(place, fresh);
  const scrolled = place.scrollTop;
  const focused = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement : null;
  morphdom(place, fresh, {
    childrenOnly: true,
    getNodeKey: key,
    onBeforeElUpdated(from, to) {
      if (from.dataset["keep"] !== undefined && from.dataset["keep"] === to.dataset["keep"]) return false;
      if (from.isEqualNode(to)) return false;
      if (from instanceof HTMLDetailsElement) to.toggleAttribute("open", from.open);
      if ((from === held || (overtaken && from.matches("input[type=range]"))) && from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
        to.setAttribute("value", from.value);
        to.value = from.value;
      }
      return true;
    },
  });
  place.scrollTop = scrolled;
  if (focused !== null && document.activeElement !== focused) refocus(focused, place);
  place.hidden = place.childNodes.length === 0;
}

/** Rows that were put in another order lose their focus, and some come anew. */
function refocus(lost: HTMLElement, place: HTMLElement): void {
  const found = lost.isConnected ? lost : one(`[data-key="${CSS.escape(lost.dataset["key"] ?? "")}"]`, place);
  found?.focus({ preventScroll: true });
}

function keepLate(place: HTMLElement, fresh: HTMLElement): void {
  for (const late of all("[data-key] [data-late]", place)) {
    const row = late.closest<HTMLElement>("[data-key]");
    const next = row === null ? null : one(`[data-key="${CSS.escape(row.dataset["key"] ?? "")}"]`, fresh);
    const beside = late.parentElement === row ? next : (next?.querySelector(`.${CSS.escape(late.parentElement?.className ?? "")}`) ?? null);
    if (next === null || beside === null || one("[data-late]", next) !== null) continue;
    const kept = late.cloneNode(true) as HTMLElement;
    kept.classList.add("old");
    one(".waits", beside)?.remove();
    beside.append(kept);
  }
}

/** What is under the finger, or has the focus, stays where it is on the screen while what is above it grows or shrinks. */
export function anchored(): () => void {
  const anchor = held ?? (document.activeElement?.closest("main") ? (document.activeElement as HTMLElement) : null);
  const part = anchor?.closest<HTMLElement>("[data-part]");
  if (!anchor || !part) return () => undefined;
  const before = anchor.getBoundingClientRect().top, clear = covered(anchor) <= 0;
  return () => {
    if (!anchor.isConnected) return;
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) scroll(part, moved);
    const now = covered(anchor); // what stays in sight may have grown
    if (clear && now > 0) window.scrollBy({ top: -now, behavior: "instant" });
  };
}

function scroll(part: HTMLElement, by: number): void {
  const own = part.scrollHeight > part.clientHeight + 1 && getComputedStyle(part).overflowY === "auto";
  (own ? part : window).scrollBy({ top: by, behavior: "instant" });
}

/** How much of the row of what is touched is under what stays in sight. */
function covered(touched: HTMLElement): number {
  const sight = one(".sight");
  if (sight === null || sight.contains(touched) || getComputedStyle(sight).position !== "sticky") return 0;
  return sight.getBoundingClientRect().bottom - (touched.closest("[data-row]") ?? touched).getBoundingClientRect().top;
}

/** Show what came: at the first stage only marks and some pieces are known. `overtaken`: something newer is asked for already. */
export function show(view: View, stage: Stage, overtaken = false): void {
  const whole = !view.after;
  const still = anchored();
  said = null;
  for (const [name, html] of Object.entries(view.fragments)) {
    if (!(name === "panel" && view.slow)) exchange(name, html, whole, overtaken);
    fresh(name);
  }
  still();
  if (stage === "now") mark(view.marks ?? {});
  if (stage !== "now") {
    all("[data-stale]").forEach((place) => fresh(place.dataset["fragment"] ?? ""));
    const spoken = one("[data-status]");
    if (spoken !== null && view.status !== undefined && spoken.textContent !== view.status) spoken.textContent = view.status;
  }
  if (view.title !== undefined && view.title !== "") document.title = view.title;
  root.dispatchEvent(new CustomEvent("shown", { detail: stage }));
  if (view.slow) root.dispatchEvent(new CustomEvent("slow"));
}

/** The signs of words that have another name. */
const SIGNS: Readonly<Record<string, string>> = { depends: "not-determined", "nothing to judge": "vacuous", "not decided": "undecided" };

/** Fragments in which something is told ahead of the server. */
const AHEAD = ["answers", "further", "lanes", "claims", "reading", "dots"];

/** What the server said there last, and what it said of claims and answers: null where nothing is told ahead of it. */
let said: { readonly fragments: ReadonlyMap<string, string>; readonly marks: ReadonlyMap<string, string> } | null = null;

/** Before something is told ahead of the server: what is there is kept, in case that it does not answer. */
export function keep(): void {
  const html = (name: string): string => one(`[data-fragment="${name}"]`)?.innerHTML ?? "";
  said ??= { fragments: new Map(AHEAD.map((name) => [name, html(name)])), marks: told };
}

/** The server has not answered: nothing that was told ahead of it stays, but for where sliders are. */
export function restore(): void {
  if (said === null) return;
  const still = anchored();
  for (const [name, html] of said.fragments) exchange(name, html, true, true);
  withdraw(); // it is about where sliders no longer are
  still();
  told = said.marks;
  said = null;
  root.dispatchEvent(new CustomEvent("restored"));
}

/** Who steps first if nobody does anything is the server's to tell: where something else is selected or pushed it does not stand
 * until it is told of that. */
export function withdraw(): void {
  const line = one("[data-coming]");
  if (line !== null) line.hidden = true;
}

/** What stands beside claims and answers in the reading that is looked at, as it was told last. */
let told: ReadonlyMap<string, string> = new Map();

export function noted(marks: Readonly<Record<string, string>>): void {
  told = new Map(Object.entries(marks));
}

/** Where the reading that is looked at says another thing than before, that is shown until all readings are known. */
export function mark(marks: Readonly<Record<string, string>>): void {
  for (const [key, word] of Object.entries(marks)) {
    const [kind, name] = [key.slice(0, key.indexOf(":")), CSS.escape(key.slice(key.indexOf(":") + 1))];
    const row = one(kind === "claim" ? `#claims [data-claim="${name}"]` : `[data-answer="${name}"]`), before = told.get(key);
    const dot = kind === "claim" ? one(`[data-dot="${name}"]`) : null;
    if (kind === "claim") [row, dot].forEach(counted);
    if (before === undefined || before === word) continue;
    if (kind === "claim") [row, dot].forEach((own) => claim(own, word));
    else answer(row, word);
  }
  noted({ ...Object.fromEntries(told), ...marks });
}

/** Claims that are told a moment later say so, pale, until they are. */
export function counting(names: readonly string[], words: Shown): void {
  for (const name of names) {
    const row = one(`#claims [data-claim="${CSS.escape(name)}"]`), place = row && one(".body", row);
    one(`[data-dot="${CSS.escape(name)}"]`)?.setAttribute("aria-busy", "true");
    if (!row || !place || row.hasAttribute("aria-busy")) continue;
    row.setAttribute("aria-busy", "true");
    place.append(made("p", "counting", words));
  }
}

function counted(row: HTMLElement | null): void {
  row?.removeAttribute("aria-busy");
  if (row) one(".counting", row)?.remove();
}

function claim(row: HTMLElement | null, word: string): void {
  if (row === null) return;
  const dot = row.dataset["dot"] !== undefined, verdict = one(dot ? "[data-word]" : ".verdict", row);
  row.classList.add(dot ? "changed" : "otherwise");
  row.querySelector("use")?.setAttribute("href", `#m-${SIGNS[word] ?? word.replaceAll(" ", "-")}`);
  if (verdict !== null) verdict.textContent = word;
  if (dot) row.title = row.textContent?.trim() ?? "";
}

function answer(row: HTMLElement | null, word: string): void {
  const [here, place] = row === null ? [null, null] : [one("[data-here]", row), one("[data-word]", row)];
  if (here === null || place === null) return;
  place.textContent = word.toLowerCase();
  here.hidden = false;
}

/** What is not known yet after a change is pale, with a word, and stays where it is; but for what was told ahead. */
export function stale(...names: string[]): void {
  for (const name of names) {
    const place = one(`[data-fragment="${name}"]`);
    if (place?.hasAttribute("data-told")) continue;
    place?.setAttribute("data-stale", "");
    place?.setAttribute("aria-busy", "true");
  }
}

export function fresh(name: string): void {
  const place = one(`[data-fragment="${name}"]`);
  place?.removeAttribute("data-stale");
  place?.removeAttribute("data-told");
  place?.removeAttribute("aria-busy");
}
