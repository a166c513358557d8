// Tells what is asked on standard input in the words of the page's script, bundled here from its sources: the
// texts, and the labels of their templates.
// node telling.mjs FRONTEND
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const frontend = resolve(process.argv[2]);
const { rolldown } = await import(pathToFileURL(`${frontend}/node_modules/rolldown/dist/index.mjs`));

const entry = {
  name: "entry",
  resolveId: (id) => (id === "entry" ? id : null),
  load: (id) => (id === "entry" ? ["english", "turning", "verdicts"].map((part) => `export * from "${frontend}/src/explorable/${part}.ts";`).join("\n") : null),
};
const bundle = await rolldown({ input: "entry", plugins: [entry] });
const { output } = await bundle.generate({ format: "esm" });
const { Sentences, answerText, boardTitle, claimText, countingText, groupHeading } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);

const { templates, cases, asked } = JSON.parse(readFileSync(0, "utf8"));
const filled = new Set();
class Counted extends Sentences {
  said(label, slots) { filled.add(label); return super.said(label, slots); }
}
const sentences = new Counted(templates);
const labels = cases.map((words) => ({ ...words, sentences }));

const telling = {
  answer: ({ of, question, cells, look, infeasible }) => answerText(labels[of], question, cells, look, infeasible),
  claim: ({ of, cells, look }) => { const { turning, turns } = claimText(labels[of], cells, look); return [turning, turns]; },
  counting: ({ many }) => countingText(sentences, many),
  title: ({ counts, conclusions }) => boardTitle(sentences, counts, conclusions),
  heading: ({ kind, many, turns }) => groupHeading(sentences, kind, many, turns),
};
process.stdout.write(JSON.stringify({ told: asked.map((item) => telling[item.tells](item)), labels: [...filled] }));
