// A claim, the wants it rests on and the ways out that those stop: pointing at one, or reaching it by keyboard, marks the others; a
// click keeps them marked until Esc lets go. `data-link="claim:C01 want:d3"` begins with what the row itself is.
import { all, around, root } from "./dom";

const LINKED = "[data-link]";
let pinned: string | null = null;

const tokens = (element: HTMLElement): string[] => (element.dataset["link"] ?? "").split(" ").filter(Boolean);
const kind = (token: string | undefined): string => token?.split(":")[0] ?? "";

export function linking(): void {
  document.addEventListener("pointerover", (event) => mark(around(event, LINKED)));
  document.addEventListener("focusin", (event) => mark(around(event, LINKED)));
  document.addEventListener("pointerout", (event) => {
    if (!(event.relatedTarget instanceof Element && event.relatedTarget.closest(LINKED))) mark(null);
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a, button, input, select, summary, [data-handle]")) return;
    const row = around(event, LINKED);
    if (row === null || !window.getSelection()?.isCollapsed) return;
    const own = tokens(row)[0] ?? null;
    pinned = pinned === own ? null : own;
    mark(row);
  });
  root.addEventListener("shown", () => mark(null));
}

/** Let go of what was pinned; whether there was anything. */
export function letGo(): boolean {
  const was = pinned !== null;
  pinned = null;
  mark(null);
  return was;
}

function mark(pointed: HTMLElement | null): void {
  const held = pinned === null ? null : (all(LINKED).find((row) => tokens(row)[0] === pinned) ?? null);
  const from = held ?? pointed;
  const own = from === null ? [] : tokens(from);
  for (const row of all(LINKED)) {
    const its = tokens(row);
    const same = kind(its[0]) === kind(own[0]);
    row.classList.toggle("linked", from !== null && row !== from && !same && its.some((token) => own.includes(token)));
    row.classList.toggle("held", held !== null && its[0] === pinned);
  }
}
