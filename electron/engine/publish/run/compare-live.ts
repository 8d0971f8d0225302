import { createHash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { parentDirectories } from "../base/directories.ts";
import { pipeline } from "../base/pipeline.ts";
import type { Progress } from "../base/progress.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";
import type { Ask } from "../base/targets.ts";
import { readParts } from "../base/whole-file.ts";
import { isUntouched } from "../plan/plan.ts";
import { findSite } from "../state/remote-state.ts";
import type { LiveFile } from "../state/manifest.ts";
import { isInState } from "../state/state-locations.ts";
import { explainFailure } from "./explain-failure.ts";

/** Options of a comparison of all published files with the server. */
export interface CompareOptions {
  readonly blogId: string;
  /** Whether to read the files' contents, in addition to their sizes and times. */
  readonly contents: boolean;
  readonly ask: Ask;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: (progress: PublishProgress) => void;
}

/** A published file, and the entry that the server has at its path. */
interface Pair {
  readonly path: string;
  readonly live: LiveFile;
  readonly seen: RemoteEntry | null;
}

/** Number of files that are read at once. Each file may occupy four megabytes of memory. */
const readLanes = { first: 8, max: 16 };

/** Compares every published file with the server, and changes nothing there. Rejects with an `AppError`. */
export async function compareLive(
  files: RemoteFiles,
  options: CompareOptions & { readonly directory: string },
  progress: Progress,
): Promise<LiveComparison> {
  try {
    return await compare(files, options, progress);
  } catch (error) {
    throw await explainFailure(files, options.directory, error);
  }
}

async function compare(
  files: RemoteFiles,
  { directory, blogId, contents, signal }: CompareOptions & { readonly directory: string },
  progress: Progress,
): Promise<LiveComparison> {
  const { root, look } = await findSite(files, directory, blogId);
  if (!look?.manifest) throw new AppError("compare.nothingPublished", { directory });
  const { manifest } = look;
  const published = Object.entries(manifest.files);
  progress.enter("compare", published.length);
  const found = await lookAtPublished(files, root, manifest.files, progress, signal);
  const pairs = found.pairs.sort((a, b) => (a.path < b.path ? -1 : 1));
  const changed = pairs.filter(({ live, seen }) => seen !== null && !isUntouched(live, seen));
  const missing = pairs.filter(({ seen }) => seen === null);
  const readable = contents
    ? pairs.filter(({ live, seen }) => seen?.kind === "file" && seen.size === live.size)
    : [];
  const read = await readContents(files, root, readable, progress, signal);
  return {
    at: manifest.at,
    checked: pairs.length,
    read: read.size,
    differences: [
      ...missing.map(({ path, live: { size } }) => ({ path, size, kind: "missing" as const })),
      ...changed
        .filter(({ path }) => read.get(path) !== true)
        .map(({ path, live: { size } }) => ({ path, size, kind: "changed" as const })),
      ...readable
        .filter(({ path }) => read.get(path) === false && !changed.some((pair) => pair.path === path))
        .map(({ path, live: { size } }) => ({ path, size, kind: "content" as const })),
    ],
    others: found.others,
    isUnfinished: look.journal !== null,
  };
}

/** Lists the directories of the published files. Pairs each published file with the server's entry. */
async function lookAtPublished(
  files: RemoteFiles,
  root: string,
  published: Readonly<Record<string, LiveFile>>,
  progress: Progress,
  signal: CancelSignal | undefined,
): Promise<{ readonly pairs: Pair[]; readonly others: number }> {
  const paths = Object.keys(published);
  const directories = new Set(["", ...parentDirectories(paths)]);
  const byDirectory = new Map<string, string[]>();
  for (const path of paths) {
    const siblings = byDirectory.get(parentOf(path));
    if (siblings) siblings.push(path);
    else byDirectory.set(parentOf(path), [path]);
  }
  const pairs: Pair[] = [];
  let others = 0;
  const list = async (directory: string): Promise<void> => {
    const entries = await orRefused(files.readdir(posix.join(root, directory)));
    for (const path of byDirectory.get(directory) ?? []) {
      const live = published[path];
      if (!live) continue;
      // A list can lack names with a leading dot, and can contain names in another Unicode form.
      const listed = entries?.get(posix.basename(path));
      const seen = listed ?? (entries ? await orRefused(files.lstat(posix.join(root, path))) : null);
      pairs.push({ path, live, seen });
      progress.file(path);
    }
    for (const [name, { kind }] of entries ?? []) {
      const path = posix.join(directory, name);
      const isOther = kind !== "directory" && published[path] === undefined && !directories.has(path);
      if (isOther && !isInState(posix.join(root, path))) others += 1;
    }
  };
  await pipeline(directories, list, signal);
  return { pairs, others };
}

function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === "." ? "" : parent;
}

/** Reads files, and returns for each path whether the file still has its published contents. */
async function readContents(
  files: RemoteFiles,
  root: string,
  pairs: readonly Pair[],
  progress: Progress,
  signal: CancelSignal | undefined,
): Promise<ReadonlyMap<string, boolean>> {
  const isEqual = new Map<string, boolean>();
  if (pairs.length === 0) return isEqual;
  progress.enter(
    "compare",
    pairs.length,
    pairs.reduce((sum, { live }) => sum + live.size, 0),
  );
  const read = async ({ path, live }: Pair): Promise<void> => {
    const hash = createHash("sha256");
    const reading = readParts(files, posix.join(root, path), live.size, (bytes) => {
      hash.update(bytes);
      progress.bytes(bytes.length);
    });
    const done = await orRefused(reading.then(() => true));
    isEqual.set(path, done === true && hash.digest("hex") === live.sha256);
    progress.file(path);
  };
  await pipeline(pairs, read, signal, readLanes);
  return isEqual;
}
