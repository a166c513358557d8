// A report that argues back: what a reader selects, sets and changes is computed in the page, and stands behind the # of its address.
import { Address, type Name } from "./address";
import { copy } from "./copying";
import { decimal } from "./decimal";
import { all, around, one, root } from "./dom";
import { unpack } from "./explorable/appendix";
import { Data, type Place } from "./explorable/data";
import { Refused } from "./explorable/engine";
import { MachineError } from "./explorable/machine";
import { Page } from "./explorable/page";
import { stand } from "./stands";
import { stopBeyond } from "./stops";
import { settingOf, type Outside } from "./explorable/setting";

const now = (): Address => Address.of(location.hash.includes("=") ? location.hash.slice(1) : "");

/** Steps of a slider that PageUp and PageDown, or an arrow with Shift, are. */
const COARSE = 10;

async function begin(): Promise<void> {
  const part = one("[data-explorable]"), packed = one("script[data-packed]");
  if (!part || !packed || !("DecompressionStream" in window)) return;
  const unpacked = unpack();
  const text = packed.textContent ?? "";
  packed.remove();
  try {
    const data = await Data.of(text);
    await unpacked; // rows open what is in it
    argue(part, data);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const told = one("[data-unrun]")!; // the report stays as it is written
    told.hidden = false;
    told.textContent = error.says;
  }
}

function argue(part: HTMLElement, data: Data): void {
  const page = new Page(part, data);
  let address = now();
  const at = (asked: Address): Place | Outside => {
    const setting = settingOf(data, asked);
    return typeof setting === "string" || setting instanceof Refused ? setting : data.at(setting);
  };
  const isPlace = (place: Place | Outside): place is Place => typeof place !== "string" && !(place instanceof Refused);
  /** As much of what is asked for as can be: without answers that the text has anyway, or without pushes, or the file as it is. */
  const nearest = (asked: Address): Place => {
    const base = new Map(data.head.open.map(([question, [answer]]) => [question, answer]));
    const others = [...asked.pairs("read")].filter(([question, answer]) => base.get(question) !== answer);
    const kept = asked.with({ read: others.map((pair) => pair.join(":")).join(",") });
    return [kept, kept.with({ set: "", do: "" }), Address.of("")].map(at).find(isPlace)!;
  };
  const show = (): void => {
    const place = at(address), bare = nearest(address.with({ set: "", do: "" })), held = document.activeElement?.closest("[data-decides]");
    const before = held?.getBoundingClientRect().top;
    page.show(isPlace(place) ? place : nearest(address), bare, address, isPlace(place) ? null : place);
    // What is under the hand stays where it is on the screen while the answer above it grows or shrinks.
    if (held && before !== undefined) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const go = (next: Address, how: "push" | "replace" = "push"): void => {
    if (next.query() === address.query()) return;
    address = next;
    const place = next.query() ? `#${next.query()}` : location.pathname + location.search;
    history[how === "push" ? "pushState" : "replaceState"](null, "", place);
    show();
  };

  const set = (input: HTMLInputElement, value: number, how: "push" | "replace"): void => {
    const number = Number(input.dataset["driver"]), { id, low, high, step } = data.driver(number);
    const text = decimal(Math.min(high, Math.max(low, value)), step, String(low));
    // Where it is without being set it is not set.
    const unset = address.pair("set", id, null), own = at(unset);
    go(isPlace(own) && own.value(number) === Number(text) ? unset : address.pair("set", id, text), how);
  };

  addEventListener("popstate", () => { address = now(); show(); });
  addEventListener("hashchange", () => { if (now().query() !== address.query() && location.hash.includes("=")) { address = now(); show(); } });

  part.addEventListener("change", (event) => {
    const select = around<HTMLSelectElement>(event, "select[data-switch]");
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (select) {
      const { switch: name = "", question = "" } = select.dataset;
      go(name === "read" ? address.pair("read", question, select.value || null) : address.with({ [name as Name]: select.value }));
    } else if (slider) { page.rows.dragging = false; show(); }
  });
  part.addEventListener("input", (event) => {
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (!slider) return;
    set(slider, Number(slider.value), page.rows.dragging ? "replace" : "push");
    page.rows.dragging = true;
  });
  for (const kind of ["focusin", "pointerdown"])
    part.addEventListener(kind, (event) => {
      const row = around(event, "[data-decides]");
      if (row) stand(row.dataset["decides"]!, part);
    });
  part.addEventListener("keydown", (event) => {
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (!slider || event.altKey || event.ctrlKey || event.metaKey) return;
    const { low, high, step } = data.driver(Number(slider.dataset["driver"])), here = Number(slider.value);
    const { stops } = slider.dataset, far = Number(step) * COARSE;
    // On a track a plain arrow goes to where something else happens; elsewhere, and with Shift, it goes by steps.
    const beyond = (way: number): number | null => (stops && !event.shiftKey ? stopBeyond(stops, here, way) : null);
    const by = Number(step) * (event.shiftKey && !stops ? COARSE : 1), less = beyond(-1) ?? here - by, more = beyond(1) ?? here + by;
    const to: Record<string, number> = {
      ArrowLeft: less, ArrowDown: less, ArrowRight: more, ArrowUp: more,
      Home: low, End: high, PageDown: here - far, PageUp: here + far,
    };
    const value = to[event.key];
    if (value === undefined) return;
    event.preventDefault();
    const key = slider.dataset["key"]!;
    set(slider, value, "push");
    one(`[data-key="${CSS.escape(key)}"]`, part)?.focus();
  });
  part.addEventListener("click", (event) => {
    const see = around(event, "[data-see]")?.dataset["see"];
    if (see) go(see.split(",").reduce((own, pair) => own.pair("set", ...(pair.split(":") as [string, string])), address));
    const step = around(event, "[data-do]")?.dataset["do"], undo = decodeURIComponent(around(event, "[data-undo]")?.dataset["undo"] ?? "");
    const steps = address.get("do").split(",").filter(Boolean);
    if (step) go(address.with({ do: (steps.includes(step) ? steps.filter((own) => own !== step) : [...steps, step]).join(",") }));
    else if (undo.startsWith("do:")) go(address.with({ do: steps.filter((own) => own !== undo.slice(3)).join(",") }));
    else if (undo) go(address.pair("set", undo.slice(4), null));
    else if (around(event, "[data-reset]")) go(address.with({ set: "", do: "" }));
    else if (around(event, "[data-copy]")) void copy(location.href, part);
  });
  // Where a link leads within the page, what is switched on stays in the address.
  document.addEventListener("click", (event) => {
    const link = around<HTMLAnchorElement>(event, 'a[href^="#"]');
    const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    for (let around: Element | null = goal; around; around = around.parentElement) if (around instanceof HTMLDetailsElement) around.open = true;
    if (!goal || !address.query()) return;
    event.preventDefault();
    goal.scrollIntoView();
    goal.setAttribute("tabindex", goal.getAttribute("tabindex") ?? "-1");
    goal.focus({ preventScroll: true });
  });

  for (const own of all("[data-alive]")) own.hidden = false;
  for (const own of all("[data-instead]")) own.hidden = true;
  root.classList.add("pushed");
  const first = one("template[data-stands-of]", part);
  if (first) stand(first.dataset["standsOf"]!, part);
  show();
}

void begin();
