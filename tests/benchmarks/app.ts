import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildBareWindow, giveText } from "./app/bare-window.ts";
import { type Launched, launch } from "./app/launch.ts";
import { measureStart, type StartTimes } from "./app/start-times.ts";
import { type KeyTimes, timeKeys } from "./app/typing.ts";
import { corpusPost, corpusText, postPath, writeCorpus } from "./corpus.ts";
import { printGoals } from "./goals.ts";
import { alternate, median, pairedRatio, quantile } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable } from "./table.ts";

/** `npm run bench:app -- [--rounds 5] [--keys 30] [--posts 100] [--strict]`: the real program on the display at hand. */
const options = readOptions(5, ["keys", "posts"]);
const keys = options.number("keys", 30);
const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
const [blog, profile, peer] = [join(folder, "blog"), join(folder, "user-data"), join(folder, "peer")];

interface Session {
  readonly start: StartTimes;
  readonly keys: readonly KeyTimes[];
}

try {
  await writeCorpus(blog, options.number("posts", 100));
  await mkdir(profile);
  await buildBareWindow(peer);
  for (const size of [3, 50]) await compare(size);
} finally {
  await rm(folder, { recursive: true, maxRetries: 5 });
}

async function compare(kilobytes: number): Promise<void> {
  const text = corpusText(kilobytes * 1000);
  const post = corpusPost(1);
  await writeFile(join(blog, postPath(1)), post.slice(0, post.indexOf("---\n\n") + 5) + text);
  await giveText(peer, text);
  const words = text.slice(0, 12);
  const results = await alternate(options.rounds, [
    ["Hitofude", () => useHitofude(words)],
    ["bare window", () => useBareWindow(words)],
  ]);
  report(kilobytes, results.get("Hitofude") ?? [], results.get("bare window") ?? []);
}

async function useHitofude(words: string): Promise<Session> {
  const preferences = { language: "en", lastPost: { [blog]: postPath(1) } };
  await writeFile(join(profile, "preferences.json"), JSON.stringify(preferences));
  const environment = { HOME: folder, XDG_DATA_HOME: join(folder, "data") };
  const program = await launch([repository, blog], profile, environment);
  return use(program, words, async ({ page }) => {
    await page.frameLocator("iframe").locator(".e-content").waitFor();
    const frame = page.frames().find((candidate) => candidate.url().startsWith("site:"));
    if (!frame) throw new Error("the program shows no preview");
    return timeKeys(page, frame, ".e-content", keys);
  });
}

async function useBareWindow(words: string): Promise<Session> {
  const program = await launch([peer, peer], join(folder, "peer-data"));
  return use(program, words, ({ page }) => timeKeys(page, page.mainFrame(), "#preview", keys));
}

async function use(
  program: Launched,
  words: string,
  type: (program: Launched) => Promise<KeyTimes[]>,
): Promise<Session> {
  try {
    return { start: await measureStart(program, words), keys: await type(program) };
  } finally {
    await program.stop();
  }
}

function report(kilobytes: number, ours: readonly Session[], theirs: readonly Session[]): void {
  const start = (sessions: readonly Session[], key: keyof StartTimes): number[] =>
    sessions.map(({ start }) => start[key]);
  const key = (sessions: readonly Session[], name: keyof KeyTimes): number[] =>
    sessions.flatMap((session) => session.keys.map((times) => times[name]));
  const spread = (values: readonly number[]): string =>
    `${figure(quantile(values, 0.5))} / ${figure(quantile(values, 0.95))}`;
  const row = (name: string, sessions: readonly Session[]): string[] => [
    name,
    ...(["firstPaint", "words", "editor"] as const).map((part) => figure(median(start(sessions, part)))),
    spread(key(sessions, "patched")),
    spread(key(sessions, "painted")),
  ];
  printTable(
    `A post of ${kilobytes} KB, medians of ${ours.length} starts; keys p50 / p95 of ${ours.length * keys}`,
    ["ms", "first paint", "words", "editor", "key → patched", "key → painted"],
    [row("Hitofude", ours), row("bare window, innerHTML", theirs)],
  );
  const painted = key(ours, "painted");
  const goals = [
    {
      name: "start → editor",
      figure: pairedRatio(start(ours, "editor"), start(theirs, "editor")),
      atMost: 1.2,
      unit: "× bare window",
    },
    {
      name: "words on screen",
      figure: median(start(ours, "words")) / median(start(ours, "editor")),
      atMost: 0.99,
      unit: "of the time to the editor",
    },
    { name: "key → painted, p50", figure: quantile(painted, 0.5), atMost: 16, unit: "ms" },
    { name: "key → painted, p95", figure: quantile(painted, 0.95), atMost: 33, unit: "ms" },
  ];
  printGoals(goals, options.strict);
}
