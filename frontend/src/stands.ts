// What a number or a want stands for, beside what decides: the page has it in templates.
import { one } from "./dom";

/** Show that of a row, by its key. */
export function stand(key: string, within: ParentNode = document): void {
  const template = one<HTMLTemplateElement>(`template[data-stands-of="${CSS.escape(key)}"]`, within), box = one("[data-stands]", within);
  if (!template || !box) return;
  box.hidden = false;
  one("[data-stands-for]", box)!.replaceChildren(template.content.cloneNode(true));
}
