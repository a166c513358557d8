// The evaluator as WebAssembly, with one program loaded. As `gmcr/evaluator/machines.py`: numbers of eight bytes, first the
// program, behind it the memory that the evaluator is given, and behind that what is asked and what it answers.
import { told, type Shown } from "../shown";

const CONCEPTS = 5;
const LITTLE = 1 << 12;
const ROOM = 1 << 12;
const CRAMPED = -2;

const PROBLEMS: Record<number, Shown> = {
  1: told`This page holds no compiled assessment: write it again.`,
  2: told`This page was written by another version of the program: write it again.`,
  3: told`The compiled assessment of this page is cut off: write it again.`,
  4: told`The compiled assessment of this page is damaged: write it again.`,
  5: told`The compiled assessment of this page is larger than an evaluator takes.`,
  6: told`There is too little memory for the compiled assessment.`,
};
const UNFIT = told`What was asked names what is not in the compiled assessment.`;
const NO_WASM = told`This browser does not run WebAssembly on this page.`;

/** Why the evaluator cannot be run, in one sentence. */
export class MachineError extends Error {
  constructor(readonly says: Shown) { super(says); }
}

/** Why there are no numbers: the start is not feasible, or some are beyond what the evaluator holds. */
export type Lack = "infeasible" | "beyond";

interface Exports {
  memory: WebAssembly.Memory;
  __heap_base: WebAssembly.Global<"i32">;
  evaluator_bytes(program: number, size: bigint): bigint;
  evaluator_load(program: number, size: bigint, memory: number, bytes: bigint): number;
  evaluator_push(memory: number, edits: number, size: bigint, set: number, setSize: bigint): number;
  evaluator_values(memory: number, requests: number, count: bigint, edits: number, size: bigint, values: number): number;
  evaluator_game(memory: number, setting: bigint, reading: bigint, out: number, room: bigint): number;
  evaluator_ways(
    memory: number, setting: bigint, reading: bigint, concept: bigint, terms: number, count: bigint, out: number, room: bigint,
  ): number;
  evaluator_deals(memory: number, setting: bigint, reading: bigint, concept: bigint, out: number, room: bigint): number;
}

/** A multiple of 16 that is not below. */
const aligned = (at: number): number => Math.ceil(at / 16) * 16;

export class Machine {
  private at = 0;
  private behind = 0;

  private constructor(private readonly own: Exports) {}

  static async of(wasm: BufferSource): Promise<Machine> {
    try {
      const { instance } = await WebAssembly.instantiate(wasm);
      return new Machine(instance.exports as unknown as Exports);
    } catch {
      throw new MachineError(NO_WASM);
    }
  }

  /** Load a program, in place of the one before. */
  load(numbers: BigInt64Array): void {
    const program = aligned(this.own.__heap_base.value), size = BigInt(numbers.length);
    this.put(program, numbers);
    this.at = aligned(program + numbers.byteLength);
    const bytes = Number(this.own.evaluator_bytes(program, size)) || LITTLE;
    this.behind = aligned(this.at + bytes);
    this.need(this.behind);
    const problem = PROBLEMS[this.own.evaluator_load(program, size, this.at, BigInt(bytes))];
    if (problem) throw new MachineError(problem);
  }

  /** Put the author's model under edits, and set drivers right before the answers of a reading, in place of earlier pushes. */
  push(edits: readonly number[], set: readonly number[]): void {
    const at = this.behind + 8 * edits.length;
    this.put(this.behind, whole(edits));
    this.put(at, whole(set));
    fits(this.own.evaluator_push(this.at, this.behind, BigInt(edits.length), at, BigInt(set.length)) === 0);
  }

  /** Values of checks in readings, five each. */
  values(pairs: readonly (readonly [check: number, reading: number])[]): Int8Array {
    const requests = whole(pairs.flatMap(([check, reading]) => [check, reading, 0, 0]));
    const values = this.behind + requests.byteLength;
    this.put(this.behind, requests);
    this.need(values + pairs.length * CONCEPTS);
    fits(this.own.evaluator_values(this.at, this.behind, BigInt(pairs.length), values, 0n, values) === 0);
    return new Int8Array(this.own.memory.buffer, values, pairs.length * CONCEPTS).slice();
  }

  game(setting: number, reading: number): BigInt64Array | Lack {
    const [own, row] = [BigInt(setting), BigInt(reading)];
    return this.answer(this.behind, (out, room) => this.own.evaluator_game(this.at, own, row, out, room));
  }

  /** *terms*: numbers of formulas. */
  ways(setting: number, reading: number, concept: number, terms: readonly number[]): BigInt64Array | Lack {
    const [own, row, far, count] = [BigInt(setting), BigInt(reading), BigInt(concept), BigInt(terms.length)];
    this.put(this.behind, whole(terms));
    return this.answer(this.behind + 8 * terms.length, (out, room) =>
      this.own.evaluator_ways(this.at, own, row, far, this.behind, count, out, room));
  }

  deals(setting: number, reading: number, concept: number): BigInt64Array | Lack {
    const [own, row, far] = [BigInt(setting), BigInt(reading), BigInt(concept)];
    return this.answer(this.behind, (out, room) => this.own.evaluator_deals(this.at, own, row, far, out, room));
  }

  /** The numbers of an answer, whatever room they take. */
  private answer(at: number, ask: (out: number, room: bigint) => number): BigInt64Array | Lack {
    for (let room = ROOM; ; room *= 4) {
      this.need(at + 8 * room);
      const count = ask(at, BigInt(room));
      if (count === CRAMPED) continue;
      if (count === -3) return "infeasible";
      if (count === -5) return "beyond";
      fits(count >= 0);
      return new BigInt64Array(this.own.memory.buffer, at, count).slice();
    }
  }

  private put(at: number, numbers: BigInt64Array): void {
    this.need(at + numbers.byteLength);
    new BigInt64Array(this.own.memory.buffer, at, numbers.length).set(numbers);
  }

  private need(end: number): void {
    const lacking = end - this.own.memory.buffer.byteLength;
    if (lacking <= 0) return;
    try {
      this.own.memory.grow(Math.ceil(lacking / (1 << 16)));
    } catch {
      throw new MachineError(PROBLEMS[6]!);
    }
  }
}

const whole = (numbers: readonly number[]): BigInt64Array => BigInt64Array.from(numbers, BigInt);

function fits(well: boolean): void {
  if (!well) throw new MachineError(UNFIT);
}
