// The address of the page and its history: every push is an entry, so that going back is undoing; what moves while something is
// dragged belongs to the entry that the drag began.
import { Address } from "./address";

type Heard = (now: Address) => void;

/** Browsers let a page write its address some 20 times a second; a drag is written at most this often, and at its end. */
const BETWEEN = 150;

const heard: Heard[] = [];
let now = Address.of(location.search);
let depth: number = depthOf(history.state);
let gesture: string | null = null;
let waiting: number | undefined;

function depthOf(state: unknown): number {
  return typeof state === "object" && state !== null && "depth" in state ? Number(state.depth) : 0;
}

export const current = (): Address => now;
export const undoable = (): boolean => depth > 0;

export function listen(listener: Heard): void {
  heard.push(listener);
}

/** Change what is switched on. Changes of one `drag` are one entry of the history, until `settle`. */
export function push(next: Address, drag: string | null = null): void {
  if (next.query() === now.query()) return;
  now = next;
  if (drag !== null && gesture === drag) {
    waiting ??= window.setTimeout(write, BETWEEN);
  } else {
    write();
    depth += 1;
    history.pushState({ depth }, "", now.search());
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
  history.replaceState({ depth }, "", now.search());
  tell();
}

export function undo(): void {
  settle();
  if (undoable()) history.back();
}

function write(): void {
  if (waiting === undefined) return;
  window.clearTimeout(waiting);
  waiting = undefined;
  history.replaceState({ depth }, "", now.search());
}

function tell(): void {
  for (const listener of heard) listener(now);
}

// Going back is undoing: it scrolls nowhere. A page that is loaded again is where it was.
history.scrollRestoration = "manual";
window.addEventListener("pagehide", () => (history.scrollRestoration = "auto"));

window.addEventListener("popstate", (event) => {
  const next = Address.of(location.search);
  depth = depthOf(event.state);
  gesture = null;
  if (next.query() === now.query()) return;
  now = next;
  tell();
});
