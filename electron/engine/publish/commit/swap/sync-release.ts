import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { manyLanes, pipeline } from "../../base/pipeline.ts";
import type { LinkOperations } from "../../base/capabilities.ts";
import {
  orMissing,
  orRefused,
  RemoteError,
  type RemoteFiles,
  remoteStatus,
} from "../../base/remote-files.ts";
import type { ReleasePlan, Wanted } from "./plan-release.ts";
import { isSame, type RemoteTree } from "../../base/remote-tree.ts";

/** What is needed to make a release: the server's operations, and the directories. */
export interface ReleaseDirectories {
  readonly files: RemoteFiles;
  readonly links: LinkOperations;
  /** Path of the live release. */
  readonly present: string;
  /** Path of the release that is being made. */
  readonly release: string;
  /** Path of the staging directory, which contains the uploaded files. */
  readonly stage: string;
}

/** Extra permission bits that let Hitofude write into a directory while the directory is filled. */
const ownerMayFill = 0o700;

/**
 * Makes an empty, incomplete or outdated release equal to its plan. Uses hard links.
 * Rejects with `publish.swapEntry` if a file cannot be linked.
 */
export async function syncRelease(
  places: ReleaseDirectories,
  { wanted }: ReleasePlan,
  actual: RemoteTree,
  signal?: CancelSignal,
): Promise<void> {
  const { files, release } = places;
  await removeUnwanted(places, wanted, actual);
  await makeMissing(places, wanted, actual);
  const entries = [...wanted].filter(([path, want]) => !isThere(want, actual.get(path)));
  const put = ([path, want]: [string, Wanted]): Promise<void> =>
    putEntry(places, path, want, actual.has(path));
  await pipeline(entries, put, signal, manyLanes(files));
  await pipeline(wanted, async ([path, want]) => {
    const there = actual.get(path);
    if (want.kind !== "directory" || there?.kind !== "directory" || there.mode === want.mode) return;
    await orRefused(files.chmod(posix.join(release, path), want.mode));
  });
}

function isThere(want: Wanted, there: ReturnType<RemoteTree["get"]>): boolean {
  if (want.kind === "directory") return true;
  if (!there) return false;
  if (want.kind === "ours") return there.kind === "file" && there.size === want.size;
  // Does not compare times, because a new symbolic link has a new time.
  if (want.kind === "link") return there.kind === "link" && there.size === want.entry.size;
  return isSame(want.entry, there);
}

async function removeUnwanted(
  { files, release }: ReleaseDirectories,
  wanted: ReadonlyMap<string, Wanted>,
  actual: RemoteTree,
): Promise<void> {
  const extra = [...actual].filter(([path, { kind }]) => {
    const want = wanted.get(path);
    return !want || (want.kind === "directory") !== (kind === "directory");
  });
  const [directories, others] = [true, false].map((isDirectory) =>
    extra.filter(([, { kind }]) => (kind === "directory") === isDirectory).map(([path]) => path),
  );
  await pipeline(others ?? [], async (path) => void (await orMissing(files.remove(`${release}/${path}`))));
  // Reverses the listing, so that each directory is removed before its parent directory.
  for (const path of (directories ?? []).reverse()) await orRefused(files.rmdir(`${release}/${path}`));
}

async function makeMissing(
  { files, release }: ReleaseDirectories,
  wanted: ReadonlyMap<string, Wanted>,
  actual: RemoteTree,
): Promise<void> {
  const missing = [...wanted].flatMap(([path, want]) =>
    want.kind === "directory" && actual.get(path)?.kind !== "directory" ? [{ path, mode: want.mode }] : [],
  );
  const depth = (path: string): number => path.split("/").length;
  const levels = files.capabilities.ordered
    ? [0]
    : [...new Set(missing.map(({ path }) => depth(path)))].sort((a, b) => a - b);
  for (const level of levels) {
    const now = files.capabilities.ordered
      ? missing.toSorted((one, other) => depth(one.path) - depth(other.path))
      : missing.filter(({ path }) => depth(path) === level);
    await pipeline(now, ({ path, mode }) => files.mkdir(posix.join(release, path), mode | ownerMayFill));
  }
}

async function putEntry(
  { files, links, present, release, stage }: ReleaseDirectories,
  path: string,
  want: Wanted,
  isTaken: boolean,
): Promise<void> {
  const target = posix.join(release, path);
  const at = isTaken ? `${stage}/linked-${randomBytes(6).toString("hex")}` : target;
  try {
    if (want.kind === "link") await links.symlink(await links.readlink(posix.join(present, path)), at);
    else
      await links.hardLink(want.kind === "ours" ? `${stage}/${want.staged}` : posix.join(present, path), at);
    if (isTaken) await files.replace(at, target);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // Skips the file, because someone has removed the live file since the listing.
    if (error.status === remoteStatus.noSuchFile && want.kind !== "ours") return;
    if (error.status !== remoteStatus.permissionDenied) throw error;
    throw new AppError("publish.swapEntry", { path }, error);
  }
}
