import { appendFile, mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { sha256Fingerprint } from "./fingerprint.ts";
import type { Ask } from "../../base/targets.ts";
import {
  type HostKeyState,
  hasAuthority,
  judgeHostKey,
  type KnownHost,
  keyTypeOf,
  knownHostLine,
  knownHostName,
  knownKeyTypes,
  parseKnownHosts,
} from "./known-hosts.ts";

/**
 * Decides whether a host's key is to be trusted. OpenSSH's own files are read and never written; keys that the author
 * accepts go into a file of ours. A key that is not the known one stops the publish: there is nothing to click away.
 */
export class HostKeys {
  readonly #host: string;
  readonly #name: string;
  readonly #ownFile: string;
  readonly #known: readonly KnownHost[];
  readonly #ask: Ask;
  readonly #named: readonly string[];
  #accepted: Buffer | null = null;
  #isKept = false;

  private constructor(
    host: string,
    name: string,
    ownFile: string,
    known: readonly KnownHost[],
    ask: Ask,
    named: readonly string[],
  ) {
    this.#host = host;
    this.#name = name;
    this.#ownFile = ownFile;
    this.#known = known;
    this.#ask = ask;
    this.#named = named;
  }

  /**
   * Reads our file and OpenSSH's; missing ones are empty. `named`: fingerprints that the author gave beforehand; then nobody
   * is asked, and every other key is refused.
   */
  static async load(
    host: string,
    port: number,
    ownFile: string,
    ask: Ask,
    named: readonly string[] = [],
  ): Promise<HostKeys> {
    const files = [ownFile, ...openSshFiles(process.platform, process.env)];
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
    return new HostKeys(host, knownHostName(host, port), ownFile, texts.flatMap(parseKnownHosts), ask, named);
  }

  /** Types of keys under which the host is known. */
  get knownTypes(): string[] {
    const types = knownKeyTypes(this.#known, this.#name);
    return types.length > 0 ? types : knownKeyTypes(this.#known, this.#host.toLowerCase());
  }

  /** Resolves when the key may be trusted; asks the author about a first one, once: a long upload renews its keys. */
  async check(key: Buffer): Promise<void> {
    const fingerprint = sha256Fingerprint(key);
    const state = this.#judge(key);
    if (state !== "revoked" && this.#named.length > 0 && !this.#named.includes(fingerprint)) {
      const named = this.#named.join(" ");
      throw new AppError("publish.hostKeyOther", { host: this.#host, fingerprint, named });
    }
    if (state === "known" || (state === "unknown" && this.#accepted?.equals(key))) return;
    if (state === "revoked") throw new AppError("publish.hostKeyRejected", { host: this.#host });
    if (state === "changed") {
      const known = this.#known.filter(({ role, matches }) => role === "host" && matches(this.#name));
      const fingerprints = [...new Set(known.map((host) => sha256Fingerprint(host.key)))].join(" ");
      throw new AppError("publish.hostKeyChanged", { host: this.#host, fingerprint, known: fingerprints });
    }
    if (this.#named.length === 0) await this.#askAbout(key, fingerprint);
    this.#accepted = key;
  }

  async #askAbout(key: Buffer, fingerprint: string): Promise<void> {
    const answer = await this.#ask({
      kind: "hostKey",
      host: this.#host,
      keyType: keyTypeOf(key),
      fingerprint,
      ...(hasAuthority(this.#known, this.#name) ? { authority: true } : {}),
    });
    if (!answer.accept) throw new AppError("publish.hostKeyUnknown", { host: this.#host, fingerprint });
  }

  /** As OpenSSH does, a key that the host is known by at the usual port counts at any other, where nothing is known of that. */
  #judge(key: Buffer): HostKeyState {
    const state = judgeHostKey(this.#known, this.#name, key);
    if (state !== "unknown") return state;
    const elsewhere = judgeHostKey(this.#known, this.#host.toLowerCase(), key);
    return elsewhere === "changed" ? "unknown" : elsewhere;
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

/** Where OpenSSH keeps the keys that it knows: the user's, and those of everybody on this computer (ssh_config(5)). */
export function openSshFiles(platform: NodeJS.Platform, { ProgramData }: NodeJS.ProcessEnv): string[] {
  const ofAll = platform === "win32" ? join(ProgramData ?? "C:\\ProgramData", "ssh") : "/etc/ssh";
  const ofUser = join(homedir(), ".ssh");
  return [
    ...["known_hosts", "known_hosts2"].map((name) => join(ofUser, name)),
    ...["ssh_known_hosts", "ssh_known_hosts2"].map((name) => join(ofAll, name)),
  ];
}
