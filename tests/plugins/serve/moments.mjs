// What the script of a page tells of the ways out and of every want, without a browser: packed pages and addresses as JSON in,
// words as JSON out. See telling.py.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { rolldown, frontend, pages } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "moments-"));

/** The parts of the script that no page is needed for, as one module. */
async function loaded() {
  const whole = join(folder, "whole.ts");
  const parts = ["address", "explorable/data", "explorable/dials", "explorable/setting"].map((name) => join(frontend, "src", `${name}.ts`));
  writeFileSync(whole, parts.map((path) => `export * from ${JSON.stringify(path)};\n`).join(""));
  const { rolldown: bundled } = await import(pathToFileURL(rolldown));
  const bundle = await bundled({ input: whole });
  await bundle.write({ file: join(folder, "whole.mjs"), format: "esm" });
  return import(pathToFileURL(join(folder, "whole.mjs")));
}

try {
  const { Address, Data, dialsOf, settingOf } = await loaded();
  const told = (data, address) => {
    const setting = settingOf(data, Address.of(address)), name = (line) => data.head.layout.wants[line] ?? "";
    if (typeof setting === "string" || setting.says) return { outside: setting.says ?? setting };
    const place = data.at(setting);
    if (place.says) return { outside: place.says };
    const moment = place.moment();
    if (!moment) return { outside: "impossible" };
    const { title, more, lanes } = moment;
    return {
      title, then: place.then(), more,
      lanes: lanes.map((lane) => ({
        key: lane.key, act: lane.act, taken: lane.taken, deterred: lane.deterred, reason: lane.reason, want: name(lane.line),
        chain: lane.chain, follows: lane.follows, sliders: dialsOf(data, place, lane.line).map((dial) => dial.told),
      })),
      wants: Object.fromEntries([...place.wants()].map(([line, { says, told, words, met, dropped, drivers }]) => [name(line), {
        says, told, words, met: dropped ? null : met, dropped, drivers: drivers.map((driver) => data.driver(driver).id),
      }])),
    };
  };
  const found = [];
  for (const { packed, addresses } of pages) {
    const data = await Data.of(packed);
    found.push(addresses.map((address) => told(data, address)));
  }
  process.stdout.write(JSON.stringify(found));
} finally {
  rmSync(folder, { recursive: true });
}
