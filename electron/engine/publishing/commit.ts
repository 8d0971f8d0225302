import { posix } from "node:path";
import { outputGroups } from "#engine/site/site-output.ts";
import { type CommitJournal, type JournalPut, type JournalRemoval, journalName } from "./commit-journal.ts";
import { makeDirectories, parentDirectories } from "./directories.ts";
import { type LiveFile, type Manifest, manifestNames, stateBytes, stateFormat } from "./manifest.ts";
import { Moves } from "./moves.ts";
import { pipeline, settled } from "./pipeline.ts";
import { isUntouched } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, type RemotePlace } from "./remote-files.ts";
import { asideName, type Stage } from "./stage.ts";
import { writeWhole } from "./whole-file.ts";

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
}

/** Decides a publish: once the journal has its name, whoever holds the lock carries it out. */
export async function writeJournal(
  { files, place, stage }: CommitOptions,
  journal: CommitJournal,
): Promise<void> {
  const draft = `${stage.directory}/${journalName}.new`;
  await writeWhole(files, draft, stateBytes(journal), 0o644);
  await new Moves(files, journal.traits).into(
    draft,
    `${place.state}/${journalName}`,
    `${stage.directory}/${asideName.old}${journalName}`,
  );
}

/**
 * Carries out a journal, for the first time or again after it was cut off: files go live group by group, are looked at, then what
 * is to go goes, and the manifest tells the new state. Whatever was done before is found done.
 */
export async function commit(
  options: CommitOptions,
  journal: CommitJournal,
  before: Manifest | null,
): Promise<CommitOutcome> {
  const { files, stage } = options;
  const moves = new Moves(files, journal.traits);
  await putLive(options, journal, moves);
  const live = await lookAtPuts(options, journal.puts);
  await removeLive(options, journal.removals, moves);
  const removed = journal.removals.map(({ path }) => path);
  const directories = new Set([...(before?.directories ?? []), ...journal.directories]);
  for (const path of await removeEmptyDirectories(options, removed, directories)) directories.delete(path);
  const manifest = manifestAfter(journal, before, live, directories);
  const draft = `${stage.directory}/${manifestNames.current}.new`;
  await writeWhole(files, draft, stateBytes(manifest), 0o644);
  await replaceManifest(options, journal, moves, draft);
  await removeJournal(options, moves);
  return { manifest, mismatched: journal.puts.map((put) => put.path).filter((path) => !live.has(path)) };
}

/**
 * Takes the journal away by way of the stage directory: a client that was taken for dead at this very step must not remove the
 * journal of whoever publishes now. It is not there any more when such a client got that far itself.
 */
async function removeJournal({ files, place, stage }: CommitOptions, moves: Moves): Promise<void> {
  const gone = `${stage.directory}/${asideName.gone}${journalName}`;
  const moved = orMissing(moves.toFree(`${place.state}/${journalName}`, gone));
  // Sent together; where it is too early, the stage directory is cleared away as a whole
  await settled([moved, orRefused(files.remove(gone))]);
}

/** Renames in the order in which things may be seen: nothing goes live before what it shows or links to. */
async function putLive(
  { files, place, stage, progress, directoryMode }: CommitOptions,
  journal: CommitJournal,
  moves: Moves,
): Promise<void> {
  const waiting = journal.puts.filter((put) => stage.ready.has(put.staged));
  progress.enter("commit", waiting.length);
  for (const group of outputGroups) {
    const members = waiting.filter((put) => put.group === group);
    await pipeline(members, async (put) => {
      const target = posix.join(place.root, put.path);
      const move = () =>
        moves.into(
          `${stage.directory}/${put.staged}`,
          target,
          `${stage.directory}/${asideName.old}${put.staged}`,
        );
      try {
        // Missing: the directory above was removed by hand since the publish was decided.
        if ((await orMissing(move().then(() => true))) === null) {
          await makeDirectories(files, place.root, parentDirectories([put.path]), directoryMode);
          await move();
        }
      } catch (error) {
        // Where a directory appeared meanwhile nothing can be put; the look after this one tells.
        if (!(error instanceof RemoteError) || !(await isDirectory(files, target))) throw error;
      }
      stage.ready.delete(put.staged);
      progress.file(put.path);
    });
  }
}

async function isDirectory(files: RemoteFiles, path: string): Promise<boolean> {
  return (await orRefused(files.lstat(path)))?.kind === "directory";
}

/** Looks at what was put: its size has to be right, and its time by the server's clock is what drift is told by. */
async function lookAtPuts(
  { files, place, progress }: CommitOptions,
  puts: readonly JournalPut[],
): Promise<Map<string, LiveFile>> {
  const live = new Map<string, LiveFile>();
  progress.enter("verify", puts.length);
  await pipeline(puts, async ({ path, sha256, size }) => {
    const entry = await orMissing(files.lstat(posix.join(place.root, path)));
    if (entry?.kind === "file" && entry.size === size) live.set(path, { sha256, size, mtime: entry.mtime });
    progress.file(path);
  });
  return live;
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
  await pipeline(removals.entries(), async ([index, removal]) => {
    const path = posix.join(place.root, removal.path);
    const entry = await orMissing(files.lstat(path));
    if (!entry || !isUntouched(removal, entry)) return;
    const gone = `${stage.directory}/${asideName.gone}${index}`;
    await moves.toFree(path, gone);
    await orRefused(files.remove(gone));
    progress.file(removal.path);
  });
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

function manifestAfter(
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
  for (const [path, file] of live) files.set(path, file);
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
