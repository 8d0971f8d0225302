import { readdir, readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** Reads how much processor time, in milliseconds, a page's main thread has used since it began. */
export type ThreadClock = () => Promise<number>;

/** How long the page is kept busy and left alone in turn, in milliseconds. */
const turn = 300;

/**
 * Finds the main thread of a page and makes a clock of what Linux counts for it. Processor time, and not the time by the
 * clock on the wall, because other work on the machine does not go into it. `processes` are the program's. Rejects when the
 * page does not come to rest: a preview that lays out a megabyte is as busy as the page that is kept busy on purpose.
 */
export async function threadClockOf(page: Page, processes: readonly number[]): Promise<ThreadClock> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const alone = await timesDuring(processes, () => page.waitForTimeout(turn));
    const kept = await timesDuring(processes, () => keepBusy(page));
    const busy = processes.filter((_, at) => (kept[at] ?? 0) > turn * 0.6);
    const isQuiet = alone.every((time) => time < turn * 0.2);
    const [pid] = busy;
    if (isQuiet && busy.length === 1 && pid !== undefined) return () => processorTime(pid);
  }
  throw new Error("the process of the page was not found: something in the program is busy all the time");
}

/** Processor time of each process while something goes on; 0 for those that are gone. */
async function timesDuring(
  processes: readonly number[],
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  const read = (pid: number): Promise<number> => processorTime(pid).catch(() => 0);
  const before = await Promise.all(processes.map(read));
  await work();
  return Promise.all(processes.map(async (pid, at) => Math.max(0, (await read(pid)) - (before[at] ?? 0))));
}

function keepBusy(page: Page): Promise<void> {
  return page.evaluate((milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  }, turn);
}

/** A main thread has the number of its process. The first figure is nanoseconds on a processor. */
async function processorTime(pid: number): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/task/${pid}/schedstat`, "utf8")).split(" ");
  return Number(nanoseconds) / 1e6;
}

/** A process and everything that it started, itself first. */
export async function processTree(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // After the name in brackets, which may hold anything, come the state and the parent.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}
