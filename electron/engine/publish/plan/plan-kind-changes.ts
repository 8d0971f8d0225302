import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { parentDirectories } from "../base/directories.ts";
import type { RemoteView, StaleFile } from "./plan-types.ts";
import type { DecidedSteps } from "./plan-decisions.ts";

/** A path at which a folder replaces a published file, or a file replaces a folder of published files. */
export interface KindChange {
  readonly path: string;
  readonly to: "folder" | "file";
}

/**
 * Returns the directories made by Hitofude that new files may replace. All files in them may be removed.
 */
export function replaceableDirectories(
  build: readonly OutputFile[],
  remote: RemoteView,
  stale: readonly Pick<StaleFile, "path">[],
  directories: readonly string[],
): Set<string> {
  const ours = new Set(directories);
  const taken = build.filter(({ path }) => remote.get(path)?.kind === "directory" && ours.has(path));
  const turnable = new Set(taken.map(({ path }) => path));
  if (turnable.size === 0) return turnable;
  const mayGo = new Set(stale.map(({ path }) => path));
  for (const [path, { kind }] of remote) {
    if (kind === "directory" ? ours.has(path) : mayGo.has(path)) continue;
    for (const folder of parentDirectories([path])) turnable.delete(folder);
  }
  return turnable;
}

/** Whether a path is inside one of the folders, at any depth. */
export function isInside(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  return parentDirectories([path]).some((parent) => folders.has(parent));
}

/**
 * Returns the paths at which a plan replaces a file with a folder, or a folder with a file.
 * All questions about the plan must be answered already. `root` is the document root.
 * Throws `publish.fileInTheWay` or `publish.folderInTheWay` if a file that stays is in the way.
 */
export function plannedKindChanges(
  { puts, removals, stays }: DecidedSteps,
  folders: ReadonlySet<string>,
  root: string,
): KindChange[] {
  const parents = new Set(parentDirectories(puts.map(({ file }) => file.path)));
  const file = stays.find((path) => parents.has(path));
  if (file !== undefined) throw new AppError("publish.fileInTheWay", { path: posix.join(root, file) });
  const changed = new Set(puts.map(({ file }) => file.path).filter((path) => folders.has(path)));
  const inside = stays.find((path) => isInside(path, changed));
  const folder = inside && parentDirectories([inside]).find((path) => changed.has(path));
  if (folder) throw new AppError("publish.folderInTheWay", { path: posix.join(root, folder) });
  const gone = removals.map(({ path }) => path).filter((path) => parents.has(path));
  return [
    ...gone.map((path) => ({ path, to: "folder" as const })),
    ...[...changed].map((path) => ({ path, to: "file" as const })),
  ];
}
