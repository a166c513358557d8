// Keys of the page. The list that `?` shows is made of the same table, so that it says what is so.
import { open, reveal, switched } from "./controls";
import { alone, groupNamed, told, unfold } from "./groups";
import { letGo } from "./linking";
import { all, made, one, root, writing } from "./dom";
import { palette } from "./palette";
import { fromSource } from "./source";
import { save } from "./saving";
import { current, undo } from "./state";

interface Key {
  readonly shown: string;
  readonly does: string;
  /** Whether an event is this key; none where it is heard elsewhere (sliders, wants). */
  readonly is?: (event: KeyboardEvent) => boolean;
  readonly act?: (event: KeyboardEvent) => boolean | void;
}

const command = (letter: string) => (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === letter;
const plain = (...keys: string[]) => (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && keys.includes(event.key) && !taken(event);

/** Whether a key is written, or looked up in a list: signs that begin no entry are not. */
const taken = (event: KeyboardEvent): boolean =>
  writing(event) && !(event.target instanceof HTMLSelectElement && "?[]".includes(event.key));

/** The groups, each with what gets the focus in it; what heads it where there is no such thing. */
const GROUPS: Readonly<Record<string, string>> = { why: "#lanes", change: "#panel", eyes: "#group-eyes select", did: "#group-did .asks a" };

const KEYS: readonly Key[] = [
  { shown: "Ctrl K", does: "jump or ask", is: command("k"), act: palette },
  { shown: "1 2 3 4", does: "why, what would change it, whose eyes, how it did", is: plain("1", "2", "3", "4"), act: (event) => into(Object.keys(GROUPS)[Number(event.key) - 1] ?? "") },
  { shown: "0 C", does: "answers, conclusions", is: plain("0", "c", "C"), act: (event) => go(event.key === "0" ? "answers" : "claims") },
  { shown: "↑ ↓", does: "next item", is: plain("ArrowUp", "ArrowDown"), act: (event) => step(event.key === "ArrowDown" ? 1 : -1) },
  { shown: "Alt ↑ ↓", does: "move a want" },
  { shown: "Enter", does: "why?", is: plain("Enter"), act: why },
  { shown: "[ ]", does: "scenario before, after", is: plain("[", "]"), act: (event) => scenario(event.key === "]" ? 1 : -1) },
  { shown: "← →", does: "a driver by 0.01, with Shift by 0.10" },
  { shown: "T", does: "document or text", is: plain("t", "T"), act: () => open(current().get("ask") === "text" ? "document" : "text") },
  { shown: "Ctrl Z", does: "undo", is: (event) => command("z")(event) && !writing(event), act: undo },
  { shown: "Ctrl S", does: "save into the file", is: command("s"), act: () => void save() },
  { shown: "Esc", does: "let go, close", is: plain("Escape"), act: leave },
  { shown: "?", does: "this list", is: plain("?"), act: list },
];

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const found = KEYS.find((key) => key.is?.(event));
    if (found?.act === undefined || found.act(event) === false) return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-keys]")) list();
    if (target?.closest("[data-jump]")) palette();
    if (target?.closest("[data-save]")) void save();
    if (target?.closest("[data-back]")) undo();
    if (target?.closest("[data-close]")) open("");
    for (const menu of all<HTMLDetailsElement>("details[data-menu][open]")) if (!(target && menu.contains(target))) menu.open = false;
    const tab = target?.closest<HTMLElement>("[data-tab-of]");
    if (tab) {
      event.preventDefault();
      const name = tab.dataset["tabOf"] ?? "";
      if (name in GROUPS) return into(name);
      alone(null);
      go(name);
      window.scrollTo({ top: 0 });
    }
  });
}

/** To a part of the page, and into it. */
function go(region: string): void {
  reveal(region);
  const place = one(`[data-part="${region}"]`);
  if (place !== null) arrive(place);
}

/** To a group, and into what is first in it; what would change it begins with what they want. */
function into(name: string): void {
  const group = groupNamed(name);
  if (group === null) return;
  unfold(group);
  told(group);
  alone(group);
  if (name === "change" && !one(`.asks [data-ask="${CSS.escape(current().get("ask"))}"]`, group)) open("document");
  group.scrollIntoView({ block: "start" });
  const place = one(GROUPS[name]!) ?? one("summary", group);
  if (place !== null) arrive(place);
}

/** Into a part; where it is still to come, when it is there, unless the focus has gone elsewhere meanwhile. */
function arrive(place: HTMLElement, from = document.activeElement): void {
  if (place.offsetParent !== null) {
    place.focus({ preventScroll: true });
  } else {
    root.addEventListener("shown", () => from === document.activeElement && arrive(place, from), { once: true });
  }
}

const ITEMS = "[data-row]";

/** The next row of the part that has the focus, otherwise of the first part that has rows. */
function step(way: number): boolean {
  const at = document.activeElement;
  const row = at?.closest<HTMLElement>(ITEMS) ?? null;
  const region = at?.closest<HTMLElement>("[data-part]") ?? one("[data-part=lanes]");
  if (at?.matches("input[type=range], summary") && row === null) return false;
  const rows = region === null ? [] : all(`[data-part="${region.dataset["part"] ?? ""}"] ${ITEMS}`).filter((item) => item.offsetParent !== null);
  if (rows.length === 0) return false;
  const next = row === null ? (way > 0 ? 0 : rows.length - 1) : rows.indexOf(row) + way;
  const found = rows[Math.min(rows.length - 1, Math.max(0, next))];
  if (found === undefined) return false;
  found.focus();
  return true;
}

/** What the focused row opens. A link, a button or a slider has its own meaning of the key. */
function why(event: KeyboardEvent): boolean {
  const row = event.target instanceof HTMLElement && event.target.matches(ITEMS) ? event.target : null;
  if (row !== null && fromSource(row)) return true;
  const asks = row === null || row instanceof HTMLAnchorElement ? null : one('a[href*="ask="]', row);
  if (asks !== null) asks.click();
  // What no want stops: why the state holds from which it would lead.
  else if (row?.matches("[data-lane]")) open("why");
  else return false;
  return true;
}

function scenario(way: number): boolean {
  const select = one<HTMLSelectElement>("select[data-switch=if]");
  if (select === null) return false;
  const next = (select.selectedIndex + way + select.options.length) % select.options.length;
  select.selectedIndex = next;
  switched(select, select.value);
  return true;
}

function leave(): boolean {
  if (letGo()) return true;
  const menu = one<HTMLDetailsElement>("details[data-menu][open]");
  if (menu !== null) {
    menu.open = false;
    one("summary", menu)?.focus();
    return true;
  }
  if (!current().get("ask")) return false;
  open("");
  return true;
}

function list(): void {
  const rows = KEYS.map(({ shown, does }) => made("div", "", made("dt", "", shown), made("dd", "", does)));
  const close = made("button", "", "Close");
  close.autofocus = true;
  const early = root.hasAttribute("data-ahead") ? "; this page tells ahead what follows, in WebAssembly" : "";
  const core = made("p", "note", `${document.body.dataset["core"] ?? ""}${early}`);
  const dialog = made("dialog", "keys", made("h2", "", "Keys"), made("dl", "", ...rows), core, close);
  dialog.setAttribute("aria-label", "Keys");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
