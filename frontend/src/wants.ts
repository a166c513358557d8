// Wants put in another order: dragged by the handle, or with Alt and the arrow keys. One want goes above or below another of the
// same actor; the server says what follows.
import { all, around, made, one } from "./dom";
import { current, push } from "./state";

const ROW = "[data-want]";
const LIST = "[data-wants]";

const rows = (list: HTMLElement): HTMLElement[] => all(ROW, list).filter((row) => row.closest(LIST) === list);
const name = (row: HTMLElement): string => row.dataset["want"] ?? "";

export function wants(): void {
  document.addEventListener("pointerdown", grabbed);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = around(event, ROW);
    const list = row?.closest<HTMLElement>(LIST);
    if (way === undefined || !row || !list) return;
    event.preventDefault();
    const order = rows(list);
    const other = order[order.indexOf(row) + way];
    if (other !== undefined) moved(row, other, way < 0);
  });
}

/** Move it on the page at once, with its focus, and ask. */
function moved(row: HTMLElement, other: HTMLElement, above: boolean): void {
  const focused = document.activeElement instanceof HTMLElement && row.contains(document.activeElement) ? document.activeElement : null;
  if (above) other.before(row);
  else other.after(row);
  focused?.focus({ preventScroll: false });
  push(current().step(`${above ? "above" : "below"}:${name(row)}:${name(other)}`));
}

function grabbed(event: PointerEvent): void {
  const handle = around(event, "[data-handle]");
  const row = handle?.closest<HTMLElement>(ROW);
  const list = row?.closest<HTMLElement>(LIST);
  if (!handle || !row || !list || event.button !== 0) return;
  event.preventDefault();
  row.focus({ preventScroll: true });
  handle.setPointerCapture(event.pointerId);
  row.classList.add("dragged");
  const line = made("div", "drop");
  line.setAttribute("aria-hidden", "true");
  let place: { other: HTMLElement; above: boolean } | null = null;

  const follow = (moving: PointerEvent): void => {
    place = aim(list, row, moving.clientY);
    if (place === null) {
      line.remove();
      return;
    }
    if (line.parentElement !== list) list.append(line);
    const box = place.other.getBoundingClientRect();
    const edge = place.above ? box.top : box.bottom;
    line.style.top = `${edge - list.getBoundingClientRect().top}px`;
    nudge(list, moving.clientY);
  };
  const end = (): void => {
    handle.removeEventListener("pointermove", follow);
    handle.removeEventListener("pointerup", drop);
    handle.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", leave);
    row.classList.remove("dragged");
    line.remove();
  };
  const drop = (): void => {
    const found = place;
    end();
    if (found !== null) moved(row, found.other, found.above);
  };
  const leave = (key: KeyboardEvent): void => {
    if (key.key !== "Escape") return;
    key.stopPropagation();
    end();
  };
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", end);
  document.addEventListener("keydown", leave);
}

/** Between which wants the pointer is; null where that changes nothing. */
function aim(list: HTMLElement, row: HTMLElement, y: number): { other: HTMLElement; above: boolean } | null {
  const order = rows(list);
  const own = order.indexOf(row);
  const at = order.filter((other) => {
    const box = other.getBoundingClientRect();
    return other !== row && y > box.top + box.height / 2;
  }).length;
  if (at === own) return null;
  const rest = order.filter((other) => other !== row);
  const below = rest[at];
  const above = rest[at - 1];
  if (at < own && below !== undefined) return { other: below, above: true };
  return above === undefined ? null : { other: above, above: false };
}

/** Lists that are longer than what is seen scroll along. */
function nudge(list: HTMLElement, y: number): void {
  const scroller = list.closest<HTMLElement>("[data-part]") ?? one("main");
  if (scroller === null) return;
  const own = scroller.scrollHeight > scroller.clientHeight && getComputedStyle(scroller).overflowY !== "visible";
  const bars = window.innerWidth > 1180 ? 71 + (one(".bar")?.offsetHeight ?? 46) : 0;
  const top = own ? scroller.getBoundingClientRect().top : bars;
  const bottom = own ? scroller.getBoundingClientRect().bottom : window.innerHeight;
  const step = y < top + 40 ? -12 : y > bottom - 40 ? 12 : 0;
  if (step) (own ? scroller : window).scrollBy(0, step);
}
