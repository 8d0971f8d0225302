import { constants } from "node:fs";
import ssh2 from "ssh2";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { openPlainFile, removeLink } from "./real-files.ts";

export interface HostKey {
  /** Private key in OpenSSH's format. */
  readonly privateKey: string;
  /** Public key in SSH's wire format. */
  readonly publicKey: Buffer;
}

/** Reads the host key of the practice server. If the file is missing or damaged, makes a new key. */
export async function loadHostKey(file: string): Promise<HostKey> {
  const known = parse((await readKey(file)) ?? "");
  if (known) return known;
  const made = makeHostKey();
  await removeLink(file);
  await atomicWrite(file, made.privateKey, { mode: 0o600 });
  return made;
}

/** Reads the key. Returns null if the file is missing or is not a plain file. */
async function readKey(file: string): Promise<string | null> {
  const entry = await entryIfThere(file).catch((error: unknown) => {
    throw readError(error, file);
  });
  if (!entry?.isFile()) return null;
  try {
    const handle = await openPlainFile(file, constants.O_RDONLY);
    return await handle.readFile("utf8").finally(() => handle.close());
  } catch (error) {
    throw readError(error, file);
  }
}

const tries = 20;

/**
 * Makes a key. Discards keys that ssh2 cannot read.
 * ssh2 drops zero bytes at the beginning of a public key, so one key in 256 cannot be read.
 */
export function makeHostKey(): HostKey {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const made = parse(ssh2.utils.generateKeyPairSync("ed25519").private);
    if (made) return made;
  }
  throw new Error("no key was made that can be read");
}

function parse(privateKey: string): HostKey | null {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) return null;
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key ? { privateKey, publicKey: key.getPublicSSH() } : null;
}
