import { lstatSync, readFileSync } from "node:fs";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { eachKey } from "#engine/base/record-lines.ts";
import { StateTable } from "./state-table.ts";
import type { LoggedFiles } from "./states-ahead.ts";

/** Looks at the files that a log names, in its order; into the first row the log's own state before it was read, then one for each line. */
export function lookAhead({ log, folder }: LoggedFiles, memory: SharedArrayBuffer): void {
  const table = new StateTable(memory);
  const inside = pathsInside(folder);
  const state = lstatSync(log, { throwIfNoEntry: false });
  if (!state?.isFile()) return;
  table.put(0, state);
  eachKey(readFileSync(log), (path, line) => {
    // Keys of records about the whole are no paths
    if (!isPlainPath(path)) return;
    const found = lstatSync(inside(path), { throwIfNoEntry: false });
    if (found?.isFile()) table.put(line + 1, found);
  });
}
