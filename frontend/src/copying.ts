// The link of what is shown: copied, and shown to be copied where a browser does not let a page do it.
import { one } from "./dom";

export async function copy(link: string, within: ParentNode = document): Promise<void> {
  const told = one("[data-copied]", within)!, place = one<HTMLInputElement>("[data-link-text]", within)!;
  place.value = link;
  place.hidden = false;
  place.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(link);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  told.hidden = !done;
}
