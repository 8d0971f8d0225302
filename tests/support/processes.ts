import { readdirSync, readFileSync } from "node:fs";

/** What Linux tells about a process. */
export interface ProcessFacts {
  readonly id: number;
  readonly parentId: number;
  readonly userId: number;
  /** 0: none, 2: filtered system calls. */
  readonly seccompMode: number;
  readonly commandLine: string;
}

/** The processes that draw pages, among all that the process has started directly or indirectly. */
export function renderersOf(processId: number): ProcessFacts[] {
  return familyOf(processId).filter(({ commandLine }) => commandLine.includes("--type=renderer"));
}

/** A process and all that it has started directly or indirectly. */
export function familyOf(processId: number): ProcessFacts[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const family = new Set([processId]);
  // Process numbers may wrap around, so that a child can come before its parent: look again until nobody joins.
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { id, parentId } of all) if (family.has(parentId)) family.add(id);
  }
  return all.filter(({ id }) => family.has(id));
}

/** Whether a process is there and has not ended; one that nobody has asked for its end yet counts as ended. */
export function isRunning(id: number): boolean {
  return (readProcess(id)?.commandLine ?? "") !== "";
}

/** Undefined when the process has ended meanwhile. */
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
