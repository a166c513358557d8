// The four groups into which all but the first screen is folded, and the panel, which is shown in the group that offers it.
import { all, around, one } from "./dom";

/** Open whatever is folded around something. */
export function unfold(place: Element | null): void {
  for (let at = place; at !== null; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
}

/** The group around something; null for the first screen. */
export const groupAround = (place: Element | null): HTMLDetailsElement | null => place?.closest<HTMLDetailsElement>("[data-group]") ?? null;

export const groupNamed = (name: string): HTMLDetailsElement | null => one<HTMLDetailsElement>(`[data-group="${CSS.escape(name)}"]`);

/** Where a panel is shown: in the group that offers it, which opens. What has the focus in it keeps it. */
export function house(name: string): void {
  const panel = one("#panel"), link = one(`.asks [data-ask="${CSS.escape(name)}"]`), group = groupAround(link) ?? groupNamed("why");
  const slot = group && one("[data-slot]", group);
  if (panel === null || slot === null || group === null) return;
  group.open = true;
  if (panel.parentElement === slot) return;
  const focused = panel.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  slot.prepend(panel);
  focused?.focus({ preventScroll: true });
}

/** On a telephone the bar at the bottom turns from one group to another: the others fold. */
export function alone(group: Element | null): void {
  const bar = one(".tabs");
  if (bar === null || getComputedStyle(bar).display === "none") return;
  for (const other of all<HTMLDetailsElement>("[data-group][open]")) if (other !== group) other.open = false;
}

/** Which part of the page the bar at the bottom shows as the one that is looked at. */
export function told(place: Element | null): void {
  const name = groupAround(place)?.dataset["group"] ?? "answers";
  for (const tab of all("[data-tab-of]")) {
    if (tab.dataset["tabOf"] === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

/** What would change it begins with what they want: *opens* is called where a reader opens that group and nothing is asked. */
export function groups(opens: () => void): void {
  document.addEventListener("click", (event) => {
    const summary = around(event, "[data-group] > summary"), group = groupAround(summary);
    if (summary === null || group === null || group.open) return; // it is about to open
    told(group);
    if (group.dataset["group"] === "change") setTimeout(opens); // once it is open
  });
}
