import type { RemoteView, SeenFile } from "./plan-types.ts";
import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Manifest } from "../state/manifest.ts";
import type { NameRules } from "../base/server-traits.ts";
import { manyLanes, pipeline, settled } from "../base/pipeline.ts";
import { isUntouched, pathsToLookAt } from "./plan.ts";
import type { EarlierFiles, LastHere } from "./elsewhere.ts";
import { isInside } from "./plan-kind-changes.ts";
import { orMissing, orRefused, type RemoteFiles, type RemoteDirectories } from "../base/remote-files.ts";
import { listWholeTree } from "../base/remote-tree.ts";
import { isCheckedByListing, timedOf } from "./lost-files.ts";
import { nameKey } from "./same-names.ts";
import { isLong, isTooLong, isUnusual } from "./unusual-names.ts";
import { isLeftProbe } from "../state/probe-names.ts";
import { readWhole } from "../base/whole-file.ts";

/** Limits, in bytes, for reading files that are compared with the site's files. */
const cheap = { fileBytes: 1024 * 1024, totalBytes: 32 * 1024 * 1024 };

/** Limits for listing the server's files. Beyond these limits, only paths of the site are recorded. */
const listed = { entries: 20_000, pathLength: 4096 };

/** The files of the built site, and the manifest that the server has. */
interface ComparedSites {
  readonly build: readonly OutputFile[];
  readonly manifest: Manifest | null;
}

/**
 * Checks the files on the server that will be written or removed.
 * Lists the whole document root if there is no manifest or `isWhole` is set.
 */
export async function lookAtRemote(
  files: RemoteFiles,
  place: RemoteDirectories,
  sites: ComparedSites,
  { isWhole = false, names, sample = [], earlier, signal }: LookOptions = {},
): Promise<RemoteView> {
  const { build, manifest } = sites;
  const needed = manifest && !isWhole ? pathsToLookAt(build, manifest) : [];
  const links = Object.keys(manifest?.links ?? {});
  const seen =
    manifest && !isWhole
      ? await lookAtBoth(files, place.root, [[...needed, ...foldersOf(needed), ...links], sample], {
          ours: new Set([...Object.keys(manifest.files), ...links]),
          published: manifest.files,
          signal,
        })
      : await lookAtAll(
          files,
          place,
          // The site's names come last: of two names that the server treats as equal, the last one is used.
          [...links, ...Object.keys(manifest?.files ?? {}), ...build.map((file) => file.path)],
          { names, signal },
        );
  if (manifest) await listFoldersInTheWay(files, place.root, { build, manifest }, seen);
  const known = (await (hasDrift(build, manifest, seen) ? earlier?.() : null)) ?? new Map();
  return hashEqualSizes(files, place.root, sites, { seen, earlier: known, signal });
}

/** Maximum depth of folders that are checked. Thousands of nested folders would overload the server. */
const maxDepth = 64;

/**
 * Returns the folders that contain the given paths. They are checked too, because each may be a link.
 */
function foldersOf(paths: readonly string[]): string[] {
  return parentDirectories(paths).filter((path) => path.split("/").length <= maxDepth);
}

/** Whether a file on the server differs from the version that the last publish wrote. */
function hasDrift(build: readonly OutputFile[], manifest: Manifest | null, seen: RemoteView): boolean {
  const paths = new Set(build.map(({ path }) => path));
  return [...seen].some(([path, there]) => {
    const live = manifest?.files[path];
    const isConcerned = live !== undefined || paths.has(path) || manifest?.marker?.path === path;
    return isConcerned && !isUntouched(live, there);
  });
}

export interface LookOptions {
  readonly isWhole?: boolean;
  /** Paths of unchanged files to check as well. `sampleOf` chooses them. */
  readonly sample?: readonly string[] | undefined;
  /** Reads which versions of each file this computer has published before. */
  readonly earlier?: LastHere["earlier"];
  /** Rules about which names the server treats as equal. */
  readonly names?: NameRules | undefined;
  readonly signal?: CancelSignal | undefined;
}

interface PathOptions extends Pick<LookOptions, "signal"> {
  /**
   * Paths of files and folders that Hitofude put on the server, and of symbolic links. Default: none.
   * Below these paths, an error of the server means that nothing exists.
   */
  readonly ours?: ReadonlySet<string>;
  /** The published files. Needed to check a sample by listings that contain no times. Default: none. */
  readonly published?: Manifest["files"];
}

/** Checks what is at each of the given paths. Returns the entries that exist. */
export async function lookAtPaths(
  files: RemoteFiles,
  root: string,
  paths: readonly string[],
  { ours = new Set(), signal }: PathOptions,
): Promise<Map<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const look = async (path: string): Promise<void> => {
    if (isTooLong(root, path)) return;
    const asking = files.lstat(posix.join(root, path));
    // Servers use different error codes for a forbidden name, so every error code means that nothing exists.
    const isDoubtful = isInside(path, ours) || isUnusual(path) || isLong(root, path);
    const entry = await (isDoubtful ? orRefused(asking) : orMissing(asking));
    if (entry) seen.set(path, entry);
  };
  await pipeline(paths, look, signal, manyLanes(files));
  return seen;
}

/**
 * Checks a sample of files. If listings contain exact sizes, one request checks all files of a folder.
 * If listings contain no times, only the times of the first files (`timedOf`) are checked.
 * Each other file counts as unchanged if it has its published size.
 */
export async function lookAtSample(
  files: RemoteFiles,
  root: string,
  sample: readonly string[],
  options: PathOptions,
): Promise<Map<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const { lists } = files.capabilities;
  const isListed = lists !== undefined && isCheckedByListing(sample);
  const timed = lists === "sizes" ? timedOf(sample) : new Set(sample);
  const list = async (folder: string): Promise<void> => {
    const inside = sample.filter((path) => posix.dirname(path) === folder);
    const timedHere = new Set(inside.filter((path) => timed.has(path)).map((path) => posix.basename(path)));
    const entries = await orRefused(files.readdir(posix.join(root, folder), undefined, timedHere));
    for (const path of inside) {
      const entry = entries?.get(posix.basename(path));
      const published = options.published?.[path];
      if (entry?.kind !== "file") continue;
      if (timed.has(path)) seen.set(path, entry);
      else if (published?.size === entry.size) seen.set(path, { ...entry, mtime: published.mtime });
    }
  };
  if (isListed) await pipeline(new Set(sample.map((path) => posix.dirname(path))), list, options.signal);
  // Some servers omit names with a leading dot from listings, or list other spellings of names.
  const others = sample.filter((path) => !seen.has(path));
  for (const [path, entry] of await lookAtPaths(files, root, others, options)) seen.set(path, entry);
  return seen;
}

/** Checks paths and a sample at the same time, in one round trip if the server handles requests in order. */
export async function lookAtBoth(
  files: RemoteFiles,
  root: string,
  [paths, sample]: readonly [readonly string[], readonly string[]],
  options: PathOptions,
): Promise<Map<string, SeenFile>> {
  const looks = [
    lookAtSample(files, root, sample, options),
    lookAtPaths(files, root, paths, options),
  ] as const;
  await settled(looks);
  const [first, second] = await Promise.all(looks);
  return new Map([...first, ...second]);
}

/** Lists everything in the document root. Also checks each name with a leading dot separately. */
async function lookAtAll(
  files: RemoteFiles,
  place: RemoteDirectories,
  paths: readonly string[],
  options: LookOptions,
): Promise<Map<string, SeenFile>> {
  const dotted = paths.filter((path) => path.split("/").some((name) => name.startsWith(".")));
  const looks = [
    listTree(files, place, paths, options),
    lookAtPaths(files, place.root, dotted, { signal: options.signal }),
  ] as const;
  await settled(looks);
  const [listed, asked] = await Promise.all(looks);
  // Checks each file behind a symbolic link separately, because the listing does not contain such files.
  const folders = new Set([...listed].filter(([, { kind }]) => kind === "link").map(([path]) => path));
  const behind = [...new Set(paths)].filter((path) => isInside(path, folders));
  const linked = await lookAtPaths(files, place.root, behind, { ours: folders, signal: options.signal });
  return new Map([...listed, ...linked, ...asked]);
}

async function listTree(
  files: RemoteFiles,
  { root, state }: RemoteDirectories,
  paths: readonly string[],
  { names, signal }: LookOptions,
): Promise<Map<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const concerned = new Set([...parentDirectories(paths), ...paths]);
  const key = nameKey(names);
  const sameNames = new Map(key ? [...concerned].map((path) => [key(path), path]) : []);
  let level = [""];
  while (level.length > 0) {
    const next: string[] = [];
    const list = async (directory: string): Promise<void> => {
      // Treats an unreadable directory as empty, because Hitofude can read all directories that it has made.
      const entries = await orRefused(files.readdir(posix.join(root, directory)));
      for (const [name, entry] of entries ?? []) {
        const listedPath = posix.join(directory, name);
        if (posix.join(root, listedPath) === state) continue;
        if (directory === "" && isLeftProbe(name, entry)) continue;
        const path = key ? (sameNames.get(key(listedPath)) ?? listedPath) : listedPath;
        const isTooMuch = seen.size >= listed.entries || path.length > listed.pathLength;
        if (isTooMuch && !concerned.has(path)) continue;
        seen.set(path, entry);
        if (entry.kind === "directory") next.push(path);
      }
    };
    await pipeline(level, list, signal);
    level = next;
  }
  return seen;
}

/**
 * Lists the contents of published folders if the site now has files at the paths of these folders.
 * To decide whether a file may replace a folder, the plan needs the folder's contents.
 */
async function listFoldersInTheWay(
  files: RemoteFiles,
  root: string,
  { build, manifest }: ComparedSites & { readonly manifest: Manifest },
  seen: Map<string, SeenFile>,
): Promise<void> {
  const ours = new Set(manifest.directories);
  for (const { path } of build) {
    const entry = seen.get(path);
    if (entry?.kind !== "directory" || !ours.has(path)) continue;
    const tree = await orMissing(listWholeTree(files, posix.join(root, path)));
    for (const [inside, found] of tree ?? []) seen.set(posix.join(path, inside), found);
  }
}

interface HashOptions {
  readonly seen: Map<string, SeenFile>;
  readonly earlier: EarlierFiles;
  readonly signal: CancelSignal | undefined;
}

/** Hashes the changed files on the server that have the size of the new file or of an earlier version. */
async function hashEqualSizes(
  files: RemoteFiles,
  root: string,
  { build, manifest }: ComparedSites,
  { seen, earlier, signal }: HashOptions,
): Promise<RemoteView> {
  let budget = cheap.totalBytes;
  const sizes = new Map(build.map(({ path, size }) => [path, size]));
  const paths = new Set([...sizes.keys(), ...earlier.keys()]);
  const isEqualSize = (path: string, size: number): boolean =>
    sizes.get(path) === size || earlier.get(path)?.some((version) => version.size === size) === true;
  const candidates = [...paths].filter((path) => {
    const there = seen.get(path);
    if (there?.kind !== "file" || !isEqualSize(path, there.size)) return false;
    const { size } = there;
    if (isUntouched(manifest?.files[path], there) || size > cheap.fileBytes || size > budget) return false;
    budget -= size;
    return true;
  });
  const hash = async (path: string): Promise<void> => {
    const there = seen.get(path);
    const bytes = there && (await orRefused(readWhole(files, posix.join(root, path), there.size)));
    if (!bytes || !there) return;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const isEarlier = earlier.get(path)?.some((version) => version.sha256 === sha256) === true;
    seen.set(path, { ...there, sha256, ...(isEarlier ? { isEarlier } : {}) });
  };
  await pipeline(candidates, hash, signal);
  return seen;
}
