// Everything that is switched, slid or opened. Links are links: without script, and with a key held, they do what links do.
import { Address, type Name } from "./address";
import { copy } from "./copying";
import { decimal } from "./decimal";
import { numberAsFiled } from "./filed";
import { hold } from "./fragments";
import { all, around, one, root } from "./dom";
import { house, told, unfold } from "./groups";
import { current, push, settle } from "./state";
import { stand } from "./stands";
import { stopBeyond } from "./stops";

const FINE = 0.01;
/** How many steps one is with Shift. */
const COARSE = 10;

export function controls(): void {
  document.addEventListener("input", (event) => {
    const slider = around<HTMLInputElement>(event, "input[type=range][data-set]");
    if (slider !== null) slid(slider);
  });
  document.addEventListener("change", (event) => {
    const slider = around<HTMLInputElement>(event, "input[type=range][data-set]");
    if (slider !== null) {
      hold(null);
      settle();
    }
    const select = around<HTMLSelectElement>(event, "select[data-switch]");
    if (select !== null) switched(select, select.value);
  });
  document.addEventListener("pointerdown", (event) => hold(around(event, "input[type=range][data-set]")));
  document.addEventListener("pointerup", () => hold(null));
  for (const kind of ["focusin", "pointerdown"])
    document.addEventListener(kind, (event) => {
      const row = around(event, "[data-decides]");
      if (row) stand(row.dataset["decides"]!);
    });
  document.addEventListener("keydown", keyed);
  document.addEventListener("click", clicked);
  document.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "form[data-switches]");
    if (form !== null) event.preventDefault();
  });
}

/** Sliders of one driver say the same, wherever they stand. */
function slid(slider: HTMLInputElement): void {
  const driver = slider.dataset["set"] ?? "";
  const value = decimal(slider.valueAsNumber, slider.dataset["step"], slider.min);
  slider.value = value;
  for (const other of all<HTMLInputElement>(`input[data-set="${CSS.escape(driver)}"]`)) {
    other.value = value;
    follow(other);
  }
  push(driven(current(), driver, value), `set:${driver}`);
}

/** The drawn ring goes with the slider before the server has said anything. */
export function follow(slider: HTMLInputElement): void {
  const ring = slider.parentElement?.querySelector<SVGElement>("[data-ring]");
  if (!ring) return;
  const low = Number(slider.min || 0);
  const high = Number(slider.max || 1);
  if (ring.dataset["ring"] === "%") return ring.setAttribute("cx", `${((100 * (slider.valueAsNumber - low)) / (high - low || 1)).toFixed(3)}%`);
  const [from, to] = (ring.dataset["ring"] ?? "").split(" ").map(Number);
  if (from === undefined || to === undefined || high === low) return;
  ring.setAttribute("cx", String(from + ((slider.valueAsNumber - low) / (high - low)) * (to - from)));
}

/** Rings stand where the sliders are. */
export function rings(): void {
  for (const slider of all<HTMLInputElement>("input[type=range][data-set]")) follow(slider);
}

/** A driver set to a value; where it is without that, it is not set. */
export function driven(address: Address, driver: string, value: string): Address {
  return address.pair("set", driver, numberAsFiled(driver, address) === Number(value) ? null : value);
}

function keyed(event: KeyboardEvent): void {
  const slider = around<HTMLInputElement>(event, "input[type=range][data-set]");
  if (slider === null || event.altKey || event.ctrlKey || event.metaKey) return;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (way === undefined) return;
  event.preventDefault();
  const low = Number(slider.min || 0);
  const high = Number(slider.max || 1);
  const step = Number(slider.dataset["step"]) || FINE;
  const { stops } = slider.dataset, by = way * step * (event.shiftKey && !stops ? COARSE : 1);
  const beyond = stops && !event.shiftKey ? stopBeyond(stops, slider.valueAsNumber, way) : null;
  slider.value = String(Math.min(high, Math.max(low, beyond ?? slider.valueAsNumber + by)));
  slid(slider);
}

export function switched(from: HTMLElement, value: string): void {
  const name = from.dataset["switch"] as Name;
  const question = from.dataset["question"];
  const now = current();
  if (question === undefined) {
    push(now.with({ [name]: value }));
  } else {
    const base = from.dataset["base"];
    push(now.pair(name, question, value === "" || value === base ? null : value));
  }
}

/** Links within the page change what is switched on; their address says to what. */
function clicked(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const control = around(event, "a[href], button");
  if (control === null) return;
  if (control.dataset["coding"] !== undefined) { // a column of a picture: an element of SVG
    event.preventDefault();
    push(current().with({ code: control.dataset["coding"] }));
    return;
  }
  if (control instanceof HTMLAnchorElement) {
    if (control.target || control.hasAttribute("download") || control.dataset["out"] !== undefined) return;
    const href = control.getAttribute("href") ?? "", goal = href.startsWith("#") ? document.getElementById(decodeURIComponent(href.slice(1))) : null;
    if (goal !== null && control.dataset["tabOf"] === undefined) {
      event.preventDefault(); // an entry of the history would be nothing to undo
      land(goal);
      return;
    }
    if (!href.startsWith("?")) return;
    event.preventDefault();
    const next = Address.of(href.split("#")[0] ?? "");
    if (control.dataset["do"] !== undefined) push(current().step(control.dataset["do"]));
    else if (control.dataset["ask"] === current().get("ask") && next.get("of") === current().get("of")) open("");
    else if (next.get("ask") && (next.get("ask") !== current().get("ask") || next.get("of") !== current().get("of"))) {
      open(next.get("ask"), next.get("of"));
    } else push(next);
    shut(control);
    return;
  }
  const step = control.dataset["do"], see = control.dataset["see"];
  if (step !== undefined) push(control.getAttribute("aria-pressed") === "true" ? current().unstep(step) : current().step(step));
  else if (see !== undefined) push(see.split(",").reduce((own, pair) => driven(own, ...(pair.split(":") as [string, string])), current()));
  else if (control.dataset["switch"] !== undefined) switched(control, control.dataset["value"] ?? (control as HTMLButtonElement).value);
  else if (control.dataset["copy"] !== undefined) void copy(new URL(`?${current().query()}`, location.href).href);
  else if (control.dataset["ask"] !== undefined) open(control.dataset["ask"], control.dataset["of"] ?? "");
  else return;
  event.preventDefault();
  shut(control);
}

function shut(control: HTMLElement): void {
  control.closest("details[data-menu]")?.removeAttribute("open");
}

/** Open a panel, or close it with "". */
export function open(panel: string, of = ""): void {
  push(current().with({ ask: panel, of }));
  if (!panel) return;
  house(panel);
  reveal("panel");
  const come = (event: Event): void => {
    if ((event as CustomEvent).detail === "now") return;
    root.removeEventListener("shown", come);
    if (current().get("ask") === panel) about(of);
  };
  root.addEventListener("shown", come);
}

/** What a panel is about is brought into view, otherwise where it begins; and the first claim that belongs to it. */
export function about(of: string): void {
  const name = CSS.escape(of);
  const paragraph = /:(\d+)/.exec(of)?.[1] ?? "";
  const row = of
    ? (one(`#panel :is([data-want="${name}"], #claim-${name}, .sentence[aria-current])`) ??
      one(`#panel .para:is(.linked, #para-${paragraph})`))
    : null;
  if (!within(row ?? one("#panel"), one("#panel"))) (row ?? one("#panel"))?.scrollIntoView({ block: row ? "center" : "start" });
  const claims = one("#claims");
  const claim = one("#claims :is(.held, .linked)");
  if (claims === null || claim === null || getComputedStyle(claims).position !== "sticky" || within(claim, claims)) return;
  claims.scrollTop += claim.getBoundingClientRect().top - claims.getBoundingClientRect().top - claims.clientHeight / 3;
}

/** Whether where something begins is seen in the window, and in a part of the page that scrolls on its own. */
function within(row: HTMLElement | null, part: HTMLElement | null): boolean {
  if (row === null || part === null) return true;
  const top = row.getBoundingClientRect().top;
  const frame = part.getBoundingClientRect();
  const low = Math.min(window.innerHeight, getComputedStyle(part).overflowY === "auto" ? frame.bottom : Infinity) - 80;
  return top >= Math.max(0, row === part ? 0 : frame.top) && top <= low;
}

/** Bring a part of the page into view, and no further than needed. */
export function reveal(region: string): void {
  const place = one(`[data-part="${region}"]`);
  unfold(place);
  told(place);
  if (place !== null && getComputedStyle(place).position !== "sticky") place.scrollIntoView({ block: "nearest" });
}

/** Go to something, wherever it is folded. */
export function land(place: HTMLElement): void {
  unfold(place);
  told(place);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}
