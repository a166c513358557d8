// Rows of the page that are kept from setting to setting, and texts put into them.
import { all, one } from "../dom";
import type { Shown } from "../shown";

export class Rows {
  /** While a slider is dragged rows keep their order: a row that is moved lets go of the pointer. */
  dragging = false;

  constructor(private readonly root: HTMLElement) {}

  template(name: string): HTMLElement {
    const found = one<HTMLTemplateElement>(`template[data-row-of="${name}"]`, this.root)!;
    return found.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  put<T>(list: HTMLElement, name: string, items: readonly T[], key: (item: T) => string, fill: (row: HTMLElement, item: T) => void): void {
    const known = new Map([...list.children].map((row) => [(row as HTMLElement).dataset["row"], row as HTMLElement]));
    const shown = items.map((item) => {
      const row = known.get(key(item)) ?? this.template(name);
      row.dataset["row"] = key(item);
      if (!row.parentElement) list.append(row);
      fill(row, item);
      return row;
    });
    for (const row of known.values()) if (!shown.includes(row)) row.remove();
    if (this.dragging) return;
    shown.forEach((row, place) => {
      if (list.children[place] !== row) {
        const focused = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
        list.insertBefore(row, list.children[place] ?? null);
        focused?.focus();
      }
    });
  }
}

/** A text where a row has a place for it; an empty place is not shown. */
export function text(within: HTMLElement, name: string, said: Shown): void {
  for (const place of all(`[data-t="${name}"]`, within)) {
    if (place.textContent !== said) place.textContent = said;
    place.toggleAttribute("data-empty", said === "");
  }
}

/** What is no longer said in a row, and the numbers that did it; "" for neither. */
export function struck(row: HTMLElement, was: Shown, by: Shown): void {
  one("[data-struck]", row)!.hidden = was === "";
  text(row, "was", was);
  text(row, "by", by);
}

/** Texts in the places of ⟦their names⟧. */
export function fill(row: HTMLElement, values: Record<string, Shown>): void {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    node.nodeValue = (node.nodeValue ?? "").replace(/⟦(\w+)⟧/g, (_, name: string) => values[name] ?? "");
}
