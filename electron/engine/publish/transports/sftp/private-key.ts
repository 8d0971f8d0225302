import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import ssh2, { type ParsedKey } from "ssh2";
import { AppError, messageOf } from "#contract/errors.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { fields, openSshKey } from "./key-fields.ts";
import { isPuttyKey, openSshFromPutty } from "./putty-key.ts";

/** Maximum number of times that the author is asked for a passphrase. */
const attempts = 3;

/** Asks the author for a passphrase. `retry` says whether the previous answer was wrong. */
export type AskPassphrase = (retry: boolean) => Promise<string>;

/**
 * Reads a private key file in the format OpenSSH, PEM, PKCS#8 or PPK. Asks for a passphrase if needed.
 * Rejects with `publish.keyUnreadable` or `publish.keyPassphrase`.
 */
export async function readPrivateKey(path: string, askPassphrase: AskPassphrase): Promise<ParsedKey> {
  const text = await readKeyFile(path);
  let result = parse(text);
  for (let attempt = 0; result === "encrypted" || result === "wrong passphrase"; attempt += 1) {
    if (attempt === attempts) throw new AppError("publish.keyPassphrase", { path });
    result = parse(text, await askPassphrase(attempt > 0));
  }
  if (result instanceof Error) throw unreadable(path, result.message);
  if (!result.isPrivateKey()) throw unreadable(path, "this is the public key");
  return result;
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(expandHome(path), "utf8");
  } catch (error) {
    throw unreadable(path, messageOf(error));
  }
}

function parse(text: string, passphrase?: string): ParsedKey | Error | "encrypted" | "wrong passphrase" {
  const pem = readable(text, passphrase);
  if (pem === "encrypted" || pem === "wrong passphrase" || typeof pem !== "string") return pem;
  const parsed = ssh2.utils.parseKey(pem, passphrase);
  if (!(parsed instanceof Error)) return Array.isArray(parsed) ? parsed[0] : parsed;
  if (/no passphrase given/i.test(parsed.message)) return "encrypted";
  // Blames the passphrase, because decrypting with a wrong passphrase may cause any error.
  return passphrase === undefined || /^Unsupported/i.test(parsed.message) ? parsed : "wrong passphrase";
}

/** Converts a key to a format that ssh2 can read, if it is a PKCS#8 or PuTTY key. */
function readable(text: string, passphrase?: string): string | Error | "encrypted" | "wrong passphrase" {
  if (/-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text)) return fromPkcs8(text, passphrase);
  if (!isPuttyKey(text)) return unreadableCipher(text) ?? text;
  try {
    return openSshFromPutty(text, passphrase);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Returns an error for a cipher that Electron lacks. Without this error, the passphrase would seem wrong. */
function unreadableCipher(text: string): Error | null {
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)/.exec(text) ?? [];
  const head = Buffer.from(body ?? "", "base64").toString("latin1", 0, 64);
  if (!head.includes("chacha20-poly1305")) return null;
  return new Error("it is encrypted with chacha20-poly1305; `ssh-keygen -p -Z aes256-ctr -f …` changes that");
}

/** Uses Node's crypto to convert a PKCS#8 key to an older format, which ssh2 can read. */
function fromPkcs8(text: string, passphrase?: string): string | Error | "encrypted" | "wrong passphrase" {
  if (text.includes("BEGIN ENCRYPTED") && passphrase === undefined) return "encrypted" as const;
  try {
    const key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
    const type = key.asymmetricKeyType;
    if (type === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
    if (type === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
    if (type === "ed25519") return fromEd25519(key);
    return new Error(`a PKCS#8 key of type ${type}, which SSH does not know`);
  } catch (error) {
    if (passphrase !== undefined) return "wrong passphrase";
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Converts an Ed25519 key to OpenSSH's format, because no older format supports Ed25519. */
function fromEd25519(key: KeyObject): string {
  const { x = "", d = "" } = key.export({ format: "jwk" });
  const [point, seed] = [Buffer.from(x, "base64url"), Buffer.from(d, "base64url")];
  const type = "ssh-ed25519";
  return openSshKey(type, fields(type, point), fields(point, Buffer.concat([seed, point])));
}

function unreadable(path: string, reason: string): AppError {
  return new AppError("publish.keyUnreadable", { path, reason });
}
