// What follows from what is switched on: asked of the server in stages, the newest change first.
import type { Address } from "./address";
import { filed } from "./filed";
import { fresh, noted, restore, show, stale, withdraw, type Stage, type View } from "./fragments";
import { made, one, parsed, root } from "./dom";
import { digest, draft, setDigest, shown } from "./page";

/** A first stage that is older than this gives way to a newer change; a younger one is waited for, so that a drag is followed. */
const PATIENCE = 300;
/** Where too much waits, it asks again after this time. */
const AGAIN = 1000;
/** Nothing turns pale that is back within this time. */
const UNNOTICED = 120;

const AT_ONCE = ["answers", "further", "changed", "lanes"];
const LATER = ["head", "switches", "reading", "dots", "claims", "panel", "problems"];

// Not a UUID: browsers make those only where the server is this machine, or has a certificate.
export const client = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");

/** Requests overtake one another on their way: by its number the server knows which one is the newest. */
let number = 0;

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly answer: Readonly<Record<string, unknown>>,
  ) {
    super(told(answer) || `The server answered with ${status}.`);
  }
}

function told(answer: Readonly<Record<string, unknown>>): string {
  return [answer["error"], answer["message"], answer["detail"]].find((text) => typeof text === "string") as string;
}

export async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Page": client, "X-Number": `${++number}` },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
  return response;
}

/** What every question says: the case, the switches, and the draft where the text was written in. */
export function asked(address: Address): Record<string, string> {
  const text = draft();
  return { case: shown(), query: address.query(), ...(text === undefined ? {} : { draft: text }) };
}

/** What holds in the reading that is looked at as the page begins, so that the first change can be told from it; then the reasons. */
export async function begin(address: Address): Promise<void> {
  latest = address;
  busy(true);
  if (address.pushed) await learn(address.bare);
  const response = await post("/api/view", { ...asked(address), stage: "now" }).catch(() => null);
  if (wanted !== null || running !== null) return;
  if (response !== null) {
    noted(((await response.json()) as View).marks ?? {});
    if (wanted === null && running === null) await stage(address, "reasons");
  }
  await run();
}

/** What the page of a link with pushes does not say: how it is without them. */
async function learn(bare: Address): Promise<void> {
  const response = await post("/api/view", { ...asked(bare), stage: "now" }).catch(() => null);
  const view = response === null ? null : ((await response.json()) as View);
  if (view?.fragments["lanes"] !== undefined) filed(parsed(view.fragments["lanes"]), bare);
}

/** Said on the whole page, while anything is still to come. */
function busy(is: boolean): void {
  root.toggleAttribute("data-asking", is);
}

interface Running {
  readonly stage: Stage;
  readonly since: number;
  readonly stop: AbortController;
}

let wanted: Address | null = null;
let latest: Address | null = null;
let running: Running | null = null;
let hurry: number | undefined;

/** Ask for what follows now, stage after stage. */
export function ask(address: Address): void {
  if (latest === null || !opens(latest, address)) withdraw();
  wanted = latest = address;
  busy(true);
  stale(...LATER.filter((name) => name !== "head" && name !== "switches" && name !== "problems"));
  if (running === null) {
    void run();
  } else if (running.stage !== "now") {
    running.stop.abort();
  } else {
    window.clearTimeout(hurry);
    const { stop, since } = running;
    hurry = window.setTimeout(() => stop.abort(), Math.max(0, PATIENCE - (performance.now() - since)));
  }
}

/** Whether another panel is opened, and no more. */
function opens(before: Address, address: Address): boolean {
  const [was, is] = [before, address].map((own) => own.with({ ask: "", of: "" }).query());
  return was === is && before.query() !== address.query();
}

async function run(): Promise<void> {
  while (wanted !== null) {
    const address = wanted;
    wanted = null;
    let next: Stage | "" = "now";
    while (next && wanted === null) next = await stage(address, next);
  }
  busy(false);
}

/** Ask for one stage and show it; the stage that tells more, or "". */
async function stage(address: Address, name: Stage): Promise<Stage | ""> {
  const stop = new AbortController();
  running = { stage: name, since: performance.now(), stop };
  const late = name === "now" ? window.setTimeout(() => stale(...AT_ONCE), UNNOTICED) : undefined;
  try {
    const response = await post("/api/view", { ...asked(address), stage: name }, stop.signal);
    const view = (await response.json()) as View;
    if (name !== "now" && wanted !== null) return "";
    if (view.digest && draft() === undefined) reread(view.digest);
    show(view, name, wanted !== null);
    trouble(null);
    return view.after ?? "";
  } catch (error) {
    if (!stop.signal.aborted) failed(error);
    if (error instanceof Refused && error.answer["busy"]) later(address);
    return "";
  } finally {
    window.clearTimeout(late);
    window.clearTimeout(hurry);
    running = null;
  }
}

/** Where the file has become another, an editor without a draft takes the new text. */
function reread(fresher: string): void {
  if (digest() !== fresher) root.dispatchEvent(new CustomEvent("saved"));
  setDigest(fresher);
}

/** Ask again in a moment, unless something else was asked in the meantime. */
function later(address: Address): void {
  window.setTimeout(() => {
    if (latest === address && wanted === null && running === null) ask(address);
  }, AGAIN);
}

function failed(error: unknown): void {
  if (error instanceof Refused) {
    if (error.answer["superseded"]) return;
    trouble(error.message);
  } else {
    trouble("The server does not answer. It is asked again with the next change.");
  }
  restore();
  for (const name of [...AT_ONCE, ...LATER]) fresh(name);
}

/** A sentence on what is wrong, above what stays shown; null takes it away. */
export function trouble(text: string | null): void {
  const place = one("[data-trouble]");
  if (place === null) return;
  if (place.textContent === (text ?? "")) return;
  place.replaceChildren(...(text === null ? [] : [made("p", "", text)]));
  place.hidden = text === null;
}

