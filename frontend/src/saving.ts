// Saving into the file, with the digest of the text that the page was made of. Where the file has become another meanwhile,
// both are shown side by side, and nothing is chosen for the reader.
import type { Address } from "./address";
import { ask, asked, post, Refused, trouble } from "./asking";
import { made, one, root } from "./dom";
import { digest, draft, setDigest, setDraft } from "./page";
import { shown } from "./shown";
import { current, replace } from "./state";

interface Saved {
  readonly digest: string;
  readonly message?: string;
}

let saving = false;

export async function save(against = digest()): Promise<void> {
  if (saving || (draft() === undefined && !current().pushed)) {
    if (!saving) say("Nothing to save: all is as the file has it.");
    return;
  }
  saving = true;
  const [text, address] = [draft(), current()];
  try {
    const response = await post("/api/save", { ...asked(address), digest: against });
    const saved = (await response.json()) as Saved;
    setDigest(saved.digest);
    // What was written or pushed meanwhile is not in the file yet. Pushes go on top of a draft, which has none of them.
    if (draft() === text) {
      setDraft(undefined);
      replace(since(address));
    }
    root.dispatchEvent(new CustomEvent("saved"));
    ask(current());
    root.dispatchEvent(new CustomEvent("settled"));
    say(saved.message ?? "Saved.");
  } catch (error) {
    if (error instanceof Refused && error.status === 409) conflict(error.answer);
    else trouble(error instanceof Refused ? error.message : "The server does not answer. Nothing was saved, and nothing is lost.");
  } finally {
    saving = false;
  }
}

/** What is switched on now, without the pushes that were there before. */
function since(before: Address): Address {
  const now = current(), kept = before.pairs("set");
  const [steps, done] = [now, before].map((address) => address.get("do").split(",").filter(Boolean)) as [string[], string[]];
  const set = [...now.pairs("set")].filter(([name, value]) => kept.get(name) !== value).map((pair) => pair.join(":"));
  const rest = done.every((step, place) => steps[place] === step) ? steps.slice(done.length) : steps;
  return now.with({ set: set.join(","), do: rest.join(",") });
}

function say(text: string): void {
  const spoken = one("[data-status]");
  if (spoken !== null) spoken.textContent = text;
  const place = one("[data-said]");
  if (place !== null) place.textContent = text;
}

/** `theirs` is what the file says now, `mine` what would have been saved. */
function conflict(answer: Readonly<Record<string, unknown>>): void {
  const theirs = String(answer["theirs"] ?? "");
  const mine = String(answer["mine"] ?? draft() ?? "");
  const now = String(answer["digest"] ?? "");
  const dialog = made("dialog", "conflict");
  const title = made("h2", "", "The file has changed since this page read it");
  title.id = "conflict-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const [left, right] = sides(theirs, mine);
  const take = made("button", "", "Keep the file as it is");
  const write = made("button", "", "Write mine over it");
  const later = made("button", "", "Decide later");
  const note = made("p", "", "Both are shown; nothing was saved and nothing is lost. Lines that differ are marked.");
  dialog.append(
    title,
    note,
    made("div", "sides", side("The file now", left), side("Yours", right)),
    made("div", "choices", later, take, write),
  );
  later.addEventListener("click", () => dialog.close());
  take.addEventListener("click", () => {
    dialog.close();
    setDraft(undefined);
    setDigest(now);
    root.dispatchEvent(new CustomEvent("saved"));
    replace(current().with({ set: "", do: "" }));
    ask(current());
  });
  write.addEventListener("click", () => {
    dialog.close();
    if (answer["mine"] !== undefined) {
      setDraft(mine);
      replace(current().with({ set: "", do: "" })); // what was pushed is in that text already
    }
    void save(now);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  const first = Math.min(...[left, right].flatMap((lines) => lines.findIndex((line) => line.matches("mark"))).filter((place) => place >= 0));
  for (const line of [left[first], right[first]]) line?.scrollIntoView({ block: "center" }); // above it both are alike
  later.focus();
}

function side(title: string, lines: readonly HTMLElement[]): HTMLElement {
  const text = made("pre", "", ...lines);
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", title);
  return made("section", "", made("h3", "", title), text);
}

/** Both texts line by line; what is not in the other is marked. */
function sides(theirs: string, mine: string): [HTMLElement[], HTMLElement[]] {
  const [a, b] = [theirs.split("\n"), mine.split("\n")];
  const [keptA, keptB] = common(a, b);
  const lines = (text: readonly string[], kept: ReadonlySet<number>): HTMLElement[] =>
    text.map((line, index) => made(kept.has(index) ? "span" : "mark", "", `${line.split("\t").map(shown).join("\t")}\n`));
  return [lines(a, keptA), lines(b, keptB)];
}

/** The places of lines that both have, in order (a longest common subsequence between what begins and ends alike). */
function common(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const [inA, inB] = [new Set<number>(), new Set<number>()];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) {
    inA.add(from);
    inB.add(from++);
  }
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    inA.add(--endA);
    inB.add(--endB);
  }
  const [rows, columns] = [endA - from, endB - from];
  if (rows * columns > 4_000_000) return [inA, inB];
  const best = new Uint16Array((rows + 1) * (columns + 1));
  const at = (i: number, j: number): number => best[i * (columns + 1) + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      best[i * (columns + 1) + j] = a[from + i] === b[from + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[from + i] === b[from + j]) {
      inA.add(from + i++);
      inB.add(from + j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return [inA, inB];
}
