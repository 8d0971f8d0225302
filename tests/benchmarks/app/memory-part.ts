import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { corpusText } from "../corpus.ts";
import { alternate, median } from "../measure.ts";
import { figure, printTable, times } from "../table.ts";
import { during, previewOf, readyToType } from "./desk.ts";
import type { Launched } from "./launch.ts";
import { processTree } from "./main-thread.ts";
import type { Part } from "./part.ts";
import { pressKeys } from "./typing.ts";

/** Number of key presses in an hour of writing. */
const keysOfHour = 2000;
const switchesOfHour = 200;

interface Memory {
  readonly open: number;
  readonly worked: number;
}

/**
 * Measures the memory of all processes of the program with 10,000 posts open.
 * Measures the memory again after as much work as in an hour of writing.
 */
export const memoryPart: Part = async (desk, { rounds }) => {
  await desk.write(corpusText(3000));
  const results = await alternate<Memory>(
    rounds,
    [
      ["Hitofude", () => during(desk.startOurs(), ours)],
      ["bare window", () => during(desk.startPeer("preview"), theirs)],
    ],
    false,
  );
  const of = (name: string, key: keyof Memory): number =>
    median((results.get(name) ?? []).map((each) => each[key]));
  const growth = median((results.get("Hitofude") ?? []).map(({ open, worked }) => worked - open));
  printTable(
    `Memory of all processes, proportional share, MiB, medians of ${rounds}`,
    ["", `${desk.posts} posts open`, `after ${keysOfHour} keys and ${switchesOfHour} posts`],
    [...results.keys()].map((name) => [name, figure(of(name, "open")), figure(of(name, "worked"))]),
  );
  console.log(`  open, ours / theirs: ${times(of("Hitofude", "open") / of("bare window", "open"))}`);
  return [
    { name: "memory, 10,000 posts open", figure: of("Hitofude", "open"), atMost: 617, unit: "MiB" },
    { name: "memory, growth in an hour of writing", figure: growth, atMost: 100, unit: "MiB" },
  ];
};

async function ours(program: Launched): Promise<Memory> {
  const { page } = program;
  await previewOf(page);
  await pause(10_000);
  // Memory that the program allocates for the first keys and posts stays allocated.
  // The measured hour begins after the first keys and posts.
  await write(page, 100);
  await visit(page, 10);
  const open = await settled(program);
  for (let part = 0; part < 10; part += 1) {
    await write(page, keysOfHour / 10);
    await visit(page, switchesOfHour / 10);
  }
  return { open, worked: await settled(program) };
}

async function theirs(program: Launched): Promise<Memory> {
  await write(program.page, 100);
  const open = await settled(program);
  await write(program.page, keysOfHour);
  return { open, worked: await settled(program) };
}

async function write(page: Page, keys: number): Promise<void> {
  await readyToType(page);
  await pressKeys(page, keys, 15);
}

/** Opens the visible posts one after the other. */
async function visit(page: Page, posts: number): Promise<void> {
  const rows = page.locator(".post-tree .post-row");
  for (let post = 0; post < posts; post += 1) {
    await rows.nth(1 + (post % 8)).click();
    await pause(150);
  }
  await pause(500);
}

/** Returns the memory after the window's garbage has been collected and all text is saved. */
async function settled({ page, pid }: Launched): Promise<number> {
  await pause(4000);
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  await pause(1000);
  const shares = await Promise.all((await processTree(pid)).map(shareOf));
  return shares.reduce((sum, share) => sum + share, 0);
}

/**
 * Returns the proportional set size of a process in MiB.
 * A shared page counts only in part: its size is divided by the number of processes that share it.
 */
async function shareOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
}
