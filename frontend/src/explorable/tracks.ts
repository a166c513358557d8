// What happens at the start as one number moves through its range, all others as they are: as `inquiry/tracks.py`, of which tests
// compare the words. Roots of forms are found in whole numbers; a root that no number of six decimals is lies between two of them.
import type { Beginning, Data, Place } from "./data";
import { Refused } from "./engine";

/** A part of a range with the same steps from the start. */
export interface Stretch extends Beginning { low: number; high: number; /** Whether its ends belong to it. */ closed: [boolean, boolean] }

const SCALE = 1e6;
/** The most numbers at which a comparison may turn that are looked at. */
const ROOTS = 64;

/** The parts of a driver's range, ascending; neighbours with the same words are one. Null where the page cannot tell. */
export function stretches(data: Data, place: Place, driver: number): Stretch[] | null {
  const { low, high } = data.driver(driver), ends = [low, ...roots(data, place, driver, low, high), high];
  if (ends.length > ROOTS) return null;
  const found: Stretch[] = [];
  const put = (from: number, to: number, at: number): boolean => {
    const begins = begun(data, place, driver, at), last = found.at(-1);
    if (begins === null) return false;
    if (last?.steps === begins.steps) [last.high, last.closed[1]] = [to, from === to];
    else found.push({ low: from, high: to, closed: [from === to, from === to], ...begins });
    return true;
  };
  for (let k = 0; k < ends.length; k++) {
    const here = ends[k]!, next = ends[k + 1];
    if (exact(here) && !put(here, here, here)) return null;
    if (next !== undefined && !put(here, next, between(here, next))) return null;
  }
  return found;
}

/** What happens first where a driver has a value; null where that is not known. */
function begun(data: Data, place: Place, driver: number, value: number): Beginning | null {
  const { setting } = place, text = value.toFixed(6), own = value === place.value(driver) ? place : null;
  const there = own ?? data.at({ ...setting, numbers: new Map([...setting.numbers, [driver, text]]) });
  return there instanceof Refused ? null : there.begins();
}

/** Where a comparison of a want may turn by a driver, all others as they are, strictly between two numbers, ascending. */
function roots(data: Data, place: Place, driver: number, low: number, high: number): number[] {
  const found = new Set<number>();
  for (const [constant, ...terms] of data.engine.forms) {
    let own = 0n, sum = BigInt(constant!) * BigInt(SCALE);
    for (let k = 0; k < terms.length; k += 2) {
      const [name, by] = [terms[k]!, BigInt(terms[k + 1]!)];
      if (name === driver) own += by;
      else sum += by * BigInt(Math.round(place.value(name) * SCALE));
    }
    if (own === 0n) continue;
    // Exactly there if that is a number of six decimals, and otherwise in the middle of the two beside it.
    const whole = -sum / own, rest = -sum % own;
    const at = (Number(whole) + (rest === 0n ? 0 : (rest < 0n) === (own < 0n) ? 0.5 : -0.5)) / SCALE;
    if (at > low && at < high) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

const exact = (value: number): boolean => Math.abs(value * SCALE - Math.round(value * SCALE)) < 0.25;

const between = (one: number, other: number): number => Math.round(((one + other) / 2) * SCALE) / SCALE;

/** Of each part the first and the last number in it that is a step of the range, its middle if none is: see `stopBeyond`. */
export function stopsOf(parts: readonly Stretch[], from: number, step: number): string {
  const steps = (value: number): number => Number(((value - from) / step).toFixed(6));
  return parts.map(({ low, high, closed }) => {
    const first = closed[0] ? Math.ceil(steps(low)) : Math.floor(steps(low)) + 1, last = closed[1] ? Math.floor(steps(high)) : Math.ceil(steps(high)) - 1;
    const ends = first <= last ? [from + first * step, from + last * step] : [(low + high) / 2, (low + high) / 2];
    return ends.map((own) => String(Number(own.toFixed(6)))).join(":");
  }).join(" ");
}
