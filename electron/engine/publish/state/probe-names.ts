import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import type { NameRules } from "./manifest.ts";
import { inTurn } from "../base/pipeline.ts";
import { orRefused, type RemoteFiles } from "../base/remote-files.ts";

/** A character that is one code point in NFC and two in NFD. */
const composed = "\u304c";

/** Tests which names a server treats as equal, with an empty folder that is removed again. */
export async function probeNameRules(files: RemoteFiles, root: string): Promise<NameRules | undefined> {
  const name = `hitofude-probe-${randomBytes(6).toString("hex")}`;
  const rules = await probe(files, posix.join(root, `${name}-${composed}`));
  if (rules) return rules;
  const ascii = await probe(files, posix.join(root, name));
  return ascii && { ...ascii, onlyAscii: true };
}

async function probe(files: RemoteFiles, path: string): Promise<NameRules | undefined> {
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
