// Where the numbers behind a want stand, and where each tips it.
import type { Data, Place } from "./data";
import { fit, type Shown } from "../shown";
import { numberText } from "./words";

export interface Dial { driver: number; now: number; threshold: number; above: boolean; told: Shown; locked: boolean }

const SHOWN = 2;
/** Values are whole numbers times this, and so is every sum of them. */
const SCALE = 1e6;
const TURNED = [2, 3, 0, 1];

/** The first drivers that tip a want, all others as they are. */
export function dialsOf(data: Data, place: Place, line: number): Dial[] {
  const sum = place.dial(line);
  if (!sum) return [];
  const [op, terms, constant] = sum, found: Dial[] = [];
  const scaled = (driver: number): number => Math.round(place.value(driver) * SCALE);
  const whole = terms.reduce((total, [driver, by]) => total + by * scaled(driver), constant * SCALE);
  for (const [driver, by] of terms) {
    const { low, high } = data.driver(driver), now = place.value(driver);
    const threshold = (by * scaled(driver) - whole) / (by * SCALE) || 0, own = by > 0 ? op : TURNED[op]!;
    if (threshold < low || threshold > high) continue;
    const side = now === threshold ? 1 : now < threshold ? 0 : 2;
    const told = fit(data.head.tips[3 * own + side]!, numberText(now), numberText(threshold));
    found.push({ driver, now, threshold, above: own > 1, told, locked: place.locked(driver) });
  }
  return found.slice(0, SHOWN);
}
