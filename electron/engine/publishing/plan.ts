import type { PublishPlan } from "#contract/blog-types.ts";
import type { OutputFile } from "#engine/site/site-output.ts";
import type { LiveFile, Manifest } from "./manifest.ts";
import type { EntryKind } from "./remote-files.ts";

/** What was seen at a path of the document root. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** Known where the bytes were read, to find out whether they are ours. */
  readonly sha256?: string | undefined;
}

/** What a look at the server showed; paths that were not looked at are absent, paths where nothing is are absent too. */
export type RemoteView = ReadonlyMap<string, SeenFile>;

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /** What lies there is not what we put there. */
  readonly conflict: boolean;
}

/** What a publish is going to do, decided before anything is sent. */
export interface PublishSteps {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  readonly removals: readonly { readonly path: string; readonly size: number; readonly mtime: number }[];
  /** Once ours, changed or gone since: no longer ours, and left alone. */
  readonly released: readonly string[];
  /** Where a file belongs lies a directory: nobody's yes can help. */
  readonly blocked: readonly string[];
  /** On the server and not ours; none of our business. */
  readonly foreign: readonly { readonly path: string; readonly size: number }[];
  readonly unchanged: number;
  readonly first: boolean;
}

/** Paths that have to be looked at before a plan can be trusted: what would be written to or removed. */
export function pathsToLookAt(build: readonly OutputFile[], manifest: Manifest): string[] {
  const built = new Set(build.map((file) => file.path));
  const changed = build.filter((file) => manifest.files[file.path]?.sha256 !== file.sha256);
  const removed = Object.keys(manifest.files).filter((path) => !built.has(path));
  return [...changed.map((file) => file.path), ...removed];
}

/** Compares the finished site with what is live. Pure: the same arguments give the same plan. */
export function planPublish(
  build: readonly OutputFile[],
  manifest: Manifest | null,
  remote: RemoteView,
): PublishSteps {
  const ours = manifest?.files ?? {};
  const built = new Set(build.map((file) => file.path));
  const puts: PlannedPut[] = [];
  const adopted: (LiveFile & { path: string })[] = [];
  for (const file of build) {
    const live = ours[file.path];
    if (live?.sha256 === file.sha256) continue;
    const seen = remote.get(file.path);
    if (seen?.kind === "file" && seen.sha256 === file.sha256) {
      adopted.push({ path: file.path, sha256: file.sha256, size: file.size, mtime: seen.mtime });
    } else {
      const conflict = seen !== undefined && !isUntouched(live, seen);
      puts.push({ file, change: seen ? "changed" : "new", conflict });
    }
  }
  const stale = Object.entries(ours).filter(([path]) => !built.has(path));
  const removals: { path: string; size: number; mtime: number }[] = [];
  const released = new Set<string>();
  for (const [path, live] of stale) {
    const seen = remote.get(path);
    if (seen && isUntouched(live, seen)) removals.push({ path, size: seen.size, mtime: seen.mtime });
    else released.add(path);
  }
  const foreign = [...remote].flatMap(([path, seen]) => {
    const isForeign = seen.kind !== "directory" && !built.has(path) && (!ours[path] || released.has(path));
    return isForeign ? [{ path, size: seen.size }] : [];
  });
  const blocked = puts.map(({ file }) => file.path).filter((path) => remote.get(path)?.kind === "directory");
  const unchanged = build.length - puts.length - adopted.length;
  return {
    puts,
    adopted,
    removals,
    released: [...released],
    blocked,
    foreign,
    unchanged,
    first: manifest === null,
  };
}

/** More deletes than both of these are worth a question. */
const manyDeletes = { files: 20, share: 0.2 };

/** The plan as a person sees it, with the reasons to look at it. */
export function describePlan(target: string, steps: PublishSteps, liveFiles: number): PublishPlan {
  const { puts, removals, foreign, first, unchanged, adopted } = steps;
  const questions: PublishPlan["questions"] = [];
  if (first) questions.push("first");
  if (puts.some((put) => put.conflict)) questions.push("conflicts");
  if (removals.length > manyDeletes.files && removals.length > liveFiles * manyDeletes.share) {
    questions.push("deletes");
  }
  return {
    target,
    files: [
      ...puts.map(({ file, change, conflict }) => ({
        path: file.path,
        change: conflict ? ("conflict" as const) : change,
        size: file.size,
      })),
      ...removals.map(({ path, size }) => ({ path, change: "removed" as const, size })),
      ...foreign.map(({ path, size }) => ({ path, change: "foreign" as const, size })),
    ],
    unchanged: unchanged + adopted.length,
    bytes: puts.reduce((sum, put) => sum + put.file.size, 0),
    first,
    questions,
  };
}

/** The file is the one that we put there, by everything the server tells of it. */
export function isUntouched(
  live: { readonly size: number; readonly mtime: number } | undefined,
  seen: SeenFile,
): boolean {
  return seen.kind === "file" && live !== undefined && seen.size === live.size && seen.mtime === live.mtime;
}
