import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import type { NameRules } from "../base/server-traits.ts";
import { inTurn, pipeline } from "../base/pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";

/** Matches the names of files and folders that a test makes in the document root. */
const probeName =
  /^hitofude-(?:probe-[0-9a-f]{12}(?:-\u304c)?|test-[0-9a-f]{32}(?:\.txt(?:\.new)?|(?:-part)?\.html))$/;

const maxProbeBytes = 4096;

/** Names of the tests that this process carries out now. */
const ownProbes = new Set<string>();

/**
 * Runs a test that uses an entry `name` of the document root.
 * While the test runs, `isLeftProbe` does not count the entry as left over.
 */
export async function withProbe<T>(name: string, test: () => Promise<T>): Promise<T> {
  ownProbes.add(name);
  try {
    return await test();
  } finally {
    ownProbes.delete(name);
  }
}

/** Whether an entry of the document root is left over from an interrupted test of the server. */
export function isLeftProbe(name: string, { kind, size }: Pick<RemoteEntry, "kind" | "size">): boolean {
  const composedName = name.normalize("NFC");
  if (!probeName.test(composedName) || ownProbes.has(composedName)) return false;
  return kind === "directory" || (kind === "file" && size <= maxProbeBytes);
}

/**
 * Removes test files and folders of interrupted tests from a document root. `entries` is the root's listing.
 */
export async function removeLeftProbes(
  files: RemoteFiles,
  root: string,
  entries: Iterable<readonly [string, RemoteEntry]>,
): Promise<void> {
  const left = [...entries].filter(([name, entry]) => isLeftProbe(name, entry));
  await pipeline(left, async ([name, { kind }]) => {
    const path = posix.join(root, name);
    await orRefused(kind === "directory" ? files.rmdir(path) : files.remove(path));
  });
}

/** A character that is one code point in NFC and two in NFD. */
const composed = "\u304c";

/** Tests which names a server treats as equal. Makes an empty folder for the test, and removes the folder. */
export async function probeNameRules(files: RemoteFiles, root: string): Promise<NameRules | undefined> {
  const name = `hitofude-probe-${randomBytes(6).toString("hex")}`;
  const rules = await probe(files, root, `${name}-${composed}`);
  if (rules) return rules;
  const ascii = await probe(files, root, name);
  return ascii && { ...ascii, onlyAscii: true };
}

function probe(files: RemoteFiles, root: string, name: string): Promise<NameRules | undefined> {
  return withProbe(name, () => probeAt(files, posix.join(root, name)));
}

async function probeAt(files: RemoteFiles, path: string): Promise<NameRules | undefined> {
  const name = posix.basename(path);
  const isThere = async (other: string): Promise<boolean> =>
    (await orRefused(files.lstat(posix.join(posix.dirname(path), other)))) !== null;
  let seen: readonly boolean[] = [];
  await inTurn<unknown>(files, [
    () => orRefused(files.mkdir(path, 0o755)),
    async () => {
      seen = await Promise.all([name, name.toUpperCase(), name.normalize("NFD")].map(isThere));
    },
    () => orRefused(files.rmdir(path)),
  ]);
  const [isMade, isCaseFolded = false, isFormFolded = false] = seen;
  if (!isMade) return undefined;
  return { foldsCase: isCaseFolded, foldsForms: isFormFolded && name.normalize("NFD") !== name };
}
