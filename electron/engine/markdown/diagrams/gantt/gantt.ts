import type { DiagramSource } from "../diagram-source.ts";
import { DiagramError, type Lines, type SourceLine } from "../diagram-types.ts";
import { lastTime, readLength, readTime } from "./gantt-time.ts";
import { readLabel } from "../label.ts";

export const ganttHeader = /^gantt;?$/;

export interface Task {
  readonly label: Lines;
  readonly start: number;
  readonly end: number;
  readonly state: "waiting" | "active" | "done";
  readonly isCritical: boolean;
  readonly isMilestone: boolean;
}

interface GanttSection {
  /** Title of the section. Empty for tasks before the first section. */
  readonly title: Lines;
  readonly tasks: Task[];
}

export interface Gantt {
  readonly title: Lines;
  readonly sections: readonly GanttSection[];
}

const tasksLimit = 60;
/** Matches settings to ignore: charts show times in a fixed format, and do not react to clicks. */
const ignored = /^(?:axisFormat|tickInterval|todayMarker|click)\s/;
const dateFormat = /^dateFormat\s+YYYY-MM-DD(?:[ T]HH:mm)?$/;
const tags = new Set(["done", "active", "crit", "milestone"]);

/** Parses a Gantt chart of Mermaid. Throws `DiagramError` for unsupported date rules (`excludes`). */
export function readGantt(source: DiagramSource): Gantt {
  const reader = new GanttReader();
  for (const line of source.lines) {
    reader.read(line);
    if (reader.count > tasksLimit) throw new DiagramError(source.header, true);
  }
  if (reader.count === 0) throw new DiagramError(source.header);
  return { title: reader.title, sections: reader.sections };
}

class GanttReader {
  title: Lines = [];
  readonly sections: GanttSection[] = [];
  count = 0;
  readonly #byId = new Map<string, Task>();
  /** End of the previous task. By default, the next task starts at this time. */
  #last: number | undefined;

  read(line: SourceLine): void {
    const { text } = line;
    if (ignored.test(text) || dateFormat.test(text)) return;
    const [, word, named = ""] = /^(title|section)\s+(.+)$/.exec(text) ?? [];
    if (word === "title") this.title = readLabel(named);
    else if (word === "section") this.sections.push({ title: readLabel(named), tasks: [] });
    else this.#addTask(line);
  }

  #addTask(line: SourceLine): void {
    const [, label = "", meta = ""] = /^([^:]+):\s*(.+)$/.exec(line.text) ?? fail(line);
    const parts = meta.split(",").map((part) => part.trim());
    const found = new Set<string>();
    while (tags.has(parts[0] ?? "")) found.add(parts.shift() ?? "");
    if (parts.length < 1 || parts.length > 3) fail(line);
    const id = parts.length === 3 ? parts[0] : undefined;
    const [from, to = ""] = parts.length === 1 ? [undefined, parts[0]] : parts.slice(-2);
    const start = (from === undefined ? this.#last : this.#startOf(from)) ?? fail(line);
    const end = this.#endOf(to, start) ?? fail(line);
    if (end < start || end > lastTime) fail(line);
    const state = found.has("done") ? "done" : found.has("active") ? "active" : "waiting";
    const isMilestone = found.has("milestone");
    const task = {
      label: readLabel(label),
      start,
      end,
      state,
      isCritical: found.has("crit"),
      isMilestone,
    } as const;
    if (this.sections.length === 0) this.sections.push({ title: [], tasks: [] });
    this.sections.at(-1)?.tasks.push(task);
    if (id) this.#byId.set(id, task);
    this.#last = end;
    this.count += 1;
  }

  #startOf(text: string): number | undefined {
    const [, names] = /^after\s+(.+)$/.exec(text) ?? [];
    if (names === undefined) return readTime(text);
    const ends = names.split(/\s+/).map((name) => this.#byId.get(name)?.end ?? Number.NaN);
    const last = Math.max(...ends);
    return Number.isNaN(last) ? undefined : last;
  }

  #endOf(text: string, start: number): number | undefined {
    const [, until] = /^until\s+(\S+)$/.exec(text) ?? [];
    if (until !== undefined) return this.#byId.get(until)?.start;
    const length = readLength(text);
    return length === undefined ? readTime(text) : start + length;
  }
}

function fail(line: SourceLine): never {
  throw new DiagramError(line);
}
