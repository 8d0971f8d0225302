import { appendFile, mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { ServerHostKeyAlgorithm } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { sha256Fingerprint } from "../fingerprint.ts";
import type { Ask } from "../targets.ts";
import {
  judgeHostKey,
  type KnownHost,
  keyTypeOf,
  knownHostLine,
  knownHostName,
  knownKeyTypes,
  parseKnownHosts,
} from "./known-hosts.ts";

/** Signature algorithms, best first, and the key type that each belongs to. */
const algorithms: readonly { readonly name: ServerHostKeyAlgorithm; readonly keyType: string }[] = [
  { name: "ssh-ed25519", keyType: "ssh-ed25519" },
  { name: "ecdsa-sha2-nistp256", keyType: "ecdsa-sha2-nistp256" },
  { name: "ecdsa-sha2-nistp384", keyType: "ecdsa-sha2-nistp384" },
  { name: "ecdsa-sha2-nistp521", keyType: "ecdsa-sha2-nistp521" },
  { name: "rsa-sha2-512", keyType: "ssh-rsa" },
  { name: "rsa-sha2-256", keyType: "ssh-rsa" },
];

/**
 * Decides whether a host's key is to be trusted. OpenSSH's own file is read and never written; keys that the author
 * accepts go into a file of ours. A key that is not the known one stops the publish: there is nothing to click away.
 */
export class HostKeys {
  readonly #host: string;
  readonly #name: string;
  readonly #ownFile: string;
  readonly #known: readonly KnownHost[];
  readonly #ask: Ask;
  #accepted: Buffer | null = null;
  #isKept = false;

  private constructor(host: string, name: string, ownFile: string, known: readonly KnownHost[], ask: Ask) {
    this.#host = host;
    this.#name = name;
    this.#ownFile = ownFile;
    this.#known = known;
    this.#ask = ask;
  }

  /** Reads both files; missing ones are empty. */
  static async load(host: string, port: number, ownFile: string, ask: Ask): Promise<HostKeys> {
    const files = [ownFile, join(homedir(), ".ssh", "known_hosts")];
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
    return new HostKeys(host, knownHostName(host, port), ownFile, texts.flatMap(parseKnownHosts), ask);
  }

  /** What to offer in the key exchange: the types under which the host is known come first. */
  get algorithms(): ServerHostKeyAlgorithm[] {
    const types = knownKeyTypes(this.#known, this.#name);
    const isKnown = ({ keyType }: { keyType: string }): boolean => types.includes(keyType);
    return [...algorithms.filter(isKnown), ...algorithms.filter((one) => !isKnown(one))].map(
      ({ name }) => name,
    );
  }

  /** Resolves when the key may be trusted; asks the author about a first one, once: a long upload renews its keys. */
  async check(key: Buffer): Promise<void> {
    const fingerprint = sha256Fingerprint(key);
    const state = judgeHostKey(this.#known, this.#name, key);
    if (state === "known" || (state === "unknown" && this.#accepted?.equals(key))) return;
    if (state === "revoked") throw new AppError("publish.hostKeyRejected", { host: this.#host });
    if (state === "changed") {
      const known = this.#known.filter((host) => host.matches(this.#name) && !host.revoked);
      const fingerprints = [...new Set(known.map((host) => sha256Fingerprint(host.key)))].join(" ");
      throw new AppError("publish.hostKeyChanged", { host: this.#host, fingerprint, known: fingerprints });
    }
    const answer = await this.#ask({
      kind: "hostKey",
      host: this.#host,
      keyType: keyTypeOf(key),
      fingerprint,
    });
    if (!answer.accept) throw new AppError("publish.hostKeyUnknown", { host: this.#host, fingerprint });
    this.#accepted = key;
  }

  /** Keeps an accepted key. To be called once the host has proved that the key is its own. */
  async remember(): Promise<void> {
    const key = this.#accepted;
    if (!key || this.#isKept) return;
    this.#isKept = true;
    await mkdir(dirname(this.#ownFile), { recursive: true });
    await appendFile(this.#ownFile, `${knownHostLine(this.#name, key)}\n`, { mode: 0o600 });
  }
}
