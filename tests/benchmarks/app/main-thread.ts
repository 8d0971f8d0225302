import { readdir, readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** Returns the processor time in milliseconds that a page's main thread has used so far. */
export type ThreadClock = () => Promise<number>;

/** Duration of each busy and each idle phase of the page, in milliseconds. */
const turn = 300;

/**
 * Finds the main thread of a page and returns a clock of the processor time that Linux counts for it.
 * Unlike elapsed time, processor time does not include other work on the computer.
 * `processes`: ids of the program's processes.
 * Rejects if the page does not become idle.
 * A preview that lays out a megabyte would look as busy as the page, so the page must first be idle.
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

/** Returns the processor time of each process during an action. Returns 0 for processes that have ended. */
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

/**
 * The main thread has the same id as its process.
 * The first number in `schedstat` is the processor time in nanoseconds.
 */
async function processorTime(pid: number): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/task/${pid}/schedstat`, "utf8")).split(" ");
  return Number(nanoseconds) / 1e6;
}

/** Returns a process, followed by all its descendants. */
export async function processTree(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // In `stat`, the name in brackets may contain any characters. The state and the parent follow the name.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}
