// What is otherwise than the file says it is marked where it stands: claims and answers that the server names, and ways out that
// open or close.
import { all, root } from "./dom";
import { filed, takenAsFiled } from "./filed";
import { current } from "./state";

export function changed(): void {
  root.addEventListener("shown", mark);
  mark();
}

function mark(): void {
  const address = current();
  filed(document, address);
  const named = new Set(all(".differences [data-link]").map((row) => row.dataset["link"] ?? ""));
  for (const row of all("[data-claim], [data-answer]")) {
    const own = row.dataset["claim"] === undefined ? `answer:${row.dataset["answer"]}` : `claim:${row.dataset["claim"]}`;
    row.classList.toggle("otherwise", named.has(own));
  }
  for (const lane of all("[data-lane]")) {
    const before = takenAsFiled(lane.dataset["lane"] ?? "", address);
    const taken = lane.classList.contains("taken");
    lane.classList.toggle("otherwise", address.pushed && before !== undefined && before !== taken);
  }
}
