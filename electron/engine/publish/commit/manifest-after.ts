import type { CommitJournal } from "../state/commit-journal.ts";
import { parentDirectories } from "../base/directories.ts";
import {
  type LiveFile,
  type Manifest,
  type Marker,
  type SwapReleases,
  stateBytes,
  stateFormat,
} from "../state/manifest.ts";
import type { RemoteEntry } from "../base/remote-files.ts";
import { nameKey } from "../plan/same-names.ts";
import { withoutReplaced } from "./kind-changes.ts";

/** What a manifest is made from, besides the journal: the new live files, and Hitofude's directories. */
interface Outcome {
  readonly live: ReadonlyMap<string, LiveFile>;
  readonly directories: ReadonlySet<string>;
}

/** Returns the manifest that describes the site after a journal was carried out. */
export function manifestAfter(
  journal: CommitJournal,
  before: Manifest | null,
  { live, directories }: Outcome,
  swap: SwapReleases | undefined = before?.swap,
): Manifest {
  const files = filesAfter(journal, before);
  for (const { path } of journal.puts) {
    const file = live.get(path);
    if (file) files.set(path, file);
  }
  const { blogId, generation, program, at, publisher, traits, posts } = journal;
  const marker = markerAfter(journal, before, live);
  return {
    format: stateFormat,
    blogId,
    generation,
    program,
    at,
    ...(publisher === undefined ? {} : { publisher }),
    traits,
    posts,
    directories: [...directories],
    files: Object.fromEntries(files),
    kept: Object.fromEntries(journal.kept.map(({ path, ...kept }) => [path, kept])),
    ...(journal.links ? { links: journal.links } : {}),
    ...(marker ? { marker } : {}),
    ...(swap ? { swap } : {}),
  };
}

/**
 * Returns the marker file for the new manifest: a file that the publish wrote or removed.
 * If the publish changed no file, keeps the previous marker file, unless `released` contains its path.
 */
function markerAfter(
  { puts, removals, released }: CommitJournal,
  before: Manifest | null,
  live: Outcome["live"],
): Marker | undefined {
  const written = puts.findLast(({ path }) => live.has(path));
  if (written) return { path: written.path };
  const removed = removals.at(-1);
  if (removed) return { path: removed.path, removed: true };
  return before?.marker && !released.includes(before.marker.path) ? before.marker : undefined;
}

/** Returns the published files that stay on the server unchanged. Leaves out new and removed files. */
function filesAfter(journal: CommitJournal, before: Manifest | null): Map<string, LiveFile> {
  const files = new Map(Object.entries(before?.files ?? {}));
  // Drops earlier `retired` marks. The marked files have been removed, or are on the site again.
  for (const [path, { retired, ...file }] of files) if (retired) files.set(path, file);
  for (const path of journal.retired) {
    const file = files.get(path);
    if (file) files.set(path, { ...file, retired: true });
  }
  for (const { path } of [...journal.removals, ...journal.puts, ...journal.kept]) files.delete(path);
  for (const path of journal.released) files.delete(path);
  for (const { path, ...file } of journal.adopted) files.set(path, file);
  return files;
}

/** Returns all directories that Hitofude has made, in earlier publishes and in this publish. */
export function directoriesWith(journal: CommitJournal, before: Manifest | null): Set<string> {
  return new Set([...(before?.directories ?? []), ...journal.directories]);
}

/** Returns Hitofude's directories that lose their last published file, children first. */
export function emptiedDirectories(
  journal: CommitJournal,
  before: Manifest | null,
  ours: ReadonlySet<string>,
): string[] {
  const candidates = parentDirectories(journal.removals.map(({ path }) => path));
  if (candidates.length === 0) return [];
  const paths = [...filesAfter(journal, before).keys(), ...journal.puts.map(({ path }) => path)];
  const key = nameKey(journal.traits.names) ?? ((path: string) => path);
  const used = new Set(parentDirectories(paths).map(key));
  const ownNames = new Map([...ours].map((path) => [key(path), path]));
  const emptied = candidates.filter((path) => !used.has(key(path)));
  return emptied.flatMap((path) => ownNames.get(key(path)) ?? []).reverse();
}

/**
 * Returns the bytes of the manifest that results if the commit has no failures.
 * Returns undefined if the server's time for an uploaded file is unknown.
 */
export function expectedManifest(
  journal: CommitJournal,
  before: Manifest | null,
  staged: ReadonlyMap<string, RemoteEntry>,
): Uint8Array | undefined {
  const live = new Map<string, LiveFile>();
  for (const { path, sha256, size, staged: name } of journal.puts) {
    const entry = staged.get(name);
    if (entry) live.set(path, { sha256, size, mtime: entry.mtime });
  }
  if (live.size < journal.puts.length) return undefined;
  const directories = directoriesWith(journal, before);
  withoutReplaced(directories, journal, new Set());
  for (const path of emptiedDirectories(journal, before, directories)) directories.delete(path);
  return stateBytes(manifestAfter(journal, before, { live, directories }));
}
