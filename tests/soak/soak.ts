import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startDisplay } from "../../scripts/test/display.mjs";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { setDesk, startProgram } from "#tests/support/program/program.ts";
import { seededRandom } from "#tests/torture/random.ts";
import { timeoutMs, postsInBlog, RandomUse } from "./actions.ts";
import { bounds, grownBeyond, type Holding, measure } from "./measure.ts";

/**
 * Uses the real program at random: `npm run test:soak -- [--minutes 120] [--seed N]`.
 * Prints what the program holds after ten minutes (or a tenth of a shorter run) and at the end.
 * Ends with 1 if a figure has grown beyond its bound.
 */
const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? 120);
const seed = Number(values.seed ?? Date.now() % 100_000);
if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error("--minutes and --seed take numbers");
/** Minutes after which the program has loaded what it loads on first use. */
const warmUp = Math.min(10, minutes / 10);

const display = process.platform === "linux" && !process.env.DISPLAY ? await startDisplay() : undefined;
if (display) process.env.DISPLAY = display.name;
const desk = await setDesk({ blog: await makeBlog(postsInBlog, practiceSettings) });
const program = await startProgram(desk);
try {
  process.exitCode = await soak();
} catch (error) {
  await describeFailure();
  throw error;
} finally {
  await program.close();
  await display?.stop();
  await rm(desk.home, { recursive: true, force: true, maxRetries: 5 });
}

async function soak(): Promise<number> {
  console.log(`Seed ${seed}, ${minutes} minutes.`);
  const { app, page } = program;
  page.setDefaultTimeout(timeoutMs);
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  const use = new RandomUse(page, seededRandom(seed));
  await actUntil(use, warmUp);
  await use.rest();
  const before = await measure(app, page);
  print(`After ${round(warmUp)} minutes`, before);
  await actUntil(use, minutes - warmUp);
  await use.rest();
  const after = await measure(app, page);
  print("At the end", after);
  const done = Object.entries(use.counts).map(([name, count]) => `${name} ${count}`);
  console.log(`Done: ${done.join(", ")}.`);
  const faults = grownBeyond(before, after);
  for (const fault of faults) console.log(`Has grown: ${fault}.`);
  if (faults.length === 0) console.log("Nothing has grown beyond its bound.");
  return faults.length === 0 ? 0 : 1;
}

/** Prints which element has the focus, and saves a picture of the window. */
async function describeFailure(): Promise<void> {
  const focused = await program.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
  const picture = join(tmpdir(), `hitofude-soak-${seed}.png`);
  await program.page.screenshot({ path: picture });
  console.log(`Focus: ${focused}\nPicture: ${picture}`);
}

async function actUntil(use: RandomUse, spell: number): Promise<void> {
  const end = performance.now() + spell * 60_000;
  while (performance.now() < end) await use.act();
}

function print(title: string, holding: Holding): void {
  console.log(`${title}:`);
  for (const [part, figures] of Object.entries(holding)) {
    const texts = Object.entries(figures).map(([name, value]) =>
      `${name} ${value} ${bounds[name]?.unit ?? ""}`.trim(),
    );
    console.log(`  ${part}: ${texts.join(", ")}`);
  }
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
