// The page as the server gave it, and the draft of its text.
import { root } from "./dom";

/** The case that is shown, as the server names it. */
export const shown = (): string => decodeURIComponent(document.body.dataset["case"] ?? "");

/** The digest of the text that the page was made of: a save carries it. */
export const digest = (): string => document.body.dataset["digest"] ?? "";

export function setDigest(text: string): void {
  document.body.dataset["digest"] = text;
}

/** The draft of the text: undefined where it is as the file has it. It is the reader's own work, and so no part of the address. */
let drafted: string | undefined;

export const draft = (): string | undefined => drafted;

export function setDraft(text: string | undefined): void {
  drafted = text;
  root.toggleAttribute("data-drafted", text !== undefined);
}

window.addEventListener("beforeunload", (event) => {
  if (drafted !== undefined) event.preventDefault();
});
