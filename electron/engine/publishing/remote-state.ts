import { createHash, randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { type CommitJournal, readJournal } from "./commit-journal.ts";
import { type Manifest, readManifest, type ServerTraits } from "./manifest.ts";
import { orRefused, RemoteError, type RemoteFiles, type RemotePlace, remoteStatus } from "./remote-files.ts";
import { probeTraits } from "./server-traits.ts";
import { writeWhole } from "./whole-file.ts";

/** What lies in a state directory. */
export interface StateLook extends RemotePlace {
  readonly manifest: Manifest | null;
  readonly journal: CommitJournal | null;
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

/** Resolves the document root. Rejects with `publish.directoryMissing` when it is none. */
export async function resolveRoot(files: RemoteFiles, directory: string): Promise<string> {
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

/** Looks whether something was published before, without changing anything. Null: never, as far as can be seen. */
export async function findState(files: RemoteFiles, root: string, blogId: string): Promise<StateLook | null> {
  const { beside, inside } = statePlaces(root, blogId);
  const places = [beside, inside].filter((place) => place !== null);
  const looks = await Promise.all(places.map((state) => lookInto(files, { root, state })));
  return looks.find((look) => look.manifest !== null || look.journal !== null) ?? null;
}

/** Reads manifest and journal of a state directory. */
export async function lookInto(files: RemoteFiles, place: RemotePlace): Promise<StateLook> {
  const [manifest, journal] = await Promise.all([
    readManifest(files, place.state),
    readJournal(files, place.state),
  ]);
  // A publish that was cut off after its manifest was written has nothing left to do.
  const isDone = journal !== null && manifest !== null && manifest.generation >= journal.generation;
  return { ...place, manifest, journal: isDone ? null : journal };
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
    const traits = await probeTraits(files, { root, state }, fileMode, randomBytes(6).toString("hex"));
    if (traits) return { root, state, traits };
  }
  throw await rootProblem(files, root);
}

async function makeDirectories(files: RemoteFiles, top: string, state: string): Promise<true> {
  const below = posix.relative(top, state).split("/").filter(Boolean);
  let path = top;
  // Closed to other users and, on most hosts, to the web server; files keep their own mode when they move out.
  await ensureDirectory(files, path, 0o700);
  await writeWhole(files, posix.join(top, ".htaccess"), Buffer.from(denyRule), 0o644);
  for (const name of below) {
    path = posix.join(path, name);
    await ensureDirectory(files, path);
  }
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
