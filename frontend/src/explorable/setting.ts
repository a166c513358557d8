// Which of the computed settings an address asks for, or why it is none of them.
import type { Address } from "../address";
import { numberOf, type Data, type Game, type Looked } from "./data";

export interface Setting extends Game {
  push: number; place: number; way: number;
}

/** Why something is not among what was computed: two pushes at once, a push in a view, an answer selected that the text has anyway,
 * numbers between, a name that is none; or that another number stands for one that is set. */
export type Outside = "pushes" | "view" | "base" | "between" | "unknown" | "stands";

export function settingOf(data: Data, address: Address): Setting | Outside {
  const { head } = data;
  const choice = (name: "if" | "eyes" | "by", among: string[]): number => (address.get(name) ? among.indexOf(address.get(name)) + 1 : 0);
  const known = (name: "if" | "eyes" | "by", among: string[]): boolean => !address.get(name) || among.includes(address.get(name));
  const answers = Object.fromEntries(address.pairs("read"));
  const asked = new Map(head.open);
  const steps = address.get("do").split(",").filter(Boolean);
  const given = [...address.pairs("set")].map(([name, text]) => ({ driver: head.drivers.findIndex((own) => own.id === name), text }));
  if (!known("if", head.scenarios) || !known("eyes", head.views) || !known("by", head.concepts)) return "unknown";
  if (Object.entries(answers).some(([name, answer]) => !asked.get(name)?.includes(answer))) return "unknown";
  if (Object.entries(answers).some(([name, answer]) => asked.get(name)![0] === answer)) return "base";
  if (given.some(({ driver, text }) => driver < 0 || data.stop(driver, text) < 0)) return "unknown";
  const moved = given
    .map(({ driver, text }) => ({ driver, text, stop: data.stop(driver, text) }))
    .filter(({ driver, stop, text }) => data.pushes(driver, stop) || numberOf(text) !== Number(data.driver(driver).stops[stop]));
  const away = moved.filter(({ driver, stop }) => data.pushes(driver, stop));
  if (steps.length + (away.length ? 1 : 0) > 1 || away.length > 2) return "pushes";
  if (steps.length && data.step(steps[0]!) === 0) return /^(above|below):/.test(steps[0]!) ? "pushes" : "unknown";
  const [one, other] = moved;
  if (one && other) {
    const exact = moved.every(({ driver, stop, text }) => Number(data.driver(driver).stops[stop]) === numberOf(text));
    if (moved.length > 2 || (!exact && data.together(one.driver, other.driver))) return "between";
  }
  if (away.length === 2 && !data.paired(away[0]!.driver, away[1]!.driver)) return "pushes";
  const view = choice("eyes", head.views), scenario = choice("if", head.scenarios), way = choice("by", head.concepts);
  if (view && (steps.length || away.length)) return "view";
  const [first, second] = away;
  const push = steps.length ? data.step(steps[0]!)
    : first && second ? data.double(first.driver, first.stop, second.driver, second.stop)
    : first ? data.single(first.driver, first.stop) : 0;
  const reading = data.reading(answers);
  return {
    push, place: data.place(push, scenario, view, reading), scenario, view, reading,
    way: head.concepts.length > 1 ? way : 0,
    numbers: new Map(moved.map(({ driver, text }) => [driver, numberOf(text)])),
  };
}

/** The address with each number as that which stands for it: what is told is told of that. */
export function standing(data: Data, address: Address): Address {
  let found = address;
  for (const [name, text] of address.pairs("set")) {
    const place = data.head.drivers.findIndex((own) => own.id === name), driver = data.driver(place);
    const stop = data.stop(place, text), at = driver.stops[stop]!;
    if (Number(at) !== numberOf(text)) found = found.pair("set", name, data.pushes(place, stop) ? at : null);
  }
  return found;
}

/** The cells of a table that are looked at. */
export function looked(data: Data, setting: Setting): Looked {
  const columns = setting.way ? [setting.way - 1] : data.head.concepts.map((_, column) => column);
  return { rows: data.rows(setting.reading), columns };
}
