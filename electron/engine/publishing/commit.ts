import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { type CommitJournal, type JournalRemoval, journalName } from "./commit-journal.ts";
import { parentDirectories } from "./directories.ts";
import { type LiveFile, type Manifest, manifestNames, stateBytes, stateFormat } from "./manifest.ts";
import { Moves } from "./moves.ts";
import { manyLanes, pipeline, settled } from "./pipeline.ts";
import { isUntouched } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { firstGroup, lookAtTargets, putLive, type TargetLook } from "./put-live.ts";
import { orMissing, orRefused, type RemoteFiles, type RemotePlace } from "./remote-files.ts";
import { asideName, type Stage } from "./stage.ts";
import { Draft } from "./whole-file.ts";

export interface CommitOptions {
  readonly files: RemoteFiles;
  readonly place: RemotePlace;
  readonly stage: Stage;
  readonly directoryMode: number;
  readonly progress: Progress;
}

export interface CommitOutcome {
  readonly manifest: Manifest;
  /** Files that are not on the server as they were sent; they are not in the manifest. */
  readonly mismatched: readonly string[];
  /** Files that somebody changed between the plan and the moment of their turn: left as they are, and no longer ours. */
  readonly edited: readonly string[];
}

/** What is known beforehand of a publish that was just decided. */
export interface Decided {
  /** What lies where the first files go, looked at in the same breath. */
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

  /** For a publish that came to nothing. */
  async close(): Promise<void> {
    await Promise.allSettled([this.journal.close(), this.manifest.close()]);
  }
}

/** Decides a publish: once the journal has its name, whoever holds the lock carries it out. */
export async function writeJournal(
  options: CommitOptions,
  journal: CommitJournal,
  drafts: StateDrafts,
  expected?: Uint8Array,
): Promise<Decided> {
  const { files, place, stage } = options;
  const draft = journalDraft(options);
  const ready = expected ? drafts.manifest.write(expected) : null;
  await settled([drafts.journal.write(stateBytes(journal)), Promise.resolve(ready)]);
  const decided = new Moves(files, journal.traits).into(
    draft,
    `${place.state}/${journalName}`,
    `${stage.directory}/${asideName.old}${journalName}`,
  );
  const look = lookAtTargets(options, firstGroup(journal.puts));
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
  journal: CommitJournal,
  before: Manifest | null,
  { look, expected, opened }: Decided = {},
): Promise<CommitOutcome> {
  const { files } = options;
  const moves = new Moves(files, journal.traits);
  const { live, edited } = await putLive(options, journal.puts, moves, look);
  await removeLive(options, journal.removals, moves);
  const draft = manifestDraft(options);
  const removed = journal.removals.map(({ path }) => path);
  const directories = new Set([...(before?.directories ?? []), ...journal.directories]);
  for (const path of await removeEmptyDirectories(options, removed, directories)) directories.delete(path);
  const manifest = manifestAfter(journal, before, live, directories);
  const bytes = stateBytes(manifest);
  const isReady = expected !== undefined && Buffer.compare(bytes, expected) === 0;
  if (!isReady) await (opened ?? new Draft(files, draft, 0o644)).write(bytes);
  await replaceManifest(options, journal, moves, draft);
  const missing = journal.puts.map((put) => put.path).filter((path) => !live.has(path));
  return { manifest, mismatched: missing.filter((path) => !edited.has(path)), edited: [...edited] };
}

/**
 * Removes files that are still as they were when the author agreed. Each is first moved into the stage directory: a client that
 * has lost its lock cannot do that any more.
 */
async function removeLive(
  { files, place, stage, progress }: CommitOptions,
  removals: readonly JournalRemoval[],
  moves: Moves,
): Promise<void> {
  progress.enter("delete", removals.length);
  const remove = async ([index, removal]: [number, JournalRemoval]): Promise<void> => {
    const path = posix.join(place.root, removal.path);
    const entry = await orMissing(files.lstat(path));
    if (!entry || !isUntouched(removal, entry)) return;
    const gone = `${stage.directory}/${asideName.gone}${index}`;
    await moves.toFree(path, gone);
    await orRefused(files.remove(gone));
    progress.file(removal.path);
  };
  await pipeline(removals.entries(), remove, undefined, manyLanes);
}

/** Removes directories of ours that removals left empty, deepest first; a server refuses to remove one that is not empty. */
async function removeEmptyDirectories(
  { files, place }: CommitOptions,
  removed: readonly string[],
  ours: ReadonlySet<string>,
): Promise<string[]> {
  const candidates = parentDirectories(removed).filter((path) => ours.has(path));
  const gone: string[] = [];
  for (const path of candidates.reverse()) {
    const done = await orRefused(files.rmdir(posix.join(place.root, path)).then(() => true));
    if (done) gone.push(path);
  }
  return gone;
}

async function replaceManifest(
  { files, place }: CommitOptions,
  journal: CommitJournal,
  moves: Moves,
  draft: string,
): Promise<void> {
  const [current, previous] = [
    `${place.state}/${manifestNames.current}`,
    `${place.state}/${manifestNames.previous}`,
  ];
  if (journal.traits.replace === "none") await orMissing(files.remove(previous));
  await moves.into(draft, current, previous);
}

/** The manifest that follows from a journal, with what is live of what it puts. */
export function manifestAfter(
  journal: CommitJournal,
  before: Manifest | null,
  live: ReadonlyMap<string, LiveFile>,
  directories: ReadonlySet<string>,
): Manifest {
  const files = new Map(Object.entries(before?.files ?? {}));
  for (const { path } of journal.removals) files.delete(path);
  for (const path of journal.released) files.delete(path);
  for (const { path } of journal.puts) files.delete(path);
  for (const { path } of journal.kept) files.delete(path);
  for (const { path, ...file } of journal.adopted) files.set(path, file);
  for (const { path } of journal.puts) {
    const file = live.get(path);
    if (file) files.set(path, file);
  }
  const { blogId, generation, program, at, traits, posts } = journal;
  return {
    format: stateFormat,
    blogId,
    generation,
    program,
    at,
    traits,
    posts,
    directories: [...directories],
    files: Object.fromEntries(files),
    kept: Object.fromEntries(journal.kept.map(({ path, ...kept }) => [path, kept])),
  };
}
