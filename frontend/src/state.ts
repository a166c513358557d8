// The address of the page and its history: every push is an entry, so that going back is undoing; what moves while something is
// dragged belongs to the entry that the drag began. To open something is an entry too, and nothing to undo.
import { Address } from "./address";

type Heard = (now: Address) => void;

/** Browsers let a page write its address some 20 times a second; a drag is written at most this often, and at its end. */
const BETWEEN = 150;

const heard: Heard[] = [];
let now = Address.of(location.search);
let depth = numberOf(history.state, "depth");
/** Entries up to this one, since the last push, that opened something and no more. */
let aside = numberOf(history.state, "aside");
/** Whether it is undoing that goes back: what is open stays open then. */
let undoing = false;
let gesture: string | null = null;
let waiting: number | undefined;

function numberOf(state: unknown, name: "depth" | "aside"): number {
  return typeof state === "object" && state !== null ? Number((state as Record<string, unknown>)[name] ?? 0) : 0;
}

/** All that is switched on, without what is opened beside it. */
const assumed = (address: Address): string => address.with({ ask: "", of: "" }).query();

export const current = (): Address => now;
export const undoable = (): boolean => depth > aside;

export function listen(listener: Heard): void {
  heard.push(listener);
}

/** Change what is switched on. Changes of one `drag` are one entry of the history, until `settle`. */
export function push(next: Address, drag: string | null = null): void {
  if (next.query() === now.query()) return;
  const opened = assumed(next) === assumed(now);
  now = next;
  if (drag !== null && gesture === drag) {
    waiting ??= window.setTimeout(write, BETWEEN);
  } else {
    write();
    depth += 1;
    aside = opened ? aside + 1 : 0;
    history.pushState({ depth, aside }, "", now.search());
    gesture = drag;
  }
  tell();
}

/** What is dragged was let go. */
export function settle(): void {
  if (waiting !== undefined) write();
  gesture = null;
}

/** The address without pushes, once they are in the file: not a push, so no entry. */
export function replace(next: Address): void {
  settle();
  now = next;
  history.replaceState({ depth, aside }, "", now.search());
  tell();
}

/** Back to what was assumed before the last push. */
export function undo(): void {
  settle();
  if (!undoable()) return;
  undoing = true;
  history.go(-aside - 1);
}

function write(): void {
  if (waiting === undefined) return;
  window.clearTimeout(waiting);
  waiting = undefined;
  history.replaceState({ depth, aside }, "", now.search());
}

function tell(): void {
  for (const listener of heard) listener(now);
}

// Going back is undoing: it scrolls nowhere. A page that is loaded again is where it was.
history.scrollRestoration = "manual";
window.addEventListener("pagehide", () => (history.scrollRestoration = "auto"));

window.addEventListener("popstate", (event) => {
  let next = Address.of(location.search);
  depth = numberOf(event.state, "depth");
  aside = numberOf(event.state, "aside");
  gesture = null;
  if (undoing) {
    undoing = false;
    next = next.with({ ask: now.get("ask"), of: now.get("of") });
    history.replaceState({ depth, aside }, "", next.search());
  }
  if (next.query() === now.query()) return;
  now = next;
  tell();
});
