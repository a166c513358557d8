// The text of a source beside what is made of it: a row that is clicked, or Enter on it, asks what it is used for, or where it is
// from, and what belongs together is marked before the server has told it in words.
import { open } from "./controls";
import { all, around, one, root } from "./dom";
import { current } from "./state";

const panel = (): HTMLElement | null => one("[data-panel=source]");

/** The row that is asked about, while the text is open. */
export const heldInSource = (): string => panel()?.dataset["held"] ?? "";

/** Let go of it; whether there was any. */
export function letGoOfSource(): boolean {
  if (!heldInSource() || current().get("ask") !== "source") return false;
  hold("");
  open("source");
  return true;
}

function hold(token: string): void {
  const place = panel();
  if (place !== null) place.dataset["held"] = token;
}

/** Where a row is from, while the text is open; whether it is of a kind that is from somewhere. */
export function fromSource(row: HTMLElement): boolean {
  const place = panel();
  const own = (row.dataset["link"] ?? "").split(" ").filter(Boolean);
  // A way out is stopped by a want: that is what the text says.
  const token = own[0]?.startsWith("lane:") ? own[1] : own[0];
  if (place === null || place.contains(row) || token === undefined) return false;
  const held = heldInSource() === token;
  hold(held ? "" : token);
  open("source", held ? "" : token.slice(token.indexOf(":") + 1));
  return true;
}

export function sources(): void {
  root.addEventListener("shown", rove);
  document.addEventListener("click", (event) => around(event, "[popover] a[data-ask]")?.closest<HTMLElement>("[popover]")?.hidePopover(), true);
  document.addEventListener("focusin", (event) => {
    const sentence = around(event, ".sentence");
    if (sentence !== null) for (const other of all(".sentence")) other.tabIndex = other === sentence ? 0 : -1;
  });
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = around(event, "[data-panel=source] a[data-link], [data-panel=source] .number a");
    const row = link?.closest<HTMLElement>("[data-link]");
    const token = row?.dataset["link"]?.split(" ")[0];
    if (token !== undefined) hold(token);
  }, true);
}

/** One sentence is reached by Tab, the others from it by the arrow keys. */
function rove(): void {
  const rows = all(".sentence", panel() ?? document.createElement("i"));
  const at = rows.find((row) => row === document.activeElement) ?? rows.find((row) => row.ariaCurrent === "true") ?? rows[0];
  for (const row of rows) row.tabIndex = row === at ? 0 : -1;
}
