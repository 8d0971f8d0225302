import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { ServerTraits } from "../base/server-traits.ts";
import { inTurn, settled } from "../base/pipeline.ts";
import { probeNameRules, removeLeftProbes } from "./probe-names.ts";
import {
  accepted,
  orRefused,
  RemoteError,
  type RemoteFiles,
  type RemoteDirectories,
  remoteStatus,
} from "../base/remote-files.ts";
import type { DocumentRoot } from "./remote-state.ts";
import { probeTraits } from "./probe-traits.ts";
import { type StateLocation, stateLocations } from "./state-locations.ts";
import { writeWhole } from "../base/whole-file.ts";

/** A `.htaccess` that keeps an Apache server from serving the state directory. */
const denyRule = `# Made by Hitofude. Nothing here is for readers.
<IfModule mod_authz_core.c>
Require all denied
</IfModule>
<IfModule !mod_authz_core.c>
Deny from all
</IfModule>
`;

/** Makes the state directory on the file system of the document root, and tests the server's traits. */
export async function makeState(
  files: RemoteFiles,
  { root, isDirectory }: DocumentRoot,
  blogId: string,
  fileMode: number,
): Promise<MadeState> {
  const listing = orRefused(files.readdir(root));
  // If the root is known to be a directory, continues without waiting for the root's listing.
  if (!isDirectory && (await listing) === null) throw await rootProblem(files, root);
  const making = makeAnyState(files, root, blogId, fileMode);
  const naming = probeNameRules(files, root);
  const clearing = listing.then((entries) => removeLeftProbes(files, root, entries ?? []));
  await settled([listing, making, naming, clearing]);
  const [made, names] = [await making, await naming];
  if (made === null || (await listing) === null) throw await rootProblem(files, root);
  return { ...made, traits: { ...made.traits, ...(names ? { names } : {}) } };
}

/** A state directory that was just made. */
export interface MadeState extends RemoteDirectories {
  readonly traits: ServerTraits;
  /** Whether readers may see the directory: it is in the document root, and no `.htaccess` protects it. */
  readonly isOpen: boolean;
}

async function makeAnyState(
  files: RemoteFiles,
  root: string,
  blogId: string,
  fileMode: number,
): Promise<MadeState | null> {
  const refused: StateLocation[] = [];
  const places = stateLocations(root, blogId);
  for (const { dotted, plain } of places) {
    const made = await makeStateAt(files, root, dotted, fileMode);
    if (typeof made === "object") return made;
    if (made === "refused") refused.push(plain);
  }
  // Tries names without a leading dot, because the server may refuse names with a leading dot.
  for (const plain of refused) {
    const made = await makeStateAt(files, root, plain, fileMode);
    if (typeof made === "object") return made;
  }
  return null;
}

/**
 * Makes a state directory at one of the possible paths.
 * Returns "refused" if the directory cannot be made or written to.
 * Returns "unfit" if files cannot be moved from the state directory into the document root.
 */
async function makeStateAt(
  files: RemoteFiles,
  root: string,
  { top, state }: StateLocation,
  fileMode: number,
): Promise<MadeState | "refused" | "unfit"> {
  const making = orRefused(makeDirectories(files, top, state));
  if (!files.capabilities.ordered && (await making) === null) return "refused";
  const probing = probeTraits(files, { root, state }, fileMode);
  await Promise.allSettled([making, probing]);
  // First checks that the directory was made. Otherwise, the result of `probing` means nothing.
  const made = await making;
  if (made === null) return "refused";
  const traits = await orDenied(probing);
  if (traits === "denied") return "refused";
  if (!traits) return "unfit";
  return { root, state, traits, isOpen: !made.hasRule && posix.dirname(state) === root };
}

async function orDenied<T>(request: Promise<T>): Promise<T | "denied"> {
  try {
    return await request;
  } catch (error) {
    const isDenied = error instanceof RemoteError && error.status === remoteStatus.permissionDenied;
    if (isDenied) return "denied";
    throw error;
  }
}

async function makeDirectories(
  files: RemoteFiles,
  top: string,
  state: string,
): Promise<{ readonly hasRule: boolean }> {
  const below = posix.relative(top, state).split("/").filter(Boolean);
  const paths = below.map((_, index) => posix.join(top, ...below.slice(0, index + 1)));
  let hasRule = false;
  await inTurn(files, [
    // Mode 700 keeps out other users and, on most hosts, the web server.
    () => ensureDirectory(files, top, 0o700),
    async () => {
      hasRule = await accepted(writeWhole(files, posix.join(top, ".htaccess"), Buffer.from(denyRule), 0o644));
    },
    ...paths.map((path) => () => ensureDirectory(files, path)),
  ]);
  return { hasRule };
}

/** Makes a directory if it does not exist. Servers answer "failure" if the directory exists. */
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
