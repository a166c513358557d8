// The page of `countermove serve`: pushes what is switched on to the server, and shows what follows.
import "./workbench.css";
import type { Ahead } from "./ahead";
import { alternatives } from "./alternative";
import { ask, begin, trouble } from "./asking";
import { changed } from "./changed";
import { columns, mark } from "./columns";
import { about, controls, open, reveal, rings } from "./controls";
import { groups, house } from "./groups";
import { anchored, counting, keep, mark as marked } from "./fragments";
import { keys } from "./keys";
import { linking } from "./linking";
import { all, one, root } from "./dom";
import { digest, draft, setDigest, setDraft, shown } from "./page";
import { abandon, offer, panels } from "./panels";
import { planes } from "./plane";
import { sources } from "./source";
import { current, listen, undoable } from "./state";
import { wants } from "./wants";

/** Milliseconds from one look at the file to the next. */
const LOOKED = 3000;
let seen: string | null | undefined;

root.classList.add("scripted");
one(".loading")?.remove(); // what was shown until the page came
const sight = one(".sight");
const measure = (): void => root.style.setProperty("--sight", `${sight?.offsetHeight ?? 0}px`);
measure();
if (sight !== null) new ResizeObserver(measure).observe(sight);
alternatives();
wants();
planes();
controls();
columns();
sources();
linking();
changed();
panels();
keys();
groups(() => { if (!current().get("ask")) open("document"); });
listen((address) => {
  abandon();
  if (address.get("ask")) house(address.get("ask"));
  early?.show(address);
  ask(address);
  buttons();
  mark();
});
/** What the page can tell before the server does: it gets ready once the server has told everything. */
let early: Ahead | null = null;
root.addEventListener("shown", (event) => {
  if (early === null && (event as CustomEvent).detail === "reasons") void prepare();
});
async function prepare(): Promise<void> {
  const { Ahead } = await import("./ahead.js");
  early ??= new Ahead({ shown, digest, draft, address: current, keep, mark: marked, counting, anchored });
  await early.prepare();
}
buttons();
void begin(current());
const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
if (current().get("ask") && entry?.type === "navigate" && !location.hash) {
  reveal("panel");
  if (current().get("ask") === "source") about(current().get("of"));
}

root.addEventListener("shown", () => {
  rings();
  void text();
});
root.addEventListener("restored", rings);
root.addEventListener("settled", buttons);
root.addEventListener("slow", offer);
rings();
void text();
if (document.body.dataset["working"] !== undefined) offer();

/** What can be undone, and saved; and the report on what is switched on. */
function buttons(): void {
  const asked = current().with({ ask: "", of: "" }).query();
  for (const link of all<HTMLAnchorElement>("a[data-report]")) link.search = asked;
  for (const button of all<HTMLButtonElement>("[data-back]")) button.disabled = !undoable();
  for (const button of all<HTMLButtonElement>("[data-save]")) button.disabled = draft() === undefined && !current().pushed;
}

// What an editor, or another page, wrote into the file is seen here too.
window.addEventListener("focus", () => void look());
window.setInterval(() => void look(), LOOKED);

async function look(): Promise<void> {
  if (document.hidden || draft() !== undefined) return;
  const response = await fetch(`/api/changes?case=${encodeURIComponent(shown())}`).catch(() => null);
  if (response === null || !response.ok) return;
  const { digest: now } = (await response.json()) as { readonly digest: string | null };
  if (now !== seen) {
    if (seen !== undefined || now !== digest()) ask(current());
    seen = now;
  }
}

/** The editor comes with the first text that is opened. */
async function text(): Promise<void> {
  const place = one("[data-editor]");
  if (place === null || place.childElementCount > 0 || place.dataset["coming"] !== undefined) return;
  place.dataset["coming"] = "";
  try {
    const [{ edit }, filed] = await Promise.all([import("./text.js"), read()]);
    edit(place, filed, { draft, setDraft, ask: () => { ask(current()); buttons(); }, read });
  } catch {
    trouble("The editor could not be loaded: the server does not answer.");
  } finally {
    delete place.dataset["coming"];
  }
}

/** The text as the file has it now. */
async function read(): Promise<string> {
  const response = await fetch(`/api/text?case=${encodeURIComponent(shown())}`);
  const filed = (await response.json()) as { readonly text: string; readonly digest: string };
  if (draft() === undefined) setDigest(filed.digest); // a draft was made of the text that was there then
  return filed.text;
}
