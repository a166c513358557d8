// Runs the engine of the page on settings: a job as JSON in, what follows in each as JSON out. See test_engine.py.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { rolldown, frontend, wasm, cases } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "engine-"));
const loaded = async (name) => {
  const { rolldown: bundled } = await import(pathToFileURL(rolldown));
  const bundle = await bundled({ input: join(frontend, "src", "explorable", `${name}.ts`) });
  await bundle.write({ file: join(folder, `${name}.mjs`), format: "esm" });
  return import(pathToFileURL(join(folder, `${name}.mjs`)));
};

/** Where the first reading begins, as `Asked.begins`. */
function begins(here, layout, concept, terms = []) {
  const game = here.game(here.rows[0]), ways = here.ways(here.rows[0], concept, terms), name = (line) => layout.wants[line];
  const compared = (own) => own && [own.now, own.then, own.ranks, own.end, own.links.map((k) => [name(k.line), k.sign, k.here, k.there])];
  const wants = game.wants.map((own) => own.map((w) => [name(w.line), w.dropped, w.branch, w.met]));
  return {
    game: { ...game, wants },
    ways: ways === "infeasible" ? null : [
      ways.stable,
      ways.acts.map((a) => [a.actor, a.bit, a.on, a.kind, a.target, compared(a.comparison), a.countermoves.map((m) => [m.actor, m.state])]),
      ways.together.map((m) => [m.actor, m.target, compared(m.comparison)]),
      ways.states.map((s) => [s.state, s.terms, s.steps.map((k) => [k.actor, k.state, k.rank])]),
    ],
  };
}

try {
  const { Engine, stepsOf } = await loaded("engine");
  /** Whether a claim is there at once, in how many steps it is counted, and the same again. */
  const counting = (here, claim) => {
    const before = here.isCounted(claim), steps = [...here.counting(claim)].length;
    return [before, steps, here.isCounted(claim), [...here.counting(claim)].length];
  };
  const bytes = readFileSync(wasm);
  const found = [];
  const judged = async ({ numbers, layout, settings, terms }) => {
    const engine = await Engine.of(bytes, BigInt64Array.from(numbers, BigInt), layout);
    const nothing = { answers: layout.open.map(() => 0), scenario: 0, view: 0, concept: 0, numbers: new Map(), steps: [] };
    const first = begins(engine.at(nothing), layout, layout.concepts[0], terms);
    const settled = settings.map((own) => {
      const numbers = new Map(own.numbers), steps = stepsOf(own.steps, layout.wants);
      const here = engine.at({ ...own, numbers, steps });
      if ("says" in here) return { says: here.says };
      if (own.counts) return layout.claims.map((_, claim) => counting(here, claim));
      return {
        ...begins(here, layout, layout.concepts[own.concept ? own.concept - 1 : 0]),
        rows: here.rows,
        wants: here.wants.order.map((own) => own.map((line) => [layout.wants[line], here.wants.dropped[line], here.wants.wording[line] === 1])),
        claims: layout.claims.map((_, claim) => [...here.claim(claim)]),
        answers: layout.answers.map((_, question) => [...here.answer(question)]),
      };
    });
    return { first, settled };
  };
  for (const own of cases) {
    found.push(await judged(own).catch((error) => {
      if (!error.says) throw error;
      return { says: error.says };
    }));
  }
  process.stdout.write(JSON.stringify(found));
} finally {
  rmSync(folder, { recursive: true });
}
