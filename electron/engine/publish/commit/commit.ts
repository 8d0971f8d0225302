import type { CommitOptions } from "./commit-types.ts";
import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { type CommitJournal, type JournalPut, journalName } from "./commit-journal.ts";
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
import { expired, removeLive } from "./remove-live.ts";
import { asideName } from "../upload/stage.ts";
import {
  applyKindChanges,
  withoutReplaced,
  type KindChanges,
  kindChangesOf,
  withoutRefused,
} from "./kind-changes.ts";
import { Draft } from "../base/whole-file.ts";

export interface CommitOutcome {
  readonly manifest: Manifest;
  /** Files that differ on the server from what was uploaded; they are not in the manifest. */
  readonly mismatched: readonly string[];
  /** Files that someone changed between the plan and the commit: left as they are, and no longer ours. */
  readonly edited: readonly string[];
}

/** What is already known of a publish that was just decided. */
export interface Decided {
  /**
   * What is at the target paths of the first group and of the removals made with it, checked while the
   * journal was written.
   */
  readonly look?: TargetLook;
  /** The expected manifest if nothing fails; it has already been written to the draft. */
  readonly expected?: Uint8Array | undefined;
  /** The draft of the manifest. */
  readonly opened?: Draft;
}

/** The publish's own files, opened while the site's files are uploaded. */
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

  /** Closes drafts that were not written, after a publish that failed or was cancelled. */
  async close(): Promise<void> {
    await Promise.allSettled([this.journal.close(), this.manifest.close()]);
  }
}

/** The inputs of writing a journal. */
export interface JournalParts {
  readonly drafts: StateDrafts;
  /** The expected manifest if nothing fails. */
  readonly expected?: Uint8Array | undefined;
  /** The directories being made for the new files; the journal must not be written without them. */
  readonly making: Promise<unknown>;
  /** Paths to be checked in the same round trip. */
  readonly lookAt: readonly Pick<JournalPut, "path">[];
}

/** Decides a publish: once the journal has its final name, the holder of the lock carries it out. */
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
 * Removes the journal of a finished publish. It is moved to the stage directory first: a client that was
 * taken for dead at this step must not remove another client's journal. It is missing when such a client
 * completed this step itself.
 */
export function removeJournal({ files, place, stage }: CommitOptions): Promise<void> {
  // A unique name: a publish that completes an interrupted one removes two journals
  const gone = `${stage.directory}/${asideName.gone}${journalName}-${randomBytes(4).toString("hex")}`;
  const moved = orMissing(files.rename(`${place.state}/${journalName}`, gone));
  // Sent together; if it is handled too early, the file is removed with the stage directory
  return settled([moved, orRefused(files.remove(gone))]);
}

function journalDraft({ stage }: CommitOptions): string {
  return `${stage.directory}/${journalName}.new`;
}

function manifestDraft({ stage }: CommitOptions): string {
  return `${stage.directory}/${manifestNames.current}.new`;
}

/**
 * Carries out a journal, for the first time or after an interruption: files go live group by group and are
 * verified, then removals follow, then the manifest. Completed steps are recognized. The journal stays, but
 * has no effect any more.
 */
export async function commit(
  options: CommitOptions,
  decided: CommitJournal,
  before: Manifest | null,
  { look, expected, opened }: Decided = {},
): Promise<CommitOutcome> {
  const { files, progress } = options;
  const moves = new Moves(files, decided.traits);
  const turning = kindChangesOf(decided, before);
  const unasked = expired(turning.removals, before);
  const putting = putAndTurn(options, turning, moves, look);
  await settled([putting, removeLive(options, unasked, moves, look)]);
  const { live, edited } = await putting;
  const journal = withoutRefused(decided, edited);
  const rest = turning.removals.filter((removal) => !unasked.includes(removal));
  progress.enter("delete", rest.length);
  await removeLive(options, rest, moves, undefined, (path) => progress.file(path));
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
  return { manifest, mismatched: missing.filter((path) => !edited.has(path)), edited: [...edited] };
}

/**
 * Returns the paths that committing a journal touches first: those of the first group, and the removals made
 * with it.
 */
export function firstPlaces(journal: CommitJournal, before: Manifest | null): Pick<JournalPut, "path">[] {
  const { puts, removals } = kindChangesOf(journal, before);
  return [...firstGroup(puts), ...expired(removals, before)];
}

/**
 * Makes files live, with the kind changes in between: to a folder before pages link into it, to a file when
 * no page does any more.
 */
async function putAndTurn(
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
 * Removes directories that removals left empty, children before parents; servers refuse to remove a non-empty
 * one.
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

/** Writes the draft of the manifest. */
export function writeManifestDraft(options: CommitOptions, manifest: Manifest): Promise<void> {
  return new Draft(options.files, manifestDraft(options), 0o644).write(stateBytes(manifest));
}

/** Replaces the manifest by its draft. */
export async function replaceManifest(
  options: CommitOptions,
  journal: CommitJournal,
  moves: Moves,
): Promise<void> {
  const { files, place } = options;
  const [current, previous] = [
    `${place.state}/${manifestNames.current}`,
    `${place.state}/${manifestNames.previous}`,
  ];
  if (journal.traits.replace === "none") await orMissing(files.remove(previous));
  await moves.into(manifestDraft(options), current, previous);
}
