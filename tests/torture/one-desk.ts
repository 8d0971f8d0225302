import { rm } from "node:fs/promises";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { setDesk } from "#tests/support/program/program.ts";
import { type Loss, Torture } from "./desk.ts";
import { seededRandom } from "./random.ts";
import { scenarios } from "./scenarios.ts";
import { putOnFillableDisk } from "#tests/support/disks/fillable-disk.ts";

/** The result for one author. */
export interface Outcome {
  readonly kills: number;
  readonly words: number;
  readonly lost: number;
  readonly faults: number;
}

/**
 * Kills the program of one author this many times, and reports each kill.
 * After a signal to the process, everything is cleaned up first.
 */
export async function tortureOne(kills: number, seed: number, log: (line: string) => void): Promise<Outcome> {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings), preferences: { language: "en" } });
  const disk = await putOnFillableDisk(desk.blog);
  if (!disk) log("No disk can be made here that is small enough to be filled: that is left out.");
  log(`Seed ${seed}.`);
  const torture = await Torture.begin(desk, disk, seededRandom(seed));
  const clearAway = async (): Promise<void> => {
    await torture.end();
    await rm(desk.home, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void clearAway().then(() => process.exit(130)));
  }
  let tried = 0;
  let lost = 0;
  let faults = 0;
  try {
    const possible = scenarios.filter(({ needsSmallDisk }) => disk !== null || !needsSmallDisk);
    for (let turn = 0; tried < kills; turn += 1) {
      const scenario = possible[turn % possible.length];
      if (!scenario) break;
      const loss = await scenario.run(torture);
      tried += scenario.kills;
      lost += loss.lost.length;
      faults += loss.faults.length;
      log(`${tried}. ${scenario.name}: ${[...costOf(loss, torture.heldUpMs), ...loss.faults].join("; ")}`);
    }
  } finally {
    await clearAway();
  }
  return { kills: tried, words: torture.author.written.length, lost, faults };
}

/**
 * Describes lost words with the details that help to find the cause.
 * For example, no program can write on a computer that stands still.
 */
function costOf({ lost }: Loss, heldUpMs: number): readonly string[] {
  if (lost.length === 0) return ["nothing lost"];
  const words = lost.map(({ number, age }) => `${number} (${age} ms old)`).join(", ");
  return [`lost: ${words}`, `the machine kept this test waiting for up to ${heldUpMs} ms meanwhile`];
}
