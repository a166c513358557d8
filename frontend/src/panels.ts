// Panels that take long are worked out when somebody asks, with progress, and can be stopped.
import { asked, post } from "./asking";
import { exchange } from "./fragments";
import { around, made, one, root } from "./dom";
import { current } from "./state";

interface Line {
  readonly done?: number;
  readonly of?: number;
  readonly fragment?: string;
  readonly error?: string;
}

let stop: AbortController | null = null;

export function panels(): void {
  document.addEventListener("click", (event) => {
    const button = around(event, "[data-slow]");
    if (button === null) return;
    event.preventDefault();
    void work(button, true);
  });
}

/** What is being worked out, or was: all that it was asked with. */
let worked = "";

/** All that a panel is asked with: that of other codings is the same in each of them. */
function wanted(): string {
  const now = current();
  return JSON.stringify(asked(now.get("ask") === "multiverse" ? now.with({ code: "" }) : now));
}

/** A panel that takes long begins when it is opened. After a change it stays as it was, pale, until it is asked for again. */
export function offer(): void {
  const place = one('[data-fragment="panel"]');
  const name = current().get("ask");
  if (place === null || !name) return;
  const shown = one("[data-panel]", place);
  const there = shown?.dataset["panel"] === name;
  if (there && worked === wanted()) return;
  place.hidden = false;
  const kept = there && shown?.dataset["empty"] === undefined;
  const button = made("button", "", kept ? "Work it out again" : "Work it out");
  button.dataset["slow"] = "";
  one(".again", place)?.remove();
  if (shown && kept) {
    shown.classList.add("old");
    place.prepend(made("div", "again", made("p", "note", "As it was before the last change."), button));
  } else {
    const title = made("h2", "", one(`.asks [data-ask="${CSS.escape(name)}"]`)?.textContent ?? name);
    const panel = made("section", "panel", title, button);
    panel.dataset["panel"] = name;
    panel.dataset["empty"] = "";
    place.replaceChildren(panel);
  }
  if (!there) void work(button, false);
}

/** What was begun is of no use once something else is switched on. */
export function abandon(): void {
  stop?.abort();
}

async function work(button: HTMLElement, focused: boolean): Promise<void> {
  stop?.abort();
  const own = new AbortController();
  stop = own;
  worked = wanted();
  const bar = made("progress", "");
  bar.setAttribute("aria-label", button.textContent ?? "");
  const told = made("span", "count", "beginning");
  const cancel = made("button", "", "Stop");
  cancel.addEventListener("click", () => own.abort());
  const place = made("div", "working", bar, told, cancel);
  button.hidden = true;
  button.after(place);
  if (focused) cancel.focus();
  try {
    const response = await post("/api/panel", asked(current()), own.signal);
    for await (const line of lines(response)) {
      if (line.error !== undefined) throw new Error(line.error);
      if (line.done !== undefined && line.of !== undefined) {
        bar.max = line.of || 1;
        bar.value = line.done;
        told.textContent = `${line.done.toLocaleString("en")} of ${line.of.toLocaleString("en")}`;
      }
      if (line.fragment !== undefined) {
        const here = place.contains(document.activeElement);
        exchange("panel", line.fragment);
        root.dispatchEvent(new CustomEvent("shown"));
        if (here) one('[data-part="panel"]')?.focus({ preventScroll: true });
      }
    }
  } catch (error) {
    const stopped = own.signal.aborted;
    if (stop === own) worked = "";
    const text = stopped ? "Stopped." : error instanceof Error && !(error instanceof TypeError) ? error.message : "The server does not answer.";
    if (place.isConnected) place.replaceWith(made("p", "note", text));
    button.hidden = false;
    if (focused && button.isConnected) button.focus();
  } finally {
    if (stop === own) stop = null;
  }
}

async function* lines(response: Response): AsyncGenerator<Line> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts.filter(Boolean)) yield JSON.parse(part) as Line;
  }
  if (rest.trim()) yield JSON.parse(rest) as Line;
}
