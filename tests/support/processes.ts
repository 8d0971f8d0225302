import { readdirSync, readFileSync } from "node:fs";

/** Facts about a process, as Linux reports them. */
export interface ProcessFacts {
  readonly id: number;
  readonly parentId: number;
  readonly userId: number;
  /** Seccomp mode: 0 means that system calls are not filtered, and 2 means that they are filtered. */
  readonly seccompMode: number;
  readonly commandLine: string;
}

/** Returns the descendants of a process that draw pages (Chromium's renderers). */
export function renderersOf(processId: number): ProcessFacts[] {
  return familyOf(processId).filter(({ commandLine }) => commandLine.includes("--type=renderer"));
}

/** Returns a process and all its descendants. */
export function familyOf(processId: number): ProcessFacts[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const family = new Set([processId]);
  // A child can have a smaller id than its parent, because ids start again after the largest id.
  // The search therefore repeats until it finds no more processes.
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { id, parentId } of all) if (family.has(parentId)) family.add(id);
  }
  return all.filter(({ id }) => family.has(id));
}

/** Whether a process exists and has not ended. A zombie counts as ended. */
export function isRunning(id: number): boolean {
  return (readProcess(id)?.commandLine ?? "") !== "";
}

/** Undefined if the process has already ended. */
function readProcess(id: number): ProcessFacts | undefined {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const number = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    return {
      id,
      parentId: number("PPid"),
      userId: number("Uid"),
      seccompMode: number("Seccomp"),
      commandLine: readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " "),
    };
  } catch {
    return undefined;
  }
}
