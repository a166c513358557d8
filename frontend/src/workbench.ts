// The page of `countermove serve`: pushes what is switched on to the server, and shows what follows.
import "./workbench.css";
import { ask, trouble } from "./asking";
import { controls, follow } from "./controls";
import { keys } from "./keys";
import { linking } from "./linking";
import { all, one, root } from "./dom";
import { draft, setDraft } from "./page";
import { abandon, panels } from "./panels";
import { planes } from "./plane";
import { current, listen } from "./state";
import { wants } from "./wants";

root.classList.add("scripted");
wants();
planes();
controls();
linking();
panels();
keys();
listen((address) => {
  abandon();
  ask(address);
});

root.addEventListener("shown", () => {
  for (const slider of all<HTMLInputElement>("input[type=range][data-set]")) follow(slider);
  void text();
});

// What another program or page wrote is seen when this page is looked at again.
window.addEventListener("focus", () => {
  if (draft() === undefined) ask(current());
});

/** The editor comes with the first text that is opened. */
async function text(): Promise<void> {
  const field = one<HTMLTextAreaElement>("textarea[data-text]");
  if (field === null || field.dataset["edited"] !== undefined) return;
  field.dataset["edited"] = "";
  try {
    const { edit } = await import("./text.js");
    edit(field, { draft, setDraft, ask: () => ask(current()) });
  } catch {
    delete field.dataset["edited"];
    trouble("The editor could not be loaded. The text can be changed in the plain field.");
  }
}

void text();
