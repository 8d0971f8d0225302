import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { pipeline } from "../../base/pipeline.ts";
import { orMissing, orRefused, type RemoteEntry, RemoteError } from "../../base/remote-files.ts";
import type { Wanted } from "./plan-release.ts";
import { isSame, listWholeTree, type RemoteTree } from "../../base/remote-tree.ts";
import { type ReleaseDirectories, syncRelease } from "./sync-release.ts";

/**
 * Copies changes that others made in the old release while the site was being switched to the new release.
 * `seen` contains the entries of the old release at the time when the new release was made.
 * If `seen` is null, adds only the files that the new release lacks.
 * If an entry has changed in both releases, keeps the entry of the new release.
 */
export async function carryOver(
  places: ReleaseDirectories,
  seen: RemoteTree | null,
  isOurs: (path: string) => boolean,
): Promise<void> {
  const { files, present, release } = places;
  const now = await orRefused(listWholeTree(files, present));
  if (!now) return;
  const changed = [...now].filter(([path, entry]) => !isOurs(path) && !isSame(seen?.get(path), entry));
  const wanted = new Map<string, Wanted>();
  const actual = new Map<string, RemoteEntry>();
  await pipeline(changed, async ([path, entry]) => {
    const there = await orMissing(files.lstat(posix.join(release, path)));
    if (there) actual.set(path, there);
    const isUntouchedThere = there === null || (seen !== null && isSame(seen.get(path), there));
    if (!isUntouchedThere || isSame(entry, there ?? undefined)) return;
    if (entry.kind === "directory") wanted.set(path, { kind: "directory", mode: entry.mode });
    else wanted.set(path, { kind: entry.kind === "link" ? "link" : "file", entry });
  });
  await bring(places, wanted, actual, "directory");
  await bring(places, wanted, actual, "file");
}

/** Adds each entry to the new release separately, and skips an entry that cannot be added. */
async function bring(
  places: ReleaseDirectories,
  wanted: ReadonlyMap<string, Wanted>,
  actual: RemoteTree,
  kind: "directory" | "file",
): Promise<void> {
  const entries = [...wanted].filter(([, want]) => (want.kind === "directory") === (kind === "directory"));
  const one = async ([path, want]: [string, Wanted]): Promise<void> => {
    const there = actual.get(path);
    const plan = { wanted: new Map([[path, want]]), edited: new Set<string>() };
    try {
      await syncRelease(places, plan, new Map(there ? [[path, there]] : []));
    } catch (error) {
      const isRefused = error instanceof AppError && error.code === "publish.swapEntry";
      if (!isRefused && !(error instanceof RemoteError)) throw error;
    }
  };
  // Makes directories one after the other, because a directory may contain other directories.
  if (kind === "file") return pipeline(entries, one);
  for (const entry of entries) await one(entry);
}
