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
  /** Files that are not on the server as they were sent; they are not in the manifest. */
  readonly mismatched: readonly string[];
  /** Files that somebody changed between the plan and the moment of their turn: left as they are, and no longer ours. */
  readonly edited: readonly string[];
}

/** What is known beforehand of a publish that was just decided. */
export interface Decided {
  /** What lies where the first files go, and where files go from at the same time, looked at in the same breath. */
  readonly look?: TargetLook;
  /** What the manifest will be if all goes well; it lies ready. */
  readonly expected?: Uint8Array | undefined;
  /** Where the manifest is to be written to. */
  readonly opened?: Draft;
}

/** The files that a publish needs for itself, opened while the site's are sent. */
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

  /** Closes what was not written: of a publish that came to nothing. */
  async close(): Promise<void> {
    await Promise.allSettled([this.journal.close(), this.manifest.close()]);
  }
}

/** What a journal is decided with. */
export interface JournalParts {
  readonly drafts: StateDrafts;
  /** What the manifest will be if all goes well. */
  readonly expected?: Uint8Array | undefined;
  /** The directories that are being made for the new files: without them nothing is decided. */
  readonly making: Promise<unknown>;
  /** Places to be looked at in the same breath. */
  readonly lookAt: readonly Pick<JournalPut, "path">[];
}

/** Decides a publish: once the journal has its name, whoever holds the lock carries it out. */
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
 * Forgets a publish that is carried out. The journal goes by way of the stage directory: a client that was taken for dead at this
 * very step must not remove the journal of whoever publishes now. It is missing when such a client got that far itself.
 */
export function removeJournal({ files, place, stage }: CommitOptions): Promise<void> {
  // A name of its own: a publish that rolls another one forward removes two journals
  const gone = `${stage.directory}/${asideName.gone}${journalName}-${randomBytes(4).toString("hex")}`;
  const moved = orMissing(files.rename(`${place.state}/${journalName}`, gone));
  // Sent together; where it comes too early, the stage directory is cleared away as a whole
  return settled([moved, orRefused(files.remove(gone))]);
}

function journalDraft({ stage }: CommitOptions): string {
  return `${stage.directory}/${journalName}.new`;
}

function manifestDraft({ stage }: CommitOptions): string {
  return `${stage.directory}/${manifestNames.current}.new`;
}

/**
 * Carries out a journal, for the first time or again after it was cut off: files go live group by group, are looked at, then what
 * is to go goes, and the manifest tells the new state. Whatever was done before is found done. The journal stays, and means nothing
 * any more.
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

/** What a journal is carried out with first: the places of the first files, and of what goes together with them. */
export function firstPlaces(journal: CommitJournal, before: Manifest | null): Pick<JournalPut, "path">[] {
  const { puts, removals } = kindChangesOf(journal, before);
  return [...firstGroup(puts), ...expired(removals, before)];
}

/**
 * Puts files live, and turns what turns between them: into a folder before pages lead into it, and from one when none does any more.
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

/** Removes directories that removals left empty, children before parents; a server refuses to remove one that is not empty. */
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

/** Writes the manifest that is to be put into place. */
export function writeManifestDraft(options: CommitOptions, manifest: Manifest): Promise<void> {
  return new Draft(options.files, manifestDraft(options), 0o644).write(stateBytes(manifest));
}

/** Puts the manifest that was drafted in the place of the last one. */
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
