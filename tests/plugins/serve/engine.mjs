// Runs the engine of the page on settings: a job as JSON in, what follows in each as JSON out. See test_engine.py.
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtempSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { rolldown, frontend, wasm, cases } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "engine-"));
const loaded = async (name) => {
  const { rolldown: bundled } = await import(pathToFileURL(rolldown));
  const bundle = await bundled({ input: join(frontend, "src", "explorable", `${name}.ts`) });
  await bundle.write({ file: join(folder, `${name}.mjs`), format: "esm" });
  return import(pathToFileURL(join(folder, `${name}.mjs`)));
};

try {
  const { Engine, stepsOf } = await loaded("engine");
  const bytes = readFileSync(wasm);
  const found = [];
  for (const { numbers, layout, settings } of cases) {
    const engine = await Engine.of(bytes, BigInt64Array.from(numbers, BigInt), layout);
    found.push(settings.map((own) => {
      const numbers = new Map(own.numbers), steps = stepsOf(own.steps, layout.wants);
      const here = engine.at({ ...own, numbers, steps });
      if ("says" in here) return { says: here.says };
      return {
        rows: here.rows,
        claims: layout.claims.map((_, claim) => [...here.claim(claim)]),
        answers: layout.answers.map((_, question) => [...here.answer(question)]),
      };
    }));
  }
  process.stdout.write(JSON.stringify(found));
} finally {
  rmSync(folder, { recursive: true });
}
