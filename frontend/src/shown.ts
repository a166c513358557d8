// Text in which nothing is hidden: the only text that the script makes of what stands in an address. As `gmcr/base/characters.py`.

declare const clean: unique symbol;

/** What `shown` and the data of the page give; no other text is put where a reader sees it. */
export type Shown = string & { readonly [clean]: true };

export const HIDDEN = new RegExp(
  "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f" +
    "\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164" +
    "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{13430}-\\u{1343f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}" +
    "\\u{e0000}-\\u{e0fff}\\ud800-\\udfff\\ufdd0-\\ufdef\\p{Noncharacter_Code_Point}]",
  "gu",
);

/** The sign written out, as Python does it. */
export const written = (sign: string): string => {
  const code = sign.codePointAt(0)!;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
};

/** The letters between which joiners are needed in a word of the address: scripts whose letters join. */
const JOINED = "[\\u0600-\\u1cff\\ua800-\\uabff\\ufb50-\\ufefe]";
const JOINER = new RegExp(`(?<=(?!${HIDDEN.source})${JOINED})[\\u200c\\u200d](?=(?!${HIDDEN.source})${JOINED})`, "gu");

/** The text with everything hidden in it written out, on one line. */
export function shown(text: string): Shown {
  const kept = new Set([...text.matchAll(JOINER)].map(({ index }) => index));
  const told = text.replace(HIDDEN, (sign, place: number) => (kept.has(place) ? sign : written(sign)));
  return told.replaceAll("\n", "\\n").replaceAll("\t", "\\t") as Shown;
}

/** Clean texts with words of the program between them. */
export function told(words: TemplateStringsArray, ...texts: (Shown | number)[]): Shown {
  return String.raw({ raw: words }, ...texts) as Shown;
}

/** Text that stands on the page already: whoever put it there cleaned it. */
export const onPage = (text: string | null | undefined): Shown => (text ?? "") as Shown;

/** A clean text with others in the places of {0}, {1}, … */
export const fit = (text: Shown, ...others: (Shown | number)[]): Shown =>
  text.replace(/\{(\d)\}/g, (_, place: string) => String(others[Number(place)])) as Shown;

/** A clean template with clean texts in the places of {names}. */
export const filled = (template: Shown, slots: Record<string, Shown>): Shown =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => slots[name]!) as Shown;

/** A part of a clean text. */
export const part = (text: Shown, from: number, to?: number): Shown => text.slice(from, to) as Shown;

/** A clean text with its first letter in upper case. */
export function capital(text: Shown): Shown {
  const [first = "", ...rest] = text;
  return `${first.toUpperCase()}${rest.join("")}` as Shown;
}

export const joined = (texts: Shown[], between: string): Shown => texts.filter(Boolean).join(between) as Shown;

/** A text as one word of a command: as `shell_word` in Python, so that what is offered can be copied and hides nothing. */
export function shellWord(text: string): Shown {
  if (shown(text) === text) return (/^[\p{L}\p{M}\p{N}_.:=@/+,-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`) as Shown;
  const body = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `$'${body.replace(HIDDEN, written)}'` as Shown;
}
