import { createHash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type CommitJournal, journalName, readJournal } from "./commit-journal.ts";
import { isManifestUnchanged, type ManifestMark, readManifest } from "./manifest-file.ts";
import type { Manifest, ServerTraits } from "./manifest.ts";
import { inTurn, settled } from "./pipeline.ts";
import {
  orMissing,
  orRefused,
  RemoteError,
  type RemoteFiles,
  type RemotePlace,
  remoteStatus,
} from "./remote-files.ts";
import { probeTraits } from "./server-traits.ts";
import { writeWhole } from "./whole-file.ts";

/** What lies in a state directory. */
export interface StateLook extends RemotePlace {
  readonly manifest: Manifest | null;
  readonly journal: CommitJournal | null;
  /** By which the manifest is known again without reading all of it; null when it cannot be. */
  readonly mark: ManifestMark | null;
}

/** Nothing in our directory is for readers, wherever it lies; servers other than Apache never list dot-directories' names. */
const denyRule = `# Made by Hitofude. Nothing here is for readers.
<IfModule mod_authz_core.c>
Require all denied
</IfModule>
<IfModule !mod_authz_core.c>
Deny from all
</IfModule>
`;

/** Where a site is to go, and what is known of it. */
export interface SiteLook {
  /** Document root, absolute and free of links. */
  readonly root: string;
  /** Null when nothing was published before, as far as can be seen. */
  readonly look: StateLook | null;
}

/**
 * Resolves the document root and looks whether something was published there, without changing anything. Mostly the root is called as
 * the author calls it: that is where is looked while the server is asked. Rejects with `publish.directoryMissing` when it is none.
 */
export async function findSite(files: RemoteFiles, directory: string, blogId: string): Promise<SiteLook> {
  const isPlain = posix.isAbsolute(directory) && posix.resolve(directory) === directory;
  const [root, guess] = await Promise.allSettled([
    resolveRoot(files, directory),
    isPlain ? findState(files, directory, blogId) : null,
  ]);
  if (root.status === "rejected") throw root.reason;
  if (root.value !== directory || !isPlain) {
    return { root: root.value, look: await findState(files, root.value, blogId) };
  }
  if (guess.status === "rejected") throw guess.reason;
  return { root: root.value, look: guess.value };
}

async function resolveRoot(files: RemoteFiles, directory: string): Promise<string> {
  const missing = new AppError("publish.directoryMissing", { directory });
  const root = await orRefused(files.realpath(directory));
  if (root === null) throw missing;
  return root;
}

/** The two places where the state of a blog's site may lie: beside the document root, or inside under a name nobody guesses. */
export function statePlaces(root: string, blogId: string): { beside: string | null; inside: string } {
  const secret = createHash("sha256").update(`hitofude state ${blogId}`).digest("hex").slice(0, 32);
  const folder = /^[\w-]{1,64}$/.test(blogId) ? blogId : secret;
  const beside =
    root === "/" ? null : posix.join(posix.dirname(root), ".hitofude", folder, posix.basename(root));
  return { beside, inside: posix.join(root, `.hitofude-${secret}`) };
}

async function findState(files: RemoteFiles, root: string, blogId: string): Promise<StateLook | null> {
  const { beside, inside } = statePlaces(root, blogId);
  const places = [beside, inside].filter((place) => place !== null);
  const looking = places.map((state) => lookInto(files, { root, state }));
  await settled(looking);
  const looks = await Promise.all(looking);
  return looks.find((look) => look.manifest !== null || look.journal !== null) ?? null;
}

/** Reads manifest and journal of a state directory. */
export async function lookInto(files: RemoteFiles, place: RemotePlace): Promise<StateLook> {
  const reading = [readManifest(files, place.state), readJournal(files, place.state)] as const;
  await settled(reading);
  const [{ manifest, mark }, journal] = await Promise.all(reading);
  // A publish that was cut off after its manifest was written has nothing left to do.
  const isDone = journal !== null && manifest !== null && manifest.generation >= journal.generation;
  return { ...place, manifest, journal: isDone ? null : journal, mark: journal ? null : mark };
}

/** Whether the state is still what it was at the last look: with a manifest, and nothing under way. */
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

/** Makes the state directory where files can be moved from into the document root, and finds out how the server moves them. */
export async function makeState(
  files: RemoteFiles,
  root: string,
  blogId: string,
  fileMode: number,
): Promise<RemotePlace & { traits: ServerTraits }> {
  const rootEntry = await orRefused(files.readdir(root));
  if (rootEntry === null) throw await rootProblem(files, root);
  const { beside, inside } = statePlaces(root, blogId);
  for (const state of [beside, inside]) {
    if (state === null) continue;
    const top = state === inside ? inside : posix.dirname(posix.dirname(state));
    const made = await orRefused(makeDirectories(files, top, state));
    if (made === null) continue;
    const traits = await probeTraits(files, { root, state }, fileMode);
    if (traits) return { root, state, traits };
  }
  throw await rootProblem(files, root);
}

async function makeDirectories(files: RemoteFiles, top: string, state: string): Promise<true> {
  const below = posix.relative(top, state).split("/").filter(Boolean);
  const paths = below.map((_, index) => posix.join(top, ...below.slice(0, index + 1)));
  await inTurn(files, [
    // Closed to other users and, on most hosts, to the web server; files keep their own mode when they move out.
    () => ensureDirectory(files, top, 0o700),
    () => writeWhole(files, posix.join(top, ".htaccess"), Buffer.from(denyRule), 0o644),
    ...paths.map((path) => () => ensureDirectory(files, path)),
  ]);
  return true;
}

/** Makes a directory that may be there; servers answer "failure" for a taken name, so that the name has to be looked at. */
async function ensureDirectory(files: RemoteFiles, path: string, mode = 0o755): Promise<void> {
  try {
    await files.mkdir(path, mode);
  } catch (error) {
    const isThere = await orRefused(files.readdir(path));
    if (isThere === null) throw error;
  }
}

async function rootProblem(files: RemoteFiles, root: string): Promise<AppError> {
  try {
    await files.readdir(root);
  } catch (error) {
    const isMissing = error instanceof RemoteError && error.status === remoteStatus.noSuchFile;
    if (isMissing) return new AppError("publish.directoryMissing", { directory: root });
  }
  return new AppError("publish.directoryDenied", { directory: root });
}
