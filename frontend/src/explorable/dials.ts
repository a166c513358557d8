// Where the numbers behind a want stand, and where each tips it.
import type { Data, Place } from "./data";
import { fit, type Shown } from "../shown";
import { numberText } from "./words";

export interface Dial { driver: number; now: number; threshold: number; above: boolean; told: Shown; locked: boolean }

const SHOWN = 2;
const NEAR = 1e-9;
const TURNED = [2, 3, 0, 1];

/** The first drivers that tip a want, all others as they are. */
export function dialsOf(data: Data, place: Place, line: number): Dial[] {
  const sum = place.dial(line);
  if (!sum) return [];
  const [op, terms, constant] = sum, found: Dial[] = [];
  const whole = terms.reduce((total, [driver, by]) => total + by * place.value(driver), constant);
  for (const [driver, by] of terms) {
    const { low, high } = data.driver(driver), now = place.value(driver);
    const threshold = now - whole / by, own = by > 0 ? op : TURNED[op]!;
    if (threshold < low - NEAR || threshold > high + NEAR) continue;
    const side = Math.abs(now - threshold) < NEAR ? 1 : now < threshold ? 0 : 2;
    const told = fit(data.head.tips[3 * own + side]!, numberText(now), numberText(Math.abs(threshold) < NEAR ? 0 : threshold));
    found.push({ driver, now, threshold, above: own > 1, told, locked: place.locked(driver) });
  }
  return found.slice(0, SHOWN);
}
