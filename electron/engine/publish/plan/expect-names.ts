import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { Manifest } from "../state/manifest.ts";
import type { NameRules, ServerTraits } from "../base/server-traits.ts";
import { pipeline } from "../base/pipeline.ts";
import type { PlannedPut } from "./plan-types.ts";
import { accepted, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { isProtection } from "./server-rules.ts";
import { isLong, isTooLong, nameProblem } from "./unusual-names.ts";
import { writeWhole } from "../base/whole-file.ts";

/** The name of a file, or of one of the folders that contain it. */
interface Name {
  readonly name: string;
  readonly isFolder: boolean;
  readonly file: PlannedPut["file"];
}

/** The files of a publish, and how the server treats file names. */
interface NewNames {
  readonly puts: readonly PlannedPut[];
  readonly before: Manifest | null;
  readonly rules: NameRules | undefined;
}

/**
 * Tests unusual names of new files in a temporary folder on the server, before the upload.
 * Returns the names with a leading dot that the server refused.
 * Rejects with `publish.nameTooLong` or `publish.nameRefused` if a name without a leading dot is refused.
 * Rejects with `publish.protectionRefused` if the server refuses the name of a file that protects pages.
 */
export async function expectNames(
  files: RemoteFiles,
  root: string,
  { puts, before, rules }: NewNames,
): Promise<readonly string[]> {
  const fresh = puts.filter(({ file }) => before?.files[file.path] === undefined);
  const names = unusualNames(fresh, rules?.onlyAscii === true);
  const refused = names.length === 0 ? [] : await refusedNames(files, root, names);
  const [stop] = refused.filter(({ name }) => nameProblem(name) !== "dot");
  if (stop) throw refusal(stop);
  const dotted = refused.map(({ name }) => name);
  const unprotected = fresh.find(({ file }) => isProtection(file) && hasName(file.path, dotted));
  if (unprotected) throw new AppError("publish.protectionRefused", { path: unprotected.file.path });
  await expectShort(
    files,
    root,
    fresh.filter(({ file }) => !hasName(file.path, dotted)),
  );
  return dotted;
}

/** Returns the server's traits with additional refused names. */
export function withRefused(traits: ServerTraits, refused: readonly string[]): ServerTraits {
  if (refused.length === 0) return traits;
  return { ...traits, refused: [...new Set([...(traits.refused ?? []), ...refused])] };
}

/** Whether a path contains one of the names, as a file or a folder. */
export function hasName(path: string, names: readonly string[]): boolean {
  return names.length > 0 && path.split("/").some((name) => names.includes(name));
}

/** Rejects with `publish.nameTooLong` if a path is too long as a whole. */
async function expectShort(files: RemoteFiles, root: string, puts: readonly PlannedPut[]): Promise<void> {
  const long = puts.filter(({ file }) => isLong(root, file.path));
  await pipeline(long, async ({ file }) => {
    if (isTooLong(root, file.path)) throw tooLong(file, file.path);
    try {
      await files.lstat(posix.join(root, file.path));
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      // OpenSSH answers "bad message" if its operating system considers a name too long.
      const { failure, badMessage } = remoteStatus;
      if (error.status === failure || error.status === badMessage) throw tooLong(file, file.path);
    }
  });
}

/** Returns the file names and folder names that some servers refuse. Lists each name only once. */
function unusualNames(puts: readonly PlannedPut[], onlyAscii: boolean): Name[] {
  const isUnusual = (name: string): boolean =>
    nameProblem(name) !== null || (onlyAscii && /\P{ASCII}/u.test(name));
  const found = new Map<string, Name>();
  for (const { file } of puts) {
    const names = file.path.split("/");
    for (const [index, name] of names.entries()) {
      const isFolder = index < names.length - 1;
      const key = `${isFolder}/${name}`;
      if (isUnusual(name) && !found.has(key)) found.set(key, { name, isFolder, file });
    }
  }
  return [...found.values()];
}

async function refusedNames(files: RemoteFiles, root: string, names: readonly Name[]): Promise<Name[]> {
  const probe = posix.join(root, `hitofude-probe-${randomBytes(6).toString("hex")}`);
  // Treats all names as accepted if the probe folder cannot be made.
  if (!(await accepted(files.mkdir(probe, 0o755)))) return [];
  const refused = new Set<Name>();
  try {
    await pipeline(names.entries(), async ([index, name]) => {
      if (!(await isTaken(files, posix.join(probe, String(index)), name))) refused.add(name);
    });
  } finally {
    await accepted(files.rmdir(probe));
  }
  return names.filter((name) => refused.has(name));
}

/** Tests whether the server accepts a name. Makes `folder` for the test, and removes the folder. */
async function isTaken(files: RemoteFiles, folder: string, { name, isFolder }: Name): Promise<boolean> {
  const [first, named] = [posix.join(folder, "first"), posix.join(folder, name)];
  await files.mkdir(folder, 0o755);
  try {
    if (isFolder) return await accepted(files.mkdir(named, 0o755));
    await writeWhole(files, first, Buffer.from(""), 0o644);
    return await accepted(files.rename(first, named));
  } finally {
    await accepted(isFolder ? files.rmdir(named) : files.remove(named));
    await accepted(files.remove(first));
    await accepted(files.rmdir(folder));
  }
}

function refusal({ name, file }: Name): AppError {
  if (nameProblem(name) === "length") return tooLong(file, name);
  return new AppError("publish.nameRefused", { ...valuesOf(file), name });
}

function tooLong(file: PlannedPut["file"], name: string): AppError {
  return new AppError("publish.nameTooLong", { ...valuesOf(file), name, bytes: Buffer.byteLength(name) });
}

/** Returns the values of an error about a file's name. `post` is the post whose address has to change. */
function valuesOf({ path, post }: PlannedPut["file"]): { path: string; post: string; ofPost: string } {
  return { path, post: post ?? "", ofPost: String(post !== undefined) };
}
