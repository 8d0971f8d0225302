import { createHash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { parentDirectories } from "../base/directories.ts";
import { pipeline } from "../base/pipeline.ts";
import type { Progress } from "../base/progress.ts";
import { orMissing, type RemoteEntry, RemoteError, type RemoteFiles } from "../base/remote-files.ts";
import type { Ask } from "../base/targets.ts";
import { readParts } from "../base/whole-file.ts";
import { isUntouched } from "../plan/plan.ts";
import { findSite } from "../state/remote-state.ts";
import type { LiveFile } from "../state/manifest.ts";
import { isInState } from "../state/state-locations.ts";
import { explainFailure } from "../state/explain-failure.ts";

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
  /** Null if the server has no such file. "refused" if the server refuses the request. */
  readonly seen: RemoteEntry | null | "refused";
}

/** Whether the content of a file is as published. `refused`: the file cannot be read. */
type Reading = "same" | "different" | "refused";

/** Waits for a request. Resolves with null for a missing file, and with "refused" if the server refuses. */
async function orWhyNot<T>(request: Promise<T>): Promise<T | null | "refused"> {
  try {
    return await orMissing(request);
  } catch (error) {
    if (error instanceof RemoteError) return "refused";
    throw error;
  }
}

/** Number of files that are read at once. It is low, because each file may occupy 4 MB of memory. */
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
  const { root, look } = await findSite(files, directory, { blogId, mayProbe: false });
  if (!look?.manifest) throw new AppError("compare.nothingPublished", { directory });
  const { manifest } = look;
  const published = Object.entries(manifest.files);
  progress.enter("compare", published.length);
  const found = await lookAtPublished(files, root, manifest.files, { progress, signal });
  const pairs = found.pairs.sort((a, b) => (a.path < b.path ? -1 : 1));
  const listed = pairs.flatMap(({ seen, ...pair }) =>
    seen === null || seen === "refused" ? [] : [{ ...pair, seen }],
  );
  const changed = listed.filter(({ live, seen }) => !isUntouched(live, seen));
  const readable = contents
    ? listed.filter(({ live, seen }) => seen.kind === "file" && seen.size === live.size)
    : [];
  const read = await readContents(files, root, readable, { progress, signal });
  const changedPaths = new Set(changed.map(({ path }) => path));
  const others = listed.filter(({ path }) => !changedPaths.has(path));
  const refused = pairs.filter(({ seen }) => seen === "refused");
  const hasRead = (reading: Reading) => (pair: Pair) => read.get(pair.path) === reading;
  return {
    at: manifest.at,
    checked: pairs.length,
    read: [...read.values()].filter((reading) => reading !== "refused").length,
    differences: [
      ...differencesOf(
        "missing",
        pairs.filter(({ seen }) => seen === null),
      ),
      ...differencesOf(
        "changed",
        changed.filter((pair) => !hasRead("same")(pair)),
      ),
      ...differencesOf("content", others.filter(hasRead("different"))),
      ...differencesOf("unreadable", [...refused, ...others.filter(hasRead("refused"))]),
    ],
    others: found.others,
    isUnfinished: look.journal !== null,
  };
}

/** Receives the progress of a comparison (`progress`), and can stop the comparison (`signal`). */
interface Following extends Pick<CompareOptions, "signal"> {
  readonly progress: Progress;
}

type Difference = LiveComparison["differences"][number];

function differencesOf(kind: Difference["kind"], pairs: readonly Pair[]): Difference[] {
  return pairs.map(({ path, live: { size } }) => ({ path, size, kind }));
}

/** Lists the directories of the published files. Pairs each published file with the server's entry. */
async function lookAtPublished(
  files: RemoteFiles,
  root: string,
  published: Readonly<Record<string, LiveFile>>,
  { progress, signal }: Following,
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
    const listing = await orWhyNot(files.readdir(posix.join(root, directory)));
    const entries = listing === "refused" ? null : listing;
    for (const path of byDirectory.get(directory) ?? []) {
      const live = published[path];
      if (!live) continue;
      // Checks each unlisted name separately: a listing can lack hidden names, or use another Unicode form.
      const listed = entries?.get(posix.basename(path));
      const looked = entries && !listed ? await orWhyNot(files.lstat(posix.join(root, path))) : null;
      pairs.push({ path, live, seen: listing === "refused" ? "refused" : (listed ?? looked) });
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

/** Reads files, and returns the result for each path. */
async function readContents(
  files: RemoteFiles,
  root: string,
  pairs: readonly Pair[],
  { progress, signal }: Following,
): Promise<ReadonlyMap<string, Reading>> {
  const readings = new Map<string, Reading>();
  if (pairs.length === 0) return readings;
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
    const done = await orWhyNot(reading.then(() => true));
    const isSame = done === true && hash.digest("hex") === live.sha256;
    readings.set(path, done === "refused" ? done : isSame ? "same" : "different");
    progress.file(path);
  };
  await pipeline(pairs, read, signal, readLanes);
  return readings;
}
