// Elements of the page found and made. Nothing here is remembered: bundles that are loaded apart may each have their own.

export const root = document.documentElement;

export function all<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

export function one<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E | null {
  return within.querySelector<E>(selector);
}

/** The nearest such element around a place where something happened. */
export function around<E extends HTMLElement = HTMLElement>(event: Event, selector: string): E | null {
  return event.target instanceof Element ? event.target.closest<E>(selector) : null;
}

/** Elements of HTML that is not shown: nothing in it is loaded or run. */
export function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** An element with a class and text, or with other elements. */
export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  ...inside: (string | Node)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

/** Whether keys belong to something that is written into. */
export function writing(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=range], [type=checkbox], [type=radio], [type=button])"))
  );
}
