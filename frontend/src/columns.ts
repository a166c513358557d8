// Columns of a picture that are links: one stop of the Tab key, and the arrow keys from one to the next; the coding that is switched
// on is the current one.
import { all, around, one, root } from "./dom";
import { current } from "./state";

const COLUMNS = ".drawing a[data-coding]";
const WAYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

const key = (code: string): string => code.split(",").sort().join();

export function columns(): void {
  for (const event of ["shown", "restored"]) root.addEventListener(event, mark);
  document.addEventListener("keydown", (event) => {
    const column = around(event, COLUMNS), way = WAYS[event.key];
    if (column === null || way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = all(COLUMNS, column.closest(".drawing")!);
    const next = row[Math.min(row.length - 1, Math.max(0, row.indexOf(column) + way))]!;
    event.preventDefault();
    stop(row, next);
    next.focus();
  });
}

/** Mark the current column; where the focus is in none, it is the one that Tab leads to. */
export function mark(): void {
  const row = all(COLUMNS), own = key(current().get("code"));
  for (const column of row) {
    if (key(column.dataset["coding"] ?? "") === own) column.setAttribute("aria-current", "true");
    else column.removeAttribute("aria-current");
  }
  const at = row.find((column) => column === document.activeElement) ?? one(`${COLUMNS}[aria-current]`) ?? row[0];
  if (at) stop(row, at);
}

function stop(row: readonly HTMLElement[], at: HTMLElement): void {
  for (const column of row) column.setAttribute("tabindex", column === at ? "0" : "-1");
}
