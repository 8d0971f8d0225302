import core from "highlight.js/lib/core";
import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import container from "markdown-it-container";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { languages } from "#engine/markdown/code/languages.ts";
import { corpusBody } from "./corpus.ts";
import { printGoals } from "./goals.ts";
import { alternate, median, pairedRatio } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable, times } from "./table.ts";

/**
 * Measures the CPU time that our engine needs to render one text of 3 KB.
 * Compares this time with markdown-it, its plug-ins and highlight.js.
 * Run `npm run bench:markdown -- [--rounds 61] [--posts 50] [--strict]`.
 * Each round has its own texts, so that nothing is cached from the previous round.
 */
const options = readOptions(61, ["posts"]);
const posts = options.number("posts", 50);
const bare = createBare();
const names = { ours: "Hitofude", bare: "markdown-it, plug-ins, highlight.js", plain: "markdown-it alone" };
const ours = createMarkdown({ breaks: true });
const plain = new MarkdownIt({ html: true, breaks: true });
let round = 0;

// Renders texts until V8 has optimised the code
for (let number = 1_000_000; number < 1_001_000; number += 1) {
  for (const each of [ours, bare, plain]) each.render(corpusBody(number));
}
const results = await alternate(options.rounds, [
  [names.ours, async () => microseconds((body) => ours.render(body))],
  [names.bare, async () => microseconds((body) => bare.render(body))],
  [names.plain, async () => microseconds((body) => plain.render(body), true)],
]);
const mine = results.get(names.ours) ?? [];
printTable(
  `CPU time of one text of 3 KB, medians of ${options.rounds} rounds of ${posts} texts`,
  ["", "µs", "Hitofude / other"],
  [...results].map(([name, each]) => [
    name,
    figure(median(each)),
    name === names.ours ? "" : times(pairedRatio(mine, each)),
  ]),
);
const ratio = pairedRatio(mine, results.get(names.bare) ?? []);
printGoals(
  [
    { name: "one text with colours", figure: median(mine), atMost: 300, unit: "µs" },
    { name: "one text with colours", figure: ratio, atMost: 1, unit: "× markdown-it with plug-ins" },
  ],
  options.strict,
);

/**
 * Returns the CPU time per text of one round, in microseconds.
 * The last renderer of a round increases the number of the round.
 */
function microseconds(render: (body: string) => unknown, isLast = false): number {
  const bodies = Array.from({ length: posts }, (_, index) => corpusBody(1 + round * posts + index));
  if (isLast) round += 1;
  const before = process.cpuUsage();
  for (const body of bodies) render(body);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / posts;
}

/** Combines markdown-it, its plug-ins and highlight.js as their documentation shows. */
function createBare(): MarkdownIt {
  const highlighter = core.newInstance();
  for (const [name, { define }] of Object.entries(languages)) highlighter.registerLanguage(name, define);
  const md = new MarkdownIt({
    html: true,
    breaks: true,
    highlight: (code, language) =>
      highlighter.getLanguage(language) ? highlighter.highlight(code, { language }).value : "",
  });
  return md.use(cjkFriendly).use(deflist).use(footnote).use(container, "note");
}
