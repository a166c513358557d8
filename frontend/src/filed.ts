// How things are as the file has them, as far as this page has seen: which ways out are taken, and where drivers are.
import type { Address } from "./address";
import { all } from "./dom";

const ways = new Map<string, Map<string, boolean>>();
const numbers = new Map<string, Map<string, number>>();

/** What is switched on beside pushes and panels. */
const under = (address: Address): string => address.bare.with({ ask: "", of: "" }).query();

/** Remember it from lanes and wants that are shown, or were asked for, without pushes. */
export function filed(place: ParentNode, address: Address): void {
  const known = ways.get(under(address)) ?? new Map<string, boolean>();
  if (!address.pushed) {
    ways.set(under(address), known);
    for (const lane of all("[data-lane]", place)) known.set(lane.dataset["lane"] ?? "", lane.classList.contains("taken"));
  }
  const set = address.pairs("set"), own = numbers.get(under(address)) ?? new Map<string, number>();
  numbers.set(under(address), own);
  for (const slider of all<HTMLInputElement>("input[type=range][data-set]:not(:disabled)", place)) {
    const driver = slider.dataset["set"] ?? "";
    if (!set.has(driver)) own.set(driver, Number(slider.getAttribute("value")));
  }
}

/** Whether a way out is taken there; undefined where that is not known. */
export const takenAsFiled = (lane: string, address: Address): boolean | undefined => ways.get(under(address))?.get(lane);

/** Where a driver is there while it is not set: a scenario, a view and answers move it. */
export const numberAsFiled = (driver: string, address: Address): number | undefined => numbers.get(under(address))?.get(driver);
