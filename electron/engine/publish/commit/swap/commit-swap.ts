import type { CommitOptions } from "../commit-types.ts";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type CommitOutcome, removeJournal, replaceManifest, writeManifestDraft } from "../commit.ts";
import type { CommitJournal } from "../../state/commit-journal.ts";
import type { LiveFile, Manifest, SwapReleases } from "../../state/manifest.ts";
import { directoriesWith, manifestAfter } from "../manifest-after.ts";
import { Moves } from "../../base/moves.ts";
import { manyLanes, pipeline } from "../../base/pipeline.ts";
import { orMissing, orRefused, RemoteError, remoteStatus } from "../../base/remote-files.ts";
import { asideName } from "../../upload/stage.ts";
import { withoutReplaced, withoutRefused } from "../kind-changes.ts";
import { carryOver } from "./carry-over.ts";
import { type BuiltRelease, finishRelease } from "./make-release.ts";
import { publicRoot, releasePath } from "../../state/release-name.ts";
import { moveOut, putBack, type SwapNames, switchRoot, whatIsLive } from "./switch-root.ts";
import { randomBytes } from "node:crypto";
import { isProtection, isServerRule } from "../../plan/server-rules.ts";
import { removeLive } from "../remove-live.ts";
import type { ReleaseDirectories } from "./sync-release.ts";

/** Carries out a journal by switching the symbolic link to a new release. Skips finished steps. */
export async function commitSwap(
  options: CommitOptions,
  decided: CommitJournal,
  before: Manifest | null,
  built: BuiltRelease | null = null,
): Promise<CommitOutcome> {
  const { files, place, progress } = options;
  const { swap } = decided;
  const { links } = files.capabilities;
  if (!swap || !links) throw new RemoteError("link", place.root, remoteStatus.unsupported, "no links");
  progress.enter("commit", 1);
  const { isSwitched, present, isDirectory } = await whatIsLive(options, links, swap);
  let made = built;
  if (!isSwitched) {
    made ??= await finishRelease(options, { links, journal: decided, before, present });
    try {
      await moveOut(options, swap);
      await switchRoot(options, links, swap, isDirectory);
    } catch (error) {
      if (error instanceof AppError && withdrawn.has(error.code)) await withdraw(options, swap);
      throw error;
    }
  }
  const release = releasePath(place.root, swap.release);
  const left = releasePath(place.root, isDirectory ? swap.before : posix.basename(present));
  const places = { files, links, present: left, release, stage: options.stage.directory };
  await carryOver(places, made?.tree ?? null, ownPaths(decided, before));
  const live = await lookAtLive(options, decided, release, made);
  const edited = made?.edited ?? new Set<string>();
  const journal = withoutRefused(decided, edited);
  await closePrevious(options, places, journal);
  const directories = directoriesAfter(journal, before, made, edited);
  const manifest = manifestAfter(
    journal,
    before,
    { live, directories },
    {
      present: swap.release,
      previous: posix.basename(left),
      older: olderThan(before, [swap.release, posix.basename(left)]),
    },
  );
  await writeManifestDraft(options, manifest);
  await replaceManifest(options, journal, new Moves(files, journal.traits));
  await retire(options, manifest.swap?.older ?? []);
  const missing = journal.puts.map(({ path }) => path).filter((path) => !live.has(path));
  return { manifest, mismatched: missing.filter((path) => !edited.has(path)), edited: [...edited] };
}

/**
 * Completes an interrupted publish that makes a release live by switching a symbolic link.
 * If another program has removed files of the release, withdraws the journal and returns null.
 * The old site then stays live, and the next plan contains all changes again.
 */
export async function finishSwap(
  options: CommitOptions,
  journal: CommitJournal,
  before: Manifest | null,
): Promise<CommitOutcome | null> {
  try {
    return await commitSwap(options, journal, before);
  } catch (error) {
    const isLost = error instanceof RemoteError && error.status === remoteStatus.noSuchFile;
    if (!isLost || !(await withdrawLost(options, journal))) throw error;
    return null;
  }
}

async function withdrawLost(options: CommitOptions, { swap }: CommitJournal): Promise<boolean> {
  const { files, place } = options;
  if (!swap || !files.capabilities.links) return false;
  if ((await whatIsLive(options, files.capabilities.links, swap)).isSwitched) return false;
  await putBack(files, publicRoot(place.root), releasePath(place.root, swap.before));
  await withdraw(options, swap);
  return true;
}

function olderThan(before: Manifest | null, kept: readonly string[]): SwapReleases["older"] {
  const { present, previous, older = [] } = before?.swap ?? {};
  const names = [...older, previous, present].filter((name) => name !== undefined && name !== null);
  // Includes older releases again, because the last publish may have failed to remove these releases.
  return [...new Set(names)].filter((name) => !kept.includes(name)).slice(-8);
}

/** Errors that first appear when the link is switched. They would recur, so the journal is withdrawn. */
const withdrawn: ReadonlySet<string> = new Set(["publish.swapRoot", "publish.swapBeside"]);

/** Removes the release and the journal of a publish whose new release cannot go live. */
async function withdraw(options: CommitOptions, { release }: SwapNames): Promise<void> {
  const { files, place, stage } = options;
  // Keeps the journal for the next publish if the old document root could not be moved back.
  if ((await orMissing(files.lstat(publicRoot(place.root)))) === null) return;
  const gone = `${stage.directory}/${asideName.gone}${release}`;
  await orRefused(files.rename(releasePath(place.root, release), gone));
  await removeJournal(options);
}

function ownPaths(journal: CommitJournal, before: Manifest | null): (path: string) => boolean {
  const steps = [...journal.puts, ...journal.removals].map(({ path }) => path);
  const own = new Set([...Object.keys(before?.files ?? {}), ...(before?.directories ?? []), ...steps]);
  return (path) => own.has(path);
}

function directoriesAfter(
  journal: CommitJournal,
  before: Manifest | null,
  made: BuiltRelease | null,
  edited: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = directoriesWith(journal, before);
  withoutReplaced(all, journal, edited);
  return made ? new Set([...all].filter((path) => made.release.get(path)?.kind === "directory")) : all;
}

async function lookAtLive(
  { files, progress }: CommitOptions,
  journal: CommitJournal,
  release: string,
  made: BuiltRelease | null,
): Promise<ReadonlyMap<string, LiveFile>> {
  const live = new Map<string, LiveFile>();
  progress.enter("verify", journal.puts.length);
  const look = async ({ path, sha256, size }: CommitJournal["puts"][number]): Promise<void> => {
    if (made?.edited.has(path)) return;
    const entry = made?.release.get(path) ?? (await orMissing(files.lstat(posix.join(release, path))));
    if (entry?.kind === "file" && entry.size === size) live.set(path, { sha256, size, mtime: entry.mtime });
  };
  await pipeline(journal.puts, look, undefined, manyLanes(files));
  return live;
}

/** Moves old releases into the staging directory, which this publish or the next one deletes. */
async function retire({ files, place, stage }: CommitOptions, names: readonly string[]): Promise<void> {
  await pipeline(names, async (name) => {
    await orRefused(
      files.rename(releasePath(place.root, name), `${stage.directory}/${asideName.gone}${name}`),
    );
  });
}

/**
 * Updates the previous release: removes files that have left the site, and adds the new access rules.
 * Otherwise, readers could open the old files if the web server also serves the document root's parent.
 * `present` is the path of the previous release.
 * Continues if the server refuses an operation.
 */
async function closePrevious(
  options: CommitOptions,
  { files, links, present, release, stage }: ReleaseDirectories,
  { puts, removals, traits, generation }: CommitJournal,
): Promise<void> {
  await pipeline(puts.filter(isProtection), async ({ path }) => {
    const rules = `${stage}/linked-${randomBytes(6).toString("hex")}`;
    await orRefused(links.hardLink(posix.join(release, path), rules));
    await orRefused(files.replace(rules, posix.join(present, path)));
  });
  const previous = { ...options, place: { ...options.place, root: present } };
  const moves = new Moves(files, traits);
  const pages = removals.filter(({ path }) => !isServerRule(path));
  await pipeline(
    pages,
    async (page) => void (await orRefused(removeLive(previous, { removals: [page], generation }, moves))),
  );
}
