import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { makeBlog, practiceSettings } from "#tests/support/blog-maker.ts";
import { setDesk } from "#tests/support/program.ts";
import { startDisplay } from "../../scripts/test/display.mjs";
import { Torture } from "./desk.ts";
import { seededRandom } from "./random.ts";
import { scenarios } from "./scenarios.ts";
import { mountSmallDisk } from "./small-disk.ts";

/**
 * `npm run test:torture -- [--kills 20] [--seed N]`: the real program is killed while somebody writes, again and again;
 * ends with 1 when a word that was a second old is found nowhere afterwards.
 */
const { values } = parseArgs({ options: { kills: { type: "string" }, seed: { type: "string" } } });
const kills = Number(values.kills ?? 20);
const seed = Number(values.seed ?? Date.now() % 100_000);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  throw new Error("--kills and --seed take whole numbers");
}

const display = await displayIfNone();
const desk = await setDesk({ blog: await makeBlog(1, practiceSettings), preferences: { language: "en" } });
const disk = mountSmallDisk(desk.blog);
if (!disk) console.log("No disk can be made here that is small enough to be filled: that is left out.");
console.log(`Seed ${seed}.`);

let tried = 0;
let lost = 0;
let faults = 0;
const torture = await Torture.begin(desk, disk, seededRandom(seed));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void clearAway().then(() => process.exit(130)));
}
try {
  const possible = scenarios.filter(({ needsSmallDisk }) => disk !== null || !needsSmallDisk);
  for (let turn = 0; tried < kills; turn += 1) {
    const scenario = possible[turn % possible.length];
    if (!scenario) break;
    const loss = await scenario.run(torture);
    tried += scenario.kills;
    lost += loss.lost.length;
    faults += loss.faults.length;
    const cost = loss.lost.length === 0 ? "nothing lost" : `lost: ${loss.lost.join(" ")}`;
    console.log(`${tried}. ${scenario.name}: ${[cost, ...loss.faults].join("; ")}`);
  }
} finally {
  await clearAway();
}
console.log(`Words written: ${torture.author.written.length}. Other faults: ${faults}.`);
console.log(`Kills tried: ${tried}. Words lost: ${lost}.`);
process.exit(lost + faults === 0 && tried >= kills ? 0 : 1);

async function clearAway(): Promise<void> {
  await torture.end();
  await rm(desk.home, { recursive: true, force: true, maxRetries: 5 });
  await display?.stop();
}

async function displayIfNone() {
  if (process.platform !== "linux" || process.env.DISPLAY) return undefined;
  const own = await startDisplay();
  process.env.DISPLAY = own.name;
  return own;
}
