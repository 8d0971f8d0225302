import { createDecipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";
import { argon2d, argon2i, argon2id } from "@noble/hashes/argon2";
import { fields, KeyFields, openSshKey } from "./key-fields.ts";

/** The contents of a PuTTY key file. `secret` may be encrypted. */
interface PuttyFile {
  readonly version: 2 | 3;
  readonly type: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly publicKey: Buffer;
  readonly secret: Buffer;
}

/** The cipher's key (`key`) and initialization vector (`start`), and the key of the checksum (`mac`). */
interface Secrets {
  readonly key: Buffer;
  readonly start: Buffer;
  readonly mac: Buffer;
}

/** Limits of Argon2's cost, far above PuTTY's values, so that a key file cannot exhaust memory or time. */
const maxArgon = { kilobytes: 1024 * 1024, passes: 1000, lanes: 64 };

export function isPuttyKey(text: string): boolean {
  return text.startsWith("PuTTY-User-Key-File-");
}

/**
 * Converts a PuTTY private key (PPK, versions 2 and 3) to OpenSSH's format, in memory.
 * Returns "encrypted" if a passphrase is needed, and "wrong passphrase" if the checksum does not match.
 */
export function openSshFromPutty(
  text: string,
  passphrase?: string,
): string | "encrypted" | "wrong passphrase" {
  const file = parse(text);
  const encryption = file.headers.get("Encryption");
  if (encryption !== "none" && encryption !== "aes256-cbc") throw new Error(`encrypted with ${encryption}`);
  const isEncrypted = encryption !== "none";
  if (isEncrypted && !passphrase) return "encrypted";
  const secrets = derive(file, isEncrypted ? (passphrase ?? "") : "", isEncrypted);
  const secret = isEncrypted ? decrypt(file.secret, secrets) : file.secret;
  if (!isGenuine(file, encryption, secret, secrets.mac)) {
    if (isEncrypted) return "wrong passphrase";
    throw new Error("the file is damaged: its checksum does not fit");
  }
  return openSshKey(file.type, file.publicKey, secretPart(file, secret));
}

function parse(text: string): PuttyFile {
  const lines = text.split(/\r?\n/);
  const [, version, type] = /^PuTTY-User-Key-File-(\d+): (\S+)$/.exec(lines[0] ?? "") ?? [];
  if (version !== "2" && version !== "3") throw new Error(`a PuTTY key of version ${version}`);
  const headers = new Map<string, string>();
  const blocks = new Map<string, Buffer>();
  for (let at = 1; at < lines.length; at += 1) {
    const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(lines[at] ?? "") ?? [];
    headers.set(name, value);
    if (!name.endsWith("-Lines")) continue;
    const count = Number(value);
    blocks.set(name, Buffer.from(lines.slice(at + 1, at + 1 + count).join(""), "base64"));
    at += count;
  }
  const [publicKey, secret] = [blocks.get("Public-Lines"), blocks.get("Private-Lines")];
  if (!publicKey || !secret || type === undefined) throw new Error("the file is cut off");
  return { version: version === "2" ? 2 : 3, type, headers, publicKey, secret };
}

function derive(file: PuttyFile, passphrase: string, isEncrypted: boolean): Secrets {
  if (file.version === 3) return isEncrypted ? deriveByArgon(file, passphrase) : noSecrets;
  const sha1 = (...parts: readonly (string | Buffer)[]): Buffer => {
    const hash = createHash("sha1");
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const numbered = [0, 1].map((number) => sha1(Buffer.from([0, 0, 0, number]), passphrase));
  return {
    key: Buffer.concat(numbered).subarray(0, 32),
    start: Buffer.alloc(16),
    mac: sha1("putty-private-key-file-mac-key", passphrase),
  };
}

const noSecrets: Secrets = { key: Buffer.alloc(0), start: Buffer.alloc(0), mac: Buffer.alloc(0) };

const argons = { Argon2id: argon2id, Argon2i: argon2i, Argon2d: argon2d };

function deriveByArgon({ headers }: PuttyFile, passphrase: string): Secrets {
  const kind = headers.get("Key-Derivation");
  if (kind !== "Argon2id" && kind !== "Argon2i" && kind !== "Argon2d") throw new Error(`a key from ${kind}`);
  const number = (name: string, max: number): number => {
    const value = Number(headers.get(name));
    if (!Number.isInteger(value) || value < 1 || value > max)
      throw new Error(`${name} is ${headers.get(name)}`);
    return value;
  };
  const bytes = Buffer.from(
    argons[kind](Buffer.from(passphrase, "utf8"), Buffer.from(headers.get("Argon2-Salt") ?? "", "hex"), {
      m: number("Argon2-Memory", maxArgon.kilobytes),
      t: number("Argon2-Passes", maxArgon.passes),
      p: number("Argon2-Parallelism", maxArgon.lanes),
      dkLen: 80,
    }),
  );
  return { key: bytes.subarray(0, 32), start: bytes.subarray(32, 48), mac: bytes.subarray(48) };
}

function decrypt(bytes: Buffer, { key, start }: Secrets): Buffer {
  const cipher = createDecipheriv("aes-256-cbc", key, start);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function isGenuine(
  { version, type, headers, publicKey }: PuttyFile,
  encryption: string,
  secret: Buffer,
  mac: Buffer,
): boolean {
  const writtenMac = Buffer.from(headers.get("Private-MAC") ?? "", "hex");
  const sum = createHmac(version === 2 ? "sha1" : "sha256", mac)
    .update(fields(type, encryption, headers.get("Comment") ?? "", publicKey, secret))
    .digest();
  return writtenMac.length === sum.length && timingSafeEqual(writtenMac, sum);
}

/** Returns the private fields of a key in OpenSSH's order, which repeats some public fields. */
function secretPart({ type, publicKey }: PuttyFile, secret: Buffer): Buffer {
  const [open, hidden] = [new KeyFields(publicKey), new KeyFields(secret)];
  open.next();
  if (type === "ssh-ed25519") {
    const point = open.next();
    return fields(point, Buffer.concat([hidden.next(), point]));
  }
  if (type === "ssh-rsa") {
    const [e, n] = [open.next(), open.next()];
    const [d, p, q, inverse] = [hidden.next(), hidden.next(), hidden.next(), hidden.next()];
    return fields(n, e, d, inverse, p, q);
  }
  if (type.startsWith("ecdsa-sha2-")) return fields(open.next(), open.next(), hidden.next());
  throw new Error(`a key of type ${type}`);
}
