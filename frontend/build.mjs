// Builds the page's bundle into the package, one file an entry and no name with a hash in it: the files are committed, and
// continuous integration builds them again and compares byte for byte.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, createLogger } from "vite";

const out = process.argv[2] ?? fileURLToPath(new URL("../src/countermove/plugins/serve/static", import.meta.url));
const source = (name) => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));

// `text` and `ahead` are asked for by `workbench` when they are needed; `explorable` stands within a file, where nothing can be imported.
const entries = [
  { name: "workbench", format: "es", external: ["./text.js", "./ahead.js"] },
  { name: "text", format: "es", external: [] },
  { name: "ahead", format: "es", external: [] },
  { name: "explorable", format: "iife", external: [] },
];

const logger = createLogger("warn");
const { warnOnce, warn } = logger;
const known = (message) => message.includes("/static/fonts/"); // typefaces are the package's, and served by it
logger.warn = (message, options) => known(message) || warn(message, options);
logger.warnOnce = (message, options) => known(message) || warnOnce(message, options);

// The server, and whoever writes files, has the typefaces in a folder beside the style.
const beside = {
  name: "typefaces-beside",
  generateBundle(_, bundle) {
    for (const item of Object.values(bundle)) {
      if (item.fileName.endsWith(".css")) item.source = String(item.source).replaceAll("/static/fonts/", "fonts/");
    }
  },
};

for (const { name, format, external } of entries.filter((entry) => existsSync(source(entry.name)))) {
  await build({
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "warn",
    customLogger: logger,
    publicDir: false,
    plugins: [beside],
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome123", "firefox128", "safari17.5"],
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: { [name]: source(name) },
        external,
        preserveEntrySignatures: "strict",
        output: { format, entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
      },
    },
  });
}

// What others wrote and the bundle holds, with the licences that say so.
const home = new URL("node_modules/", import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const bundled = Object.entries(packages).filter(([place, item]) => place && !item.dev && !item.optional && !item.peer);
const texts = bundled.map(([place, { version }]) => {
  const folder = new URL(`../${place}/`, home);
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${place} has no licence`);
  return `${place.replace("node_modules/", "")} ${version}\n\n${readFileSync(new URL(file, folder), "utf8").trim()}\n`;
});
writeFileSync(`${out}/licences.txt`, texts.join(`\n${"-".repeat(72)}\n\n`));
