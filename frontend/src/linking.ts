// A claim, the wants it rests on and the ways out that those stop: pointing at one, or reaching it by keyboard, marks the others; a
// click keeps them marked until Esc lets go. `data-link="claim:C01 want:d3"` begins with what the row itself is.
import { all, around, root } from "./dom";
import { fromSource, heldInSource, letGoOfSource } from "./source";

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
    if (event.target instanceof Element && event.target.closest("a, button, input, select, summary, [data-handle], [popover]")) return;
    const row = around(event, LINKED);
    if (row === null || !window.getSelection()?.isCollapsed) return;
    if (fromSource(row)) return;
    const own = tokens(row)[0] ?? null;
    pinned = pinned === own ? null : own;
    mark(row);
  });
  root.addEventListener("shown", () => mark(null));
  mark(null);
}

/** Let go of what was pinned; whether there was anything. */
export function letGo(): boolean {
  const was = pinned !== null;
  pinned = null;
  const let_ = letGoOfSource();
  mark(null);
  return was || let_;
}

function mark(pointed: HTMLElement | null): void {
  const token = pinned ?? heldInSource();
  const rows = all(LINKED);
  const held = token ? (rows.find((row) => tokens(row)[0] === token) ?? null) : null;
  const from = held ?? pointed;
  // What is held may have no row, such as a driver.
  const own = token && held === null ? [token] : from === null ? [] : tokens(from);
  for (const row of rows) {
    row.classList.toggle("linked", own.length > 0 && row !== from && together(own, row));
    row.classList.toggle("held", held !== null && tokens(row)[0] === token);
  }
}

const TEXT = ["para", "sentence"];

/** Whether a row belongs to one with these names. Text belongs to what points at it, and to nothing that this rests on. */
function together(own: readonly string[], row: HTMLElement): boolean {
  const its = tokens(row);
  const [from, to] = [kind(own[0]), kind(its[0])];
  if (from === to) return false;
  if (TEXT.includes(from)) return TEXT.includes(to) ? false : own.includes(its[0] ?? "");
  if (!TEXT.includes(to)) return its.some((token) => own.includes(token));
  const about = to === "sentence" ? (row.dataset["own"] ?? "").split(" ") : its;
  return about.some((token) => token !== "" && (token === own[0] || (from === "lane" && own.includes(token))));
}
