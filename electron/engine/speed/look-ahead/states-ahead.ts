import { type FileState, StateTable } from "./state-table.ts";

/** A log whose keys are paths inside a folder. */
export interface LoggedFiles {
  /** Absolute path of the log. */
  readonly log: string;
  /** Absolute. */
  readonly folder: string;
}

/** By log: what a thread has found so far. */
const offered = new Map<string, StateTable>();

/** Has whoever reads this log next know the states that a thread finds. */
export function offerStates(log: string, memory: SharedArrayBuffer): void {
  offered.set(log, new StateTable(memory));
}

type LogState = Pick<FileState, "size" | "mtimeMs" | "ino">;

/** The offer for a log, once: whoever reads it again later wants to know what is then. `state` is that of the log as it was read. */
export function takeStates(log: string, state: LogState | undefined): StatesAhead | undefined {
  const table = offered.get(log);
  offered.delete(log);
  return table && state && new StatesAhead(table, state);
}

/**
 * States of the files that a log names, by line, as far as a thread has looked already. The thread read the log, too: when
 * somebody wrote it in between, nothing that it found counts.
 */
export class StatesAhead {
  readonly #table: StateTable;
  readonly #log: LogState;
  /** Unknown until the thread has begun. */
  #isSame: boolean | undefined;

  constructor(table: StateTable, log: LogState) {
    this.#table = table;
    this.#log = log;
  }

  /** The state of the file that this line names, when it is a file and has been looked at. */
  at(line: number): FileState | undefined {
    this.#isSame ??= this.#compare();
    return this.#isSame ? this.#table.at(line + 1) : undefined;
  }

  #compare(): boolean | undefined {
    const { size, mtimeMs, ino } = this.#log;
    const seen = this.#table.at(0);
    return seen && seen.size === size && seen.mtimeMs === mtimeMs && seen.ino === ino;
  }
}
