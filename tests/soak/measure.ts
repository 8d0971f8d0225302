import { readdirSync, readFileSync } from "node:fs";
import type { CDPSession, ElectronApplication, Page } from "@playwright/test";
import { familyOf } from "#tests/support/processes.ts";

/**
 * What the program holds at one moment, by kind of process: `main`, `engine`, `pages`, `helpers`.
 * `page` and `preview` are the contents of the window and of the frames in it.
 */
export type Holding = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A figure may grow by the share `share` of its first value, plus `besides`. */
interface Bound {
  readonly share: number;
  readonly besides: number;
  readonly unit: string;
}

/**
 * The bounds of all figures. Memory may grow most, because it is given back to the system late.
 * Figures that count single things, such as handles, must not grow with the time of use.
 */
export const bounds: Readonly<Record<string, Bound>> = {
  memory: { share: 0.25, besides: 60, unit: "MB" },
  heap: { share: 0.25, besides: 10, unit: "MB" },
  handles: { share: 0, besides: 12, unit: "" },
  threads: { share: 0, besides: 8, unit: "" },
  timers: { share: 0, besides: 10, unit: "" },
  elements: { share: 0.25, besides: 500, unit: "" },
  listeners: { share: 0.25, besides: 200, unit: "" },
};

/** Returns a line for each figure that has grown beyond its bound. */
export function grownBeyond(before: Holding, after: Holding): string[] {
  return Object.entries(after).flatMap(([part, figures]) =>
    Object.entries(figures).flatMap(([name, value]) => {
      const first = before[part]?.[name];
      const bound = bounds[name];
      if (first === undefined || !bound) return [];
      const most = first * (1 + bound.share) + bound.besides;
      return value > most ? [`${name} of ${part}: ${first} → ${value}, at most ${Math.floor(most)}`] : [];
    }),
  );
}

/**
 * Measures the running program. Handles and threads are known on Linux only.
 * First makes the window and the preview give back what they can, as the system does when memory is short.
 */
export async function measure(app: ElectronApplication, page: Page): Promise<Holding> {
  const preview = await measureFrames(page);
  const session = await page.context().newCDPSession(page);
  try {
    const ofPage = await measurePage(session);
    const timers = await app.evaluate(
      () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length,
    );
    const processes = process.platform === "linux" ? measureFamily(app.process().pid ?? 0) : {};
    return {
      ...processes,
      main: { ...processes.main, timers },
      page: ofPage,
      preview,
    };
  } finally {
    await session.detach();
  }
}

/**
 * Collects garbage and drops caches in every process that shows a frame of the page.
 * The preview has a process of its own. A process with much memory to spare collects its garbage late.
 * Returns the sums of the heaps in MB, the elements and the listeners of all frames inside the page.
 */
async function measureFrames(page: Page): Promise<Record<string, number>> {
  const sums = { heap: 0, elements: 0, listeners: 0 };
  for (const frame of page.frames()) {
    // A frame in the process of its parent has no session of its own.
    const session = await page
      .context()
      .newCDPSession(frame)
      .catch(() => null);
    if (!session) continue;
    await collectGarbage(session);
    await session.send("Memory.simulatePressureNotification", { level: "critical" });
    if (frame !== page.mainFrame()) {
      const value = await metricsOf(session);
      sums.heap += Math.round(value("JSHeapUsedSize") / 2 ** 20);
      sums.elements += value("Nodes");
      sums.listeners += value("JSEventListeners");
    }
    await session.detach();
  }
  return sums;
}

/** Returns a function that returns the value of a metric of Chromium. */
async function metricsOf(session: CDPSession): Promise<(name: string) => number> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
}

async function collectGarbage(session: CDPSession): Promise<void> {
  // The objects that the first collection frees may have kept others alive.
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
}

/**
 * Measures the window's page: its heap in MB, its listeners, all its elements, and those in the document.
 * Elements outside the document are a leak if their number grows with each use.
 */
export async function measurePage(session: CDPSession): Promise<Record<string, number>> {
  await collectGarbage(session);
  const value = await metricsOf(session);
  const { root } = await session.send("DOM.getDocument", { depth: -1 });
  return {
    heap: Math.round(value("JSHeapUsedSize") / 2 ** 20),
    elements: value("Nodes"),
    shown: nodesBelow(root),
    listeners: value("JSEventListeners"),
  };
}

interface TreeNode {
  readonly children?: readonly TreeNode[];
}

function nodesBelow(node: TreeNode): number {
  return (node.children ?? []).reduce((sum, child) => sum + 1 + nodesBelow(child), 0);
}

const partMarks: readonly (readonly [string, string])[] = [
  ["engine", "--utility-sub-type=node.mojom.NodeService"],
  ["pages", "--type=renderer"],
  ["helpers", "--type="],
];

/** Memory, handles and threads of the program's processes, added up by kind. */
function measureFamily(mainId: number): Record<string, Record<string, number>> {
  const parts: Record<string, Record<string, number>> = {};
  for (const { id, commandLine } of familyOf(mainId)) {
    const part = partMarks.find(([, mark]) => commandLine.includes(mark))?.[0] ?? "main";
    const figures = measureProcess(id);
    if (!figures || commandLine === "") continue;
    const sum = parts[part] ?? { memory: 0, handles: 0, threads: 0 };
    parts[part] = Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [name, value + (sum[name] ?? 0)]),
    );
  }
  return parts;
}

/** Null if the process has ended meanwhile. */
function measureProcess(id: number): Record<string, number> | null {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
    const field = (text: string, name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1]);
    return {
      // The process's memory in MB. Memory pages that several processes share are divided among them.
      memory: Math.round(field(rollup, "Pss") / 1024),
      handles: readdirSync(`/proc/${id}/fd`).length,
      threads: field(status, "Threads"),
    };
  } catch {
    return null;
  }
}
