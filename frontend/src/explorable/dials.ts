// Where the numbers behind a want stand, and where each tips it.
import type { Data } from "./data";
import { fit, shown, type Shown } from "../shown";
import type { Setting } from "./setting";

export interface Dial { driver: number; now: number; threshold: number; above: boolean; told: Shown; locked: boolean }

const SHOWN = 2;
const NEAR = 1e-9;
const TURNED = [2, 3, 0, 1];

export const numberText = (value: number): Shown => shown(value.toFixed(2).replace("-", "−"));

/** The first drivers that tip a want in the setting. */
export function dialsOf(data: Data, setting: Setting, want: string): Dial[] {
  const sum = want ? data.dial(setting.place, setting.reading, want) : null;
  if (!sum) return [];
  const [op, terms, constant] = sum, found: Dial[] = [];
  const whole = terms.reduce((total, [driver, by]) => total + by * data.value(driver, setting), constant);
  for (const [driver, by] of terms) {
    const { low, high } = data.driver(driver), now = data.value(driver, setting);
    const threshold = now - whole / by, own = by > 0 ? op : TURNED[op]!;
    if (threshold < low - NEAR || threshold > high + NEAR) continue;
    const side = Math.abs(now - threshold) < NEAR ? 1 : now < threshold ? 0 : 2;
    const told = fit(data.head.tips[3 * own + side]!, numberText(now), numberText(Math.abs(threshold) < NEAR ? 0 : threshold));
    found.push({ driver, now, threshold, above: own > 1, told, locked: data.locked(driver, setting) });
  }
  return found.slice(0, SHOWN);
}
