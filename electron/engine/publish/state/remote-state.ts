import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type CommitJournal, journalName, readJournal } from "./commit-journal.ts";
import type { Manifest } from "./manifest.ts";
import { isManifestUnchanged, type ManifestMark, readManifest } from "./manifest-file.ts";
import { pipeline, settled } from "../base/pipeline.ts";
import {
  accepted,
  orMissing,
  orRefused,
  RemoteError,
  type RemoteFiles,
  type RemoteDirectories,
} from "../base/remote-files.ts";
import { type StateLocations, stateLocations } from "./state-locations.ts";

/** The contents of a state directory. */
export interface StateLook extends RemoteDirectories {
  readonly manifest: Manifest | null;
  readonly journal: CommitJournal | null;
  /** Whether the journal of a finished publish still exists, because its removal was interrupted. */
  readonly hasOldJournal: boolean;
  /** Identifies the manifest for a later check. Null if there is a journal, or if the manifest is missing. */
  readonly mark: ManifestMark | null;
}

/** What is searched for on the server. */
export interface SiteSearch {
  readonly blogId: string;
  /** Whether the search may make empty folders for a short time, to test how the server treats names. */
  readonly mayProbe: boolean;
}

/** The target's document root and its properties. */
export interface DocumentRoot {
  /** Absolute path of the document root, with symbolic links resolved. */
  readonly root: string;
  /** Whether the path is known to be a directory. False if the path was not checked. */
  readonly isDirectory: boolean;
  /** The contents of the state directory that an earlier publish has left, or null if none was found. */
  readonly look: StateLook | null;
}

/**
 * Resolves the document root, and checks whether something was published there.
 * To save a round trip, the state directory is read before the server has resolved the path.
 * Rejects with `publish.directoryMissing` if the document root does not exist.
 */
export async function findSite(
  files: RemoteFiles,
  directory: string,
  search: SiteSearch,
): Promise<DocumentRoot> {
  const isPlain = posix.isAbsolute(directory) && posix.resolve(directory) === directory;
  const [root, guess, entry] = await Promise.allSettled([
    resolveRoot(files, directory),
    isPlain ? findState(files, directory, search) : null,
    isPlain ? orRefused(files.lstat(directory)) : null,
  ]);
  if (root.status === "rejected") return findHalfSwapped(files, directory, search, root.reason);
  if (root.value !== directory || !isPlain) {
    return { root: root.value, isDirectory: false, look: await findState(files, root.value, search) };
  }
  if (guess.status === "rejected") throw guess.reason;
  const isDirectory = entry.status === "fulfilled" && entry.value?.kind === "directory";
  return { root: root.value, isDirectory, look: guess.value };
}

/** Finds the state directory of a document root that is missing because a publish was cut while swapping it. */
async function findHalfSwapped(
  files: RemoteFiles,
  directory: string,
  search: SiteSearch,
  missing: unknown,
): Promise<DocumentRoot> {
  const parent = await orRefused(files.realpath(posix.dirname(directory)));
  if (parent === null) throw missing;
  const root = posix.join(parent, posix.basename(directory));
  const look = await findState(files, root, search);
  if (!look?.journal?.swap) throw missing;
  return { root, isDirectory: false, look };
}

async function resolveRoot(files: RemoteFiles, directory: string): Promise<string> {
  const missing = new AppError("publish.directoryMissing", { directory });
  const root = await orRefused(files.realpath(directory));
  if (root === null) throw missing;
  return root;
}

async function findState(
  files: RemoteFiles,
  root: string,
  { blogId, mayProbe }: SiteSearch,
): Promise<StateLook | null> {
  const places = stateLocations(root, blogId);
  const looking = places.map(({ dotted }) => lookOrRefusal(files, { root, state: dotted.state }));
  // Checks for state directories without a leading dot only by `lstat`, because they rarely exist.
  const asking = places.map(({ plain }) => orRefused(files.lstat(plain.state)));
  await settled([...looking, ...asking]);
  const [looks, plain] = [await Promise.all(looking), await Promise.all(asking)];
  for (const [index, place] of places.entries()) {
    const look = looks[index];
    if (look instanceof RemoteError) {
      // Without a test, a state directory without a leading dot is proof enough:
      // Hitofude makes it only where names with a leading dot are refused.
      if (mayProbe || !plain[index]) await expectNoDots(files, place, { refusal: look, mayProbe });
    } else if (look && isState(look)) return look;
  }
  for (const [index, place] of places.entries()) {
    if (!plain[index]) continue;
    const look = await lookInto(files, { root, state: place.plain.state });
    if (isState(look)) return look;
  }
  return null;
}

function isState({ manifest, journal }: StateLook): boolean {
  return manifest !== null || journal !== null;
}

async function lookOrRefusal(files: RemoteFiles, place: RemoteDirectories): Promise<StateLook | RemoteError> {
  try {
    return await lookInto(files, place);
  } catch (error) {
    if (error instanceof RemoteError) return error;
    throw error;
  }
}

/** Matches the names of the folders that `expectNoDots` makes. */
const leftFolder = /^(?:hitofude-probe|\.hitofude(?:-[0-9a-f]{32})?)-[0-9a-f]{12}$/;

/** The error of a server that refuses to read a hidden state directory. */
interface Refused extends Pick<SiteSearch, "mayProbe"> {
  readonly refusal: RemoteError;
}

/**
 * Throws the error `refusal` if a hidden state directory may exist,
 * because the publish must not make a second state directory beside it.
 * Resolves if the server refuses all names with a leading dot, because no hidden directory can then exist.
 * Finds this out by making test folders. Without `mayProbe`, makes none, and throws `refusal` when in doubt.
 */
async function expectNoDots(
  files: RemoteFiles,
  { dotted }: StateLocations,
  { refusal, mayProbe }: Refused,
): Promise<void> {
  const nonce = randomBytes(6).toString("hex");
  const never = `${dotted.top}-${nonce}`;
  // Resolves if the server refuses `lstat` for every name with a leading dot, even for a missing file.
  if (!(await accepted(orMissing(files.lstat(never))))) return;
  if (!mayProbe) throw refusal;
  await removeLeftFolders(files, posix.dirname(dotted.top));
  const plain = posix.join(posix.dirname(dotted.top), `hitofude-probe-${nonce}`);
  const isPlainTaken = await isMade(files, plain);
  if (!isPlainTaken || (await isMade(files, never))) throw refusal;
}

/** Removes empty folders of this test that an interrupted publish has left. */
async function removeLeftFolders(files: RemoteFiles, parent: string): Promise<void> {
  const entries = (await orRefused(files.readdir(parent))) ?? [];
  const left = [...entries].filter(([name, { kind }]) => kind === "directory" && leftFolder.test(name));
  await pipeline(left, async ([name]) => {
    await orRefused(files.rmdir(posix.join(parent, name)));
  });
}

/** Tests whether a folder can be made at a path, and removes the folder. */
async function isMade(files: RemoteFiles, path: string): Promise<boolean> {
  const made = await accepted(files.mkdir(path, 0o755));
  if (made) await accepted(files.rmdir(path));
  return made;
}

/** Reads the manifest and the journal of a state directory. */
export async function lookInto(files: RemoteFiles, place: RemoteDirectories): Promise<StateLook> {
  const reading = [readManifest(files, place.state), readJournal(files, place.state)] as const;
  await settled(reading);
  const [read, journal] = await Promise.all(reading);
  const { manifest } = read;
  // If the manifest is as new as the journal, the publish was complete, and only the journal is left over.
  const isDone = journal !== null && manifest !== null && manifest.generation >= journal.generation;
  const mark = journal ? null : read.mark;
  return { ...place, manifest, journal: isDone ? null : journal, hasOldJournal: isDone, mark };
}

/** Whether the manifest is unchanged since it was last read, and no journal exists. */
export async function isUnchanged(files: RemoteFiles, { state, mark }: StateLook): Promise<boolean> {
  if (!mark) return false;
  const looks = [
    isManifestUnchanged(files, state, mark),
    orMissing(files.lstat(`${state}/${journalName}`)),
  ] as const;
  await settled(looks);
  const [isSame, journal] = await Promise.all(looks);
  return isSame && journal === null;
}
