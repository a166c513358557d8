// What is otherwise than the file says it is marked where it stands: claims and answers that the server names, and ways out that
// open or close.
import { all, root } from "./dom";
import { current } from "./state";

/** Under switches (without pushes): way out → whether it is taken, as far as this page has seen. */
const filed = new Map<string, Map<string, boolean>>();

export function changed(): void {
  root.addEventListener("shown", mark);
  mark();
}

function mark(): void {
  const named = new Set(all(".differences [data-link]").map((row) => row.dataset["link"] ?? ""));
  for (const row of all("[data-claim], [data-answer]")) {
    const own = row.dataset["claim"] === undefined ? `answer:${row.dataset["answer"]}` : `claim:${row.dataset["claim"]}`;
    row.classList.toggle("otherwise", named.has(own));
  }
  lanes();
}

function lanes(): void {
  const { pushed } = current();
  const under = current().with({ set: "", do: "", ask: "", of: "" }).query();
  const known = filed.get(under) ?? new Map<string, boolean>();
  if (!pushed) filed.set(under, known);
  for (const lane of all("[data-lane]")) {
    const key = lane.dataset["lane"] ?? "";
    const taken = lane.classList.contains("taken");
    if (!pushed) known.set(key, taken);
    lane.classList.toggle("otherwise", pushed && known.size > 0 && known.get(key) !== taken);
  }
}
