import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CommitOptions } from "../commit-types.ts";
import type { CommitJournal } from "../../state/commit-journal.ts";
import { inTurn } from "../../base/pipeline.ts";
import type { LinkOperations } from "../../base/capabilities.ts";
import {
  orMissing,
  orRefused,
  RemoteError,
  type RemoteFiles,
  remoteStatus,
} from "../../base/remote-files.ts";
import { publicRoot, releasePath } from "../../state/release-name.ts";

export type SwapNames = NonNullable<CommitJournal["swap"]>;

/** Returns the path of the old release, and whether the document root already leads to the new release. */
export async function whatIsLive(
  { files, place }: Pick<CommitOptions, "files" | "place">,
  links: LinkOperations,
  swap: SwapNames,
): Promise<{ readonly isSwitched: boolean; readonly present: string; readonly isDirectory: boolean }> {
  const root = publicRoot(place.root);
  const entry = await orMissing(files.lstat(root));
  // If the document root is missing, the first switch to a release was interrupted between its two steps.
  if (!entry) return { isSwitched: false, present: releasePath(root, swap.before), isDirectory: false };
  if (entry.kind !== "link") return { isSwitched: false, present: root, isDirectory: true };
  const isSwitched = (await links.readlink(root)) === swap.release;
  return {
    isSwitched,
    present: releasePath(root, isSwitched ? swap.before : posix.basename(await files.realpath(root))),
    isDirectory: false,
  };
}

/**
 * Moves a release out of the staging directory to its path next to the document root.
 * Rejects with `publish.swapBeside` if nothing can be created next to the document root.
 */
export async function moveOut({ files, place, stage }: CommitOptions, { release }: SwapNames): Promise<void> {
  const target = releasePath(place.root, release);
  try {
    await files.rename(`${stage.directory}/${release}`, target);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if ((await orMissing(files.lstat(target)))?.kind !== "directory") {
      if (error.status !== remoteStatus.permissionDenied) throw error;
      throw new AppError("publish.swapBeside", { directory: posix.dirname(target) }, error);
    }
  }
}

/**
 * Makes the new release live: a rename replaces the old symbolic link with a new one.
 * The new link comes from the staging directory, so a client that has lost its lock cannot switch the site.
 * If the root is still a directory, one round trip moves it away and makes the symbolic link live.
 * Rejects with `publish.swapRoot`, and leaves the site unchanged, if the directory cannot be moved.
 */
export async function switchRoot(
  { files, place, stage }: CommitOptions,
  links: LinkOperations,
  swap: SwapNames,
  isDirectory: boolean,
): Promise<void> {
  const root = publicRoot(place.root);
  const draft = `${stage.directory}/link-${randomBytes(4).toString("hex")}`;
  await links.symlink(swap.release, draft);
  if (!isDirectory) return files.replace(draft, root);
  const aside = releasePath(root, swap.before);
  try {
    await inTurn(files, [() => files.rename(root, aside), () => files.replace(draft, root)]);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    await putBack(files, root, aside);
    throw new AppError("publish.swapRoot", { directory: root }, error);
  }
}

/** Moves the old document root back if the document root is missing. */
export async function putBack(files: RemoteFiles, root: string, aside: string): Promise<void> {
  if ((await orMissing(files.lstat(root))) === null) await orRefused(files.rename(aside, root));
}
