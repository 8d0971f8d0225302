import { needsClosing, reopenFolders } from "./closed-folders.ts";
import type { CommitOptions } from "./commit-types.ts";
import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import {
  type CommitJournal,
  type JournalPut,
  type JournalRemoval,
  journalName,
} from "../state/commit-journal.ts";
import { type Manifest, manifestNames, stateBytes } from "../state/manifest.ts";
import { directoriesWith, emptiedDirectories, manifestAfter } from "./manifest-after.ts";
import { Moves } from "../base/moves.ts";
import { settled } from "../base/pipeline.ts";
import {
  firstGroup,
  lookAtTargets,
  type PutOutcome,
  putLive,
  type TargetLook,
  unnoticed,
} from "./put-live.ts";
import { orMissing, orRefused } from "../base/remote-files.ts";
import { expired } from "../plan/plan.ts";
import { removeLive } from "./remove-live.ts";
import { asideName } from "../upload/stage.ts";
import {
  applyKindChanges,
  withoutReplaced,
  type KindChanges,
  kindChangesOf,
  withoutRefused,
} from "./kind-changes.ts";
import { Draft } from "../base/whole-file.ts";

/** What replacing the manifest needs: the server, the state directory and the staging directory. */
type ManifestPlace = Pick<CommitOptions, "files" | "place" | "stage">;

export interface CommitOutcome {
  readonly manifest: Manifest;
  /** Paths of new files that are missing or have a wrong size on the server after the commit. */
  readonly mismatched: readonly string[];
  /** Paths of files that someone changed between the plan and the commit. The commit skips these files. */
  readonly edited: readonly string[];
}

/** What `writeJournal` has prepared for the commit. */
export interface Decided {
  /** What is on the server at the paths that the commit changes first. */
  readonly look?: TargetLook;
  /** Bytes of the manifest for a commit without failures. The file `opened` already contains these bytes. */
  readonly expected?: Uint8Array | undefined;
  /** The file of the new manifest. The file was opened under a temporary name. */
  readonly opened?: Draft;
}

/** The files for the journal and the manifest, opened early under temporary names to save a round trip. */
export class StateDrafts {
  readonly journal: Draft;
  readonly manifest: Draft;

  constructor(options: CommitOptions) {
    this.journal = new Draft(options.files, journalDraft(options), 0o644);
    this.manifest = new Draft(options.files, manifestDraft(options), 0o644);
  }

  async open(): Promise<void> {
    await settled([this.journal.open(), this.manifest.open()]);
  }

  /** Closes the files after a publish that failed or was cancelled. */
  async close(): Promise<void> {
    await Promise.allSettled([this.journal.close(), this.manifest.close()]);
  }
}

/** What `writeJournal` needs in addition to the journal. */
export interface JournalParts {
  readonly drafts: StateDrafts;
  /** Bytes of the manifest for a commit without failures. Undefined if a part of the manifest is unknown. */
  readonly expected?: Uint8Array | undefined;
  /** Settles when the directories for the new files are made. Only then may the journal be written. */
  readonly making: Promise<unknown>;
  /** Paths that `writeJournal` checks while it renames the journal, in the same round trip. */
  readonly lookAt: readonly Pick<JournalPut, "path">[];
}

/** Writes the journal under its temporary name, and renames it to its final name. */
export async function writeJournal(
  options: CommitOptions,
  journal: CommitJournal,
  { drafts, expected, making, lookAt }: JournalParts,
): Promise<Decided> {
  const { files, place, stage } = options;
  const draft = journalDraft(options);
  const ready = expected ? drafts.manifest.write(expected) : null;
  await settled([drafts.journal.write(stateBytes(journal)), Promise.resolve(ready), making]);
  const decided = new Moves(files, journal.traits).into(
    draft,
    `${place.state}/${journalName}`,
    `${stage.directory}/${asideName.old}${journalName}`,
  );
  const look = lookAtTargets(options, lookAt);
  await settled([decided, look]);
  return { look: await look, expected, opened: drafts.manifest };
}

/**
 * Moves the journal of a completed publish into the staging directory, and then removes the journal.
 * So a client that has lost its lock and its staging directory cannot remove another client's journal.
 */
export function removeJournal({ files, place, stage }: CommitOptions): Promise<void> {
  // Renames the journal and then removes it. A publish may remove two journals, so the new name is unique.
  const gone = `${stage.directory}/${asideName.gone}${journalName}-${randomBytes(4).toString("hex")}`;
  const moved = orMissing(files.rename(`${place.state}/${journalName}`, gone));
  // If the server handles the removal first, the journal stays until the staging directory is removed.
  return settled([moved, orRefused(files.remove(gone))]);
}

function journalDraft({ stage }: CommitOptions): string {
  return `${stage.directory}/${journalName}.new`;
}

function manifestDraft({ stage }: ManifestPlace): string {
  return `${stage.directory}/${manifestNames.current}.new`;
}

/**
 * Carries out a journal, for the first time or after an interruption, and skips finished steps.
 * New files go live and are verified, group by group. Then old files are removed. The manifest comes last.
 */
export async function commit(
  options: CommitOptions,
  decided: CommitJournal,
  before: Manifest | null,
  { look, expected, opened }: Decided = {},
): Promise<CommitOutcome> {
  const { files, progress } = options;
  const moves = new Moves(files, decided.traits);
  const kindChanges = kindChangesOf(decided, before);
  const unasked = expired(kindChanges.removals, before);
  const removing = (removals: readonly JournalRemoval[], rest: Parameters<typeof removeLive>[3]) =>
    removeLive(options, { removals: [...removals], generation: decided.generation }, moves, rest);
  await reopenFolders(options, kindChanges.puts, moves);
  const putting = putAndReplace(options, kindChanges, moves, look);
  // Waits while an `.htaccess` is replaced: its folder is then off the site, and may contain files to remove.
  if (kindChanges.puts.some((put) => needsClosing(put, moves))) await putting;
  const expiring = removing(unasked, { look });
  await settled([putting, expiring]);
  const { live, edited } = await putting;
  const rest = kindChanges.removals.filter((removal) => !unasked.includes(removal));
  progress.enter("delete", rest.length);
  const remaining = [await expiring, await removing(rest, { onFile: (path) => progress.file(path) })];
  const stays = new Set(remaining.flatMap((one) => [...one.stays]));
  // Files that were not removed stay in the manifest, so that the next plan asks the author about them.
  const removals = decided.removals.filter(({ path }) => !stays.has(path));
  const journal = withoutRefused({ ...decided, removals }, edited);
  const directories = directoriesWith(journal, before);
  withoutReplaced(directories, journal, edited);
  const emptied = emptiedDirectories(journal, before, directories);
  for (const path of await removeEmptyDirectories(options, emptied)) directories.delete(path);
  const manifest = manifestAfter(journal, before, { live, directories });
  const bytes = stateBytes(manifest);
  const isReady = expected !== undefined && Buffer.compare(bytes, expected) === 0;
  if (!isReady) await (opened ?? new Draft(files, manifestDraft(options), 0o644)).write(bytes);
  await replaceManifest(options, journal, moves);
  const missing = journal.puts.map((put) => put.path).filter((path) => !live.has(path));
  const left = remaining.flatMap((one) => [...one.edited]);
  return { manifest, mismatched: missing.filter((path) => !edited.has(path)), edited: [...edited, ...left] };
}

/**
 * Returns the paths that the commit changes first: new files of the first group, and files due for removal.
 */
export function firstPaths(
  { files }: Pick<CommitOptions, "files">,
  journal: CommitJournal,
  before: Manifest | null,
): Pick<JournalPut, "path">[] {
  const { puts, removals } = kindChangesOf(journal, before);
  const first = firstGroup({ files }, puts, new Moves(files, journal.traits));
  return [...first, ...expired(removals, before)];
}

/**
 * Makes files live. Replaces files with folders, and folders with files, so that all links keep working.
 * A folder that replaces a file goes live before the changed pages that may link into it.
 * A file replaces a folder after the pages that linked into the folder have changed.
 */
async function putAndReplace(
  options: CommitOptions,
  { toFolder, toFile, puts }: KindChanges,
  moves: Moves,
  look: TargetLook | undefined,
): Promise<PutOutcome> {
  if (toFolder.length + toFile.length === 0) return putLive(options, puts, moves, look);
  const first = new Set(unnoticed(puts));
  const outcome = await putLive(options, [...first], moves, first.size > 0 ? look : undefined);
  await applyKindChanges(options, toFolder, moves, outcome);
  const rest = puts.filter((put) => !first.has(put));
  const { live, edited } = await putLive(options, rest, moves);
  for (const [path, file] of live) outcome.live.set(path, file);
  for (const path of edited) outcome.edited.add(path);
  await applyKindChanges(options, toFile, moves, outcome);
  return outcome;
}

/**
 * Removes directories that are empty after the removals, children before parents. Returns these directories.
 */
async function removeEmptyDirectories(
  { files, place }: CommitOptions,
  directories: readonly string[],
): Promise<string[]> {
  const gone: string[] = [];
  for (const path of directories) {
    const done = await orRefused(files.rmdir(posix.join(place.root, path)).then(() => true));
    if (done) gone.push(path);
  }
  return gone;
}

/** Writes the manifest's file under its temporary name. */
export function writeManifestDraft(options: ManifestPlace, manifest: Manifest): Promise<void> {
  return new Draft(options.files, manifestDraft(options), 0o644).write(stateBytes(manifest));
}

/** Replaces the current manifest with the new file. The new file has had a temporary name until now. */
export async function replaceManifest(
  options: ManifestPlace,
  { traits }: Pick<Manifest, "traits">,
  moves: Moves,
): Promise<void> {
  const { files, place } = options;
  const [current, previous] = [
    `${place.state}/${manifestNames.current}`,
    `${place.state}/${manifestNames.previous}`,
  ];
  if (traits.replace === "none") await orMissing(files.remove(previous));
  await moves.into(manifestDraft(options), current, previous);
}
