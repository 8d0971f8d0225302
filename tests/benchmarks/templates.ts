import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTemplateEngine } from "#engine/site/theme/liquid/template-engine.ts";
import { createLiquidJs, type Renderer } from "../support/blogs/liquidjs-templates.ts";
import { makeThemedPages, type ThemedPageText } from "../support/blogs/themed-pages.ts";
import { writeCorpus } from "./corpus.ts";
import { type Goal, printGoals } from "./goals.ts";
import { median, pairedRatio } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable, times } from "./table.ts";

/**
 * Measures the CPU time of page templates with our engine and LiquidJS alternately, with the same values.
 * Run `npm run bench:templates -- [--rounds 15] [--posts 300] [--strict]`.
 */
const options = readOptions(15, ["posts"]);
/**
 * Number of unmeasured rounds, in which V8 compiles the program.
 * Without these rounds, the time of V8's compiler would count as time of the templates.
 */
const warmUp = 4;
const themesFolder = join(import.meta.dirname, "../../resources/themes");
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
try {
  await writeCorpus(folder, options.number("posts", 300));
  const results = ["hitokoto", "fude"].map((theme) => measure(theme));
  printTable(
    `One page, medians of ${options.rounds}`,
    ["", "pages", "ours µs", "LiquidJS µs", "ours / LiquidJS"],
    results.flatMap(({ rows }) => rows),
  );
  printGoals(
    results.map(({ goal }) => goal),
    options.strict,
  );
} finally {
  await rm(folder, { recursive: true });
}

function measure(theme: string): { rows: string[][]; goal: Goal } {
  const site = makeThemedPages(folder, themesFolder, theme);
  const ours = createTemplateEngine(site.theme, site.language);
  const contestants: readonly Renderer[] = [
    { render: (name, scope) => ours.render(name, scope, name) },
    createLiquidJs(site.theme, site.language),
  ];
  const kinds = new Map<string, ThemedPageText[]>();
  for (const page of site.pages) kinds.set(page.template, [...(kinds.get(page.template) ?? []), page]);
  let goal: Goal = { name: `post page of ${theme}`, figure: Number.NaN, atMost: 0.1, unit: "× LiquidJS" };
  const rows = [...kinds].map(([kind, pages]) => {
    const [mine = [], theirs = []] = compare(contestants, pages);
    const ratio = pairedRatio(mine, theirs);
    if (kind === "post") goal = { ...goal, figure: ratio };
    const medians = [figure(median(mine)), figure(median(theirs))];
    return [`${theme}, ${kind}`, String(pages.length), ...medians, times(ratio)];
  });
  return { rows, goal };
}

/**
 * Returns the CPU time per page of each round, in microseconds. Both engines must output the same text.
 */
function compare(contestants: readonly Renderer[], pages: readonly ThemedPageText[]): number[][] {
  const repeats = Math.ceil(100 / pages.length);
  const figures: number[][] = contestants.map(() => []);
  for (let round = -warmUp; round < options.rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const started = process.cpuUsage();
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        for (const { template, scope, text, path } of pages) {
          if (contestant.render(template, scope) !== text) throw new Error(`${path} differs`);
        }
      }
      const { user, system } = process.cpuUsage(started);
      if (round >= 0) figures[index]?.push((user + system) / (repeats * pages.length));
    }
  }
  return figures;
}
