import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildHugo,
  buildOurs,
  buildOursCold,
  checkGenerators,
  sizeOfSite,
  type Workplace,
} from "./build/generators.ts";
import { timeHugoEdits } from "./build/hugo-watch.ts";
import type { WarmEdits } from "./build/warm-edits.ts";
import { postPath, writeCorpus } from "./corpus.ts";
import { type Goal, printGoals } from "./goals.ts";
import { alternate, median, type ProcessFigures, pairedRatio, run } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable, times } from "./table.ts";

/** `npm run bench:build -- [--posts 10000] [--rounds 5] [--edits 10] [--strict]`: builds against Hugo's. */
const options = readOptions(5, ["posts", "edits"]);
const posts = options.number("posts", 1000);
const edits = options.number("edits", 10);
const { hugo: hugoName } = await checkGenerators();
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
const place: Workplace = {
  blog: join(folder, "blog"),
  ours: join(folder, "ours"),
  hugo: join(folder, "hugo"),
};
const middle = postPath(Math.ceil(posts / 2));
try {
  await writeCorpus(place.blog, posts);
  const goals = [...(await compareBuilds()), ...(await compareEdits())];
  printGoals(goals, options.strict);
} finally {
  await rm(folder, { recursive: true });
}

async function compareBuilds(): Promise<Goal[]> {
  const edited = async (): Promise<ProcessFigures> => {
    await appendFile(join(place.blog, middle), "\n書き足し\n");
    return buildOurs(place);
  };
  const results = await alternate(options.rounds, [
    ["Hitofude", () => buildOursCold(place)],
    ["Hitofude, one edit", edited],
    [hugoName, () => buildHugo(place)],
  ]);
  const rows = await Promise.all(
    [...results].map(async ([name, figures]) => [name, ...(await row(name, figures))]),
  );
  const head = ["", "wall s", "CPU s", "peak MiB", "files", "MB"];
  printTable(`Full build of ${posts} posts, medians of ${options.rounds}`, head, rows);

  const of = (name: string, key: keyof ProcessFigures): number[] =>
    (results.get(name) ?? []).map((one) => one[key]);
  const wall = pairedRatio(of("Hitofude", "wallMs"), of(hugoName, "wallMs"));
  const cpu = pairedRatio(of("Hitofude", "cpuMs"), of(hugoName, "cpuMs"));
  console.log(`\n  Hitofude / ${hugoName}: wall ${times(wall)}, CPU ${times(cpu)}`);
  const most = posts < 5000 ? 1 : 0.5;
  return [
    { name: "full build, wall", figure: wall, atMost: most, unit: "× Hugo" },
    { name: "full build, CPU", figure: cpu, atMost: most, unit: "× Hugo" },
    { name: "full build, memory", figure: median(of("Hitofude", "peakMiB")), atMost: 300, unit: "MiB" },
    {
      name: "one edit, new process",
      figure: median(of("Hitofude, one edit", "wallMs")),
      atMost: 600,
      unit: "ms",
    },
  ];
}

async function row(name: string, figures: readonly ProcessFigures[]): Promise<string[]> {
  const { files, bytes } = await sizeOfSite(name === hugoName ? place.hugo : place.ours);
  return [
    figure(median(figures.map(({ wallMs }) => wallMs)) / 1000),
    figure(median(figures.map(({ cpuMs }) => cpuMs)) / 1000),
    figure(median(figures.map(({ peakMiB }) => peakMiB))),
    String(files),
    figure(bytes / 1e6),
  ];
}

async function compareEdits(): Promise<Goal[]> {
  const script = fileURLToPath(new URL("build/warm-edits.ts", import.meta.url));
  const hugo = median(await timeHugoEdits(place, middle, Math.min(edits, 5)));
  const ours: WarmEdits = JSON.parse(
    await run(process.execPath, [script, place.blog, place.ours, middle, String(edits)]),
  );
  const ms = (kind: "text" | "title"): number => median(ours[kind].map((edit) => edit.ms));
  const written = (kind: "text" | "title"): number => median(ours[kind].map((edit) => edit.written));
  printTable(
    `One edit among ${posts} posts, in a program that is running`,
    ["", "ms", "files written"],
    [
      ["Hitofude, text", figure(ms("text")), String(written("text"))],
      ["Hitofude, title", figure(ms("title")), String(written("title"))],
      [`${hugoName} --watch, text (page only)`, figure(hugo), "-"],
    ],
  );
  return [
    { name: "text edit", figure: ms("text"), atMost: 20, unit: "ms" },
    { name: "text edit", figure: written("text"), atMost: 1, unit: "files" },
    { name: "title edit", figure: ms("title"), atMost: 50, unit: "ms" },
    { name: "stale after all edits", figure: ours.stale, atMost: 0, unit: "files" },
    { name: "running engine, memory", figure: ours.peakMiB, atMost: 300, unit: "MiB" },
  ];
}
