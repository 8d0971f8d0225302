import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { appendFile } from "#engine/base/files/change-files.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";
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

/** An entry of a known_hosts file. */
interface StoredKey extends KnownHost {
  readonly file: string;
}

/** A host whose key is checked. */
interface CheckedHost {
  readonly host: string;
  readonly port: number;
  /** The host's role, if it is a jump host. */
  readonly jump?: JumpHost | undefined;
}

/** The author's name for a jump host, and for the server to which the connection leads in the end. */
export interface JumpHost {
  readonly name: string;
  readonly to: string;
}

interface KeySources extends Pick<CheckedHost, "host" | "jump"> {
  /** The host's name in files of known hosts. */
  readonly name: string;
  readonly ownFile: string;
  readonly known: readonly StoredKey[];
  readonly ask: Ask;
  /** Fingerprints that the author has set. */
  readonly named: readonly string[];
}

/**
 * Decides whether a host's key is trusted.
 * If the author accepts a key, stores the key in Hitofude's own file.
 * If a key differs from the known key, the publish stops, and the author cannot override the refusal.
 * The error names the files from which the author can remove the known key.
 */
export class HostKeys {
  readonly #host: string;
  readonly #jump: JumpHost | undefined;
  readonly #name: string;
  readonly #ownFile: string;
  readonly #known: readonly StoredKey[];
  readonly #ask: Ask;
  readonly #named: readonly string[];
  #accepted: Buffer | null = null;
  #isKept = false;

  private constructor({ host, jump, name, ownFile, known, ask, named }: KeySources) {
    this.#host = host;
    this.#jump = jump;
    this.#name = name;
    this.#ownFile = ownFile;
    this.#known = known;
    this.#ask = ask;
    this.#named = named;
  }

  /**
   * Reads Hitofude's and OpenSSH's files of known hosts. A missing file counts as empty.
   * Rejects with `file.*` if a file cannot be read, because a changed key would otherwise seem to be new.
   * If `named` contains fingerprints, every other key is refused, and the author is not asked.
   */
  static async load(
    { host, port, jump }: CheckedHost,
    ownFile: string,
    ask: Ask,
    named: readonly string[] = [],
  ): Promise<HostKeys> {
    const files = [ownFile, ...openSshFiles(process.platform, process.env)];
    const texts = await Promise.all(files.map(readHostsFile));
    return new HostKeys({
      host,
      jump,
      name: knownHostName(host, port),
      ownFile,
      known: texts.flatMap((text, index) =>
        parseKnownHosts(text).map((entry) => ({ ...entry, file: files[index] ?? "" })),
      ),
      ask,
      named,
    });
  }

  /** Types of the keys that are known for the host. */
  get knownTypes(): string[] {
    const types = knownKeyTypes(this.#known, this.#name);
    return types.length > 0 ? types : knownKeyTypes(this.#known, this.#host.toLowerCase());
  }

  /** Values for errors: they name the host to which the key belongs. */
  get #server(): { readonly host: string; readonly jump: string; readonly to: string } {
    return { host: this.#host, jump: this.#jump?.name ?? "none", to: this.#jump?.to ?? "" };
  }

  /** Resolves if the key is trusted, and asks the author once about an unknown key. */
  async check(key: Buffer): Promise<void> {
    const fingerprint = sha256Fingerprint(key);
    const state = this.#judge(key);
    if (state !== "revoked" && this.#named.length > 0 && !this.#named.includes(fingerprint)) {
      const named = this.#named.join(" ");
      throw new AppError("publish.hostKeyOther", { ...this.#server, fingerprint, named });
    }
    if (state === "known" || (state === "unknown" && this.#accepted?.equals(key))) return;
    if (state === "revoked") throw new AppError("publish.hostKeyRejected", this.#server);
    if (state === "changed") {
      const stored = this.#known.filter(({ role, matches }) => role === "host" && matches(this.#name));
      const known = [...new Set(stored.map((entry) => sha256Fingerprint(entry.key)))].join(" ");
      const files = [...new Set(stored.map((entry) => entry.file))].join(", ");
      const values = { ...this.#server, fingerprint, known, name: this.#name, files };
      throw new AppError("publish.hostKeyChanged", values);
    }
    if (this.#named.length === 0) await this.#askAbout(key, fingerprint);
    this.#accepted = key;
  }

  async #askAbout(key: Buffer, fingerprint: string): Promise<void> {
    const shown = { keyType: keyTypeOf(key), fingerprint };
    const facts = {
      ...(this.#jump ? { jump: this.#jump } : {}),
      ...(hasAuthority(this.#known, this.#name) ? { authority: true } : {}),
    };
    const answer = await this.#ask({ kind: "hostKey", host: this.#host, ...shown, ...facts });
    if (!answer.accept) throw new AppError("publish.hostKeyUnknown", { ...this.#server, ...shown });
  }

  /**
   * Returns whether a key is known, unknown, changed or revoked.
   * If a port has no known key, the key for port 22 applies, as in OpenSSH.
   */
  #judge(key: Buffer): HostKeyState {
    const state = judgeHostKey(this.#known, this.#name, key);
    if (state !== "unknown") return state;
    const elsewhere = judgeHostKey(this.#known, this.#host.toLowerCase(), key);
    return elsewhere === "changed" ? "unknown" : elsewhere;
  }

  /** Stores the key that the author has accepted, after the host has proved that it owns the key. */
  async remember(): Promise<void> {
    const key = this.#accepted;
    if (!key || this.#isKept) return;
    this.#isKept = true;
    await mkdir(dirname(this.#ownFile), { recursive: true });
    await appendFile(this.#ownFile, `${knownHostLine(this.#name, key)}\n`, { mode: 0o600 });
  }
}

/** Returns the fingerprint of a public key in OpenSSH's form: `SHA256:` and base64 without padding. */
export function sha256Fingerprint(publicKey: Uint8Array): string {
  const digest = createHash("sha256").update(publicKey).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}

/**
 * Reads a file of known hosts. A missing file counts as empty.
 * Rejects with `file.*` if the file cannot be read.
 */
export async function readHostsFile(file: string): Promise<string> {
  const text = await readTextIfThere(file).catch((error: unknown) => {
    throw readError(error, file);
  });
  return text ?? "";
}

/** Returns the paths of OpenSSH's known_hosts files, the user's and the system's (ssh_config(5)). */
export function openSshFiles(platform: NodeJS.Platform, { ProgramData }: NodeJS.ProcessEnv): string[] {
  const ofAll = platform === "win32" ? join(ProgramData ?? "C:\\ProgramData", "ssh") : "/etc/ssh";
  const ofUser = join(homedir(), ".ssh");
  return [
    ...["known_hosts", "known_hosts2"].map((name) => join(ofUser, name)),
    ...["ssh_known_hosts", "ssh_known_hosts2"].map((name) => join(ofAll, name)),
  ];
}
