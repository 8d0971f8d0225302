import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { CancelSignal } from "#contract/wire.ts";
import type { OutputFile } from "#engine/site/site-output.ts";
import { parentDirectories } from "./directories.ts";
import type { Manifest } from "./manifest.ts";
import { manyLanes, pipeline } from "./pipeline.ts";
import { isUntouched, pathsToLookAt, type RemoteView, type SeenFile } from "./plan.ts";
import { orMissing, orRefused, type RemoteFiles, type RemotePlace } from "./remote-files.ts";
import { readWhole } from "./whole-file.ts";

/** Larger files, and more than so much in all, are not read only to find out whether they equal ours. */
const cheap = { fileBytes: 1024 * 1024, totalBytes: 32 * 1024 * 1024 };

/** What is listed of whatever lies on a server; beyond that, only what the site itself may meet. */
const listed = { entries: 20_000, pathLength: 4096 };

/**
 * Looks at the document root as far as the plan needs it: at the files that would be written or removed, or at everything when
 * there is no manifest or the author wants to see it all.
 */
export async function lookAtRemote(
  files: RemoteFiles,
  place: RemotePlace,
  build: readonly OutputFile[],
  manifest: Manifest | null,
  {
    isWhole = false,
    signal,
  }: { readonly isWhole?: boolean; readonly signal?: CancelSignal | undefined } = {},
): Promise<RemoteView> {
  const seen =
    manifest && !isWhole
      ? await lookAtPaths(files, place.root, pathsToLookAt(build, manifest), signal)
      : await listTree(
          files,
          place,
          [...build.map((file) => file.path), ...Object.keys(manifest?.files ?? {})],
          signal,
        );
  return hashEqualSizes(files, place.root, build, manifest, seen, signal);
}

async function lookAtPaths(
  files: RemoteFiles,
  root: string,
  paths: readonly string[],
  signal: CancelSignal | undefined,
): Promise<Map<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const look = async (path: string): Promise<void> => {
    const entry = await orMissing(files.lstat(posix.join(root, path)));
    if (entry) seen.set(path, entry);
  };
  await pipeline(paths, look, signal, manyLanes);
  return seen;
}

async function listTree(
  files: RemoteFiles,
  { root, state }: RemotePlace,
  paths: readonly string[],
  signal: CancelSignal | undefined,
): Promise<Map<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const concerned = new Set([...paths, ...parentDirectories(paths)]);
  let level = [""];
  while (level.length > 0) {
    const next: string[] = [];
    const list = async (directory: string): Promise<void> => {
      // A directory that is closed to us is foreign for sure.
      const entries = await orRefused(files.readdir(posix.join(root, directory)));
      for (const [name, entry] of entries ?? []) {
        const path = posix.join(directory, name);
        if (posix.join(root, path) === state) continue;
        const isTooMuch = seen.size >= listed.entries || path.length > listed.pathLength;
        if (isTooMuch && !concerned.has(path)) continue;
        seen.set(path, entry);
        if (entry.kind === "directory") next.push(path);
      }
    };
    await pipeline(level, list, signal);
    level = next;
  }
  return seen;
}

/** Reads what is in our way but has the right size: it may be ours already. */
async function hashEqualSizes(
  files: RemoteFiles,
  root: string,
  build: readonly OutputFile[],
  manifest: Manifest | null,
  seen: Map<string, SeenFile>,
  signal: CancelSignal | undefined,
): Promise<RemoteView> {
  let budget = cheap.totalBytes;
  const candidates = build.filter(({ path, size }) => {
    const there = seen.get(path);
    const live = manifest?.files[path];
    if (there?.kind !== "file" || there.size !== size) return false;
    if (isUntouched(live, there) || size > cheap.fileBytes || size > budget) return false;
    budget -= size;
    return true;
  });
  const hash = async ({ path, size }: OutputFile): Promise<void> => {
    const bytes = await orRefused(readWhole(files, posix.join(root, path), size));
    const there = seen.get(path);
    if (!bytes || !there) return;
    seen.set(path, { ...there, sha256: createHash("sha256").update(bytes).digest("hex") });
  };
  await pipeline(candidates, hash, signal);
  return seen;
}
