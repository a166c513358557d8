// What is pushed, named as an alternative of the file: a draft of its text, with the coding switched on that the pushes make. It can be
// undone like a push, and is saved like any draft.
import type { Address } from "./address";
import { asked, post, Refused } from "./asking";
import { around, made, root } from "./dom";
import { house, unfold } from "./groups";
import { draft, setDraft } from "./page";
import { current, listen, push } from "./state";

/** What an alternative made of the draft, and between which addresses: going back takes it back, unless the draft was written in since. */
interface Turn {
  readonly before: string;
  readonly after: string;
  readonly was: string | undefined;
  readonly made: string;
}

const turns: Turn[] = [];

/** To be called before anything else listens to the address: what is asked next is asked with the draft. */
export function alternatives(): void {
  document.addEventListener("click", (event) => {
    if (around(event, "[data-alternative]") !== null) ask();
  });
  listen((address) => {
    const query = assumed(address), back = turns.find((turn) => turn.before === query && turn.made === draft());
    const again = turns.find((turn) => turn.after === query && turn.was === draft());
    if (back) drafted(back.was);
    else if (again) drafted(again.made);
  });
}

/** All that is switched on, without what is opened beside it. */
const assumed = (address: Address): string => address.with({ ask: "", of: "" }).query();

function drafted(text: string | undefined): void {
  setDraft(text);
  root.dispatchEvent(new CustomEvent("drafted"));
}

function ask(): void {
  const asks = field("The choice, as a question", true), means = field("What this coding says, in words", false);
  const [trouble, cancel, write] = [made("p", "trouble"), made("button", "", "Cancel"), made("button", "", "Write it into the text")];
  const title = made("h2", "", "Name it as an alternative"), form = made("form", "");
  const note = "What is pushed becomes a coding that another coder could have chosen. The file says what it said. Nothing is saved yet.";
  const dialog = made("dialog", "alternative", form);
  form.append(title, made("p", "", note), asks.label, means.label, trouble, made("div", "choices", cancel, write));
  title.id = "alternative-title";
  dialog.setAttribute("aria-labelledby", title.id);
  trouble.setAttribute("role", "alert");
  trouble.hidden = true;
  cancel.type = "button";
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write.disabled = true;
    named(asks.input.value, means.input.value).then(
      () => dialog.close(),
      (error: unknown) => {
        write.disabled = false;
        trouble.hidden = false;
        trouble.textContent = error instanceof Refused ? error.message : "The server does not answer. Nothing is changed.";
      },
    );
  });
  document.body.append(dialog);
  dialog.showModal();
  asks.input.focus();
}

function field(says: string, needed: boolean): { readonly label: HTMLElement; readonly input: HTMLInputElement } {
  const input = made("input", "");
  input.type = "text";
  input.required = needed;
  return { label: made("label", "", made("span", "", says), input), input };
}

async function named(asks: string, means: string): Promise<void> {
  const before = current(), was = draft();
  const response = await post("/api/alternative", { ...asked(before), asks, means });
  const { text, code } = (await response.json()) as { readonly text: string; readonly code: string };
  const next = before.bare.with({ code, ask: "text", of: "" });
  turns.push({ before: assumed(before), after: assumed(next), was, made: text });
  push(next);
  house("text");
  unfold(document.querySelector("#panel"));
}
