// What an address asks for, or why it asks for nothing that there is.
import type { Address } from "../address";
import type { Data } from "./data";
import { Refused, stepsOf, type Step } from "./engine";

/** *answers*: of each question the place of its answer, 0 for the base's, which is not selected; *scenario*, *view*: from 1, 0 for
 * none; *way*: a concept alone, from 1, 0 for all; *numbers*: drivers that are set, as text. */
export interface Setting {
  readonly answers: number[]; readonly scenario: number; readonly view: number; readonly way: number;
  readonly numbers: Map<number, string>; readonly steps: Step[];
}

/** Why an address cannot be followed: it selects an answer that the text has anyway, or names something that is not there; or why a
 * step cannot be taken. */
export type Outside = "base" | "unknown" | Refused;

export const isPushed = ({ numbers, steps }: Setting): boolean => numbers.size + steps.length > 0;

/** Whether it is the file as it is. */
export const isPlain = (setting: Setting): boolean =>
  !isPushed(setting) && [setting.scenario, setting.view, setting.way, ...setting.answers].every((own) => own === 0);

export function settingOf(data: Data, address: Address): Setting | Outside {
  const { head } = data;
  const choice = (name: "if" | "eyes" | "by", among: string[]): number => (address.get(name) ? among.indexOf(address.get(name)) + 1 : 0);
  const known = (name: "if" | "eyes" | "by", among: string[]): boolean => !address.get(name) || among.includes(address.get(name));
  if (!known("if", head.scenarios) || !known("eyes", head.views) || !known("by", head.concepts)) return "unknown";
  if ([...address.pairs("code")].map((pair) => pair.join(":")).sort().join() !== [...head.coding].sort().join()) return "unknown";
  const asked = new Map(head.open), given = address.pairs("read");
  if ([...given].some(([name, answer]) => !asked.get(name)?.includes(answer))) return "unknown";
  if ([...given].some(([name, answer]) => asked.get(name)![0] === answer)) return "base";
  const set = [...address.pairs("set")].map(([name, text]) => [head.drivers.findIndex((own) => own.id === name), text] as const);
  if (set.some(([driver]) => driver < 0)) return "unknown";
  const steps = stepsOf(address.get("do").split(",").filter(Boolean), head.layout.wants);
  if (steps instanceof Refused) return steps;
  return {
    answers: head.open.map(([name, own]) => Math.max(0, own.indexOf(given.get(name) ?? own[0]!))),
    scenario: choice("if", head.scenarios), view: choice("eyes", head.views),
    way: head.concepts.length > 1 ? choice("by", head.concepts) : 0, numbers: new Map(set), steps,
  };
}
