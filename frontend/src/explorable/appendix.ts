// What a report has for looking up, which its file holds packed: it is put in its place as soon as the page opens, so that links
// lead into it, and whoever searches or prints the page has all of it.
import { all, one, parsed } from "../dom";
import { inflated } from "./packed";

export async function unpack(): Promise<void> {
  for (const place of all("[data-folded]")) {
    const html = new TextDecoder().decode(await inflated(one("script", place)!.textContent ?? ""));
    place.replaceWith(parsed(html));
  }
  // An address that leads into it has led nowhere so far.
  if (location.hash && !location.hash.includes("=") && !one(":target")) location.replace(location.hash);
}
