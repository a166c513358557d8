// Jump or ask: everything on the page that has a name, and the panels, found by a few letters.
import { land } from "./controls";
import { all, made, one } from "./dom";

interface Target {
  readonly name: string;
  readonly kind: string;
  readonly go: () => void;
}

const MOST = 12;

const text = (element: Element | null): string => element?.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";

/** Read from the page as it is: nothing is listed that is not there. */
function targets(): Target[] {
  const found = new Map<string, Target>();
  const add = (name: string, kind: string, go: () => void): void => {
    if (name && !found.has(`${kind}\0${name}`)) found.set(`${kind}\0${name}`, { name, kind, go });
  };
  for (const link of all("nav a[data-ask], nav button[data-ask]")) add(text(link), "ask", () => link.click());
  for (const row of all("[data-row]")) {
    const words = [text(one("[data-name]", row) ?? row), row.dataset["claim"] ?? row.dataset["want"] ?? ""];
    const kind = row.dataset["claim"] ? "claim" : row.dataset["want"] ? "want" : row.dataset["answer"] ? "answer" : row.dataset["decides"] ? "what decides" : "way out";
    add(words.filter(Boolean).join(" · "), kind, () => land(row.tabIndex < 0 && !row.hasAttribute("tabindex") ? (one("input, button", row) ?? row) : row));
  }
  for (const select of all<HTMLSelectElement>("select[data-switch]")) {
    const label = text(select.labels?.[0]?.querySelector("span") ?? null) || (select.getAttribute("aria-label") ?? "");
    for (const option of select.options) {
      add(text(option), label, () => {
        select.value = option.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  }
  for (const link of all<HTMLAnchorElement>("a[data-out]")) add(text(link), "open", () => link.click());
  return [...found.values()];
}

export function palette(): void {
  if (one("dialog.palette") !== null) return;
  const field = made("input", "");
  const list = made("ul", "");
  const none = made("p", "none", "Nothing on this page is called that.");
  const dialog = made("dialog", "palette", field, list, none);
  dialog.setAttribute("aria-label", "Jump or ask");
  field.type = "text";
  field.placeholder = "Jump or ask";
  field.autocomplete = "off";
  field.spellcheck = false;
  list.id = "jump-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": "jump-list", "aria-autocomplete": "list", "aria-label": "Jump or ask" }))
    field.setAttribute(name, value);

  const known = targets();
  let shown: Target[] = [];
  let at = 0;

  const choose = (target: Target | undefined): void => {
    if (target === undefined) return;
    dialog.close();
    target.go();
  };
  const point = (next: number): void => {
    at = Math.min(shown.length - 1, Math.max(0, next));
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (shown.length) field.setAttribute("aria-activedescendant", `jump-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const narrow = (): void => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = known
      .filter(({ name, kind }) => words.every((word) => `${name} ${kind}`.toLowerCase().includes(word)))
      .slice(0, MOST);
    list.replaceChildren(
      ...shown.map((target, index) => {
        const row = made("li", "", made("span", "name", target.name), made("span", "kind", target.kind));
        row.id = `jump-${index}`;
        row.setAttribute("role", "option");
        row.addEventListener("click", () => choose(target));
        return row;
      }),
    );
    none.hidden = shown.length > 0;
    list.hidden = shown.length === 0;
    point(0);
  };

  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way !== undefined) point(at + way);
    else if (event.key === "Enter") choose(shown[at]);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  narrow();
  field.focus();
}
