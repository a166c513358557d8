// A report that argues back: what was computed beforehand stands in the file, and what is switched on behind the # of its address.
import { Address, type Name } from "./address";
import { all, around, one, root } from "./dom";
import { Data } from "./explorable/data";
import { Page } from "./explorable/page";
import { settingOf, standing } from "./explorable/setting";

const now = (): Address => Address.of(location.hash.includes("=") ? location.hash.slice(1) : "");

async function begin(): Promise<void> {
  const part = one("[data-explorable]"), packed = one("script[data-packed]");
  if (!part || !packed || !("DecompressionStream" in window)) return;
  const data = await Data.of(packed.textContent ?? "");
  packed.remove();
  const page = new Page(part, data);
  let address = now();
  const show = (): void => {
    const asked = settingOf(data, address);
    if (typeof asked !== "string") {
      const told = standing(data, address), setting = settingOf(data, told);
      if (typeof setting !== "string") page.show(setting, told, told.query() === address.query() ? null : "stands", address);
      return;
    }
    const without = settingOf(data, address.with({ set: "", do: "" }));
    const shown = typeof without === "string" ? settingOf(data, Address.of("")) : without;
    if (typeof shown !== "string") page.show(shown, address, asked);
  };

  const go = (next: Address, how: "push" | "replace" = "push"): void => {
    if (next.query() === address.query()) return;
    address = next;
    const place = next.query() ? `#${next.query()}` : location.pathname + location.search;
    history[how === "push" ? "pushState" : "replaceState"](null, "", place);
    show();
  };

  const set = (input: HTMLInputElement, stop: number, how: "push" | "replace"): void => {
    const place = Number(input.dataset["driver"]), driver = data.driver(place), text = driver.stops[stop]!;
    const unset = address.pair("set", driver.id, null), asked = settingOf(data, unset);
    // Where it is without being set it is not set.
    const own = typeof asked === "string" ? Number(driver.stops[driver.now]) : data.value(place, asked);
    go(own === Number(text) ? unset : address.pair("set", driver.id, text), how);
  };
  const nearest = (input: HTMLInputElement): number => {
    const { stops } = data.driver(Number(input.dataset["driver"])), value = Number(input.value);
    return stops.reduce((best, stop, place) => (Math.abs(Number(stop) - value) < Math.abs(Number(stops[best]) - value) ? place : best), 0);
  };

  addEventListener("popstate", () => { address = now(); show(); });
  addEventListener("hashchange", () => { if (now().query() !== address.query() && location.hash.includes("=")) { address = now(); show(); } });

  part.addEventListener("change", (event) => {
    const select = around<HTMLSelectElement>(event, "select[data-switch]");
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (select) {
      const { switch: name = "", question = "" } = select.dataset;
      go(name === "read" ? address.pair("read", question, select.value || null) : address.with({ [name as Name]: select.value }));
    } else if (slider) { page.dragging = false; show(); }
  });
  part.addEventListener("input", (event) => {
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (!slider) return;
    set(slider, nearest(slider), page.dragging ? "replace" : "push");
    page.dragging = true;
  });
  part.addEventListener("keydown", (event) => {
    const slider = around<HTMLInputElement>(event, "input[data-set]");
    if (!slider || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = data.driver(Number(slider.dataset["driver"])).stops.length - 1, here = nearest(slider);
    const to: Record<string, number> = { ArrowLeft: here - 1, ArrowDown: here - 1, ArrowRight: here + 1, ArrowUp: here + 1, Home: 0, End: last, PageDown: here - 2, PageUp: here + 2 };
    const stop = to[event.key];
    if (stop === undefined) return;
    event.preventDefault();
    const key = slider.dataset["key"]!;
    set(slider, Math.min(last, Math.max(0, stop)), "push");
    one(`[data-key="${CSS.escape(key)}"]`, part)?.focus();
  });
  part.addEventListener("click", (event) => {
    const step = around(event, "[data-do]")?.dataset["do"], undo = decodeURIComponent(around(event, "[data-undo]")?.dataset["undo"] ?? "");
    const steps = address.get("do").split(",").filter(Boolean);
    if (step) go(address.with({ do: (steps.includes(step) ? steps.filter((own) => own !== step) : [...steps, step]).join(",") }));
    else if (undo.startsWith("do:")) go(address.with({ do: steps.filter((own) => own !== undo.slice(3)).join(",") }));
    else if (undo) go(address.pair("set", undo.slice(4), null));
    else if (around(event, "[data-reset]")) go(address.with({ set: "", do: "" }));
    else if (around(event, "[data-copy]")) void copy(part);
  });
  // Where a link leads within the page, what is switched on stays in the address.
  document.addEventListener("click", (event) => {
    const link = around<HTMLAnchorElement>(event, 'a[href^="#"]');
    const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal || !address.query()) return;
    event.preventDefault();
    for (let around: Element | null = goal; around; around = around.parentElement) if (around instanceof HTMLDetailsElement) around.open = true;
    goal.scrollIntoView();
    goal.setAttribute("tabindex", goal.getAttribute("tabindex") ?? "-1");
    goal.focus({ preventScroll: true });
  });

  part.hidden = false;
  for (const own of all("[data-instead]")) own.hidden = true;
  root.classList.add("pushed");
  show();
}

async function copy(part: HTMLElement): Promise<void> {
  const told = one("[data-copied]", part)!, link = one<HTMLInputElement>("[data-link-text]", part)!;
  link.value = location.href;
  link.hidden = false;
  link.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(location.href);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  told.hidden = !done;
}

void begin();
