import { z } from "zod";
import { readJson, writeJson } from "../files/json-file.ts";
import type { Vault } from "./vault.ts";

/** Identifies one secret by host, account and kind. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

const fileSchema = z.record(z.string(), z.string());

/**
 * Stores passwords and passphrases, encrypted by the system's vault. If there is no safe vault, or the file
 * cannot be written, nothing is stored, and the author is asked each time.
 */
export class SecretStore {
  readonly #file: string;
  readonly #vault: Vault;

  constructor(file: string, vault: Vault) {
    this.#file = file;
    this.#vault = vault;
  }

  /** Returns whether the system's vault is safe; false if there is none, or if it only obfuscates. */
  trustworthy(): Promise<boolean> {
    return this.#vault.trustworthy();
  }

  async get(id: SecretId): Promise<string | null> {
    const stored = this.#read().get(keyOf(id));
    if (stored === undefined || !(await this.trustworthy())) return null;
    try {
      return await this.#vault.decrypt(Buffer.from(stored, "base64"));
    } catch {
      // It was encrypted under another login or on another computer: treated as missing.
      return null;
    }
  }

  /** Stores a secret. Returns whether it was stored. */
  async set(id: SecretId, secret: string): Promise<boolean> {
    if (!(await this.trustworthy())) return false;
    try {
      const encrypted = await this.#vault.encrypt(secret);
      return this.#write(this.#read().set(keyOf(id), encrypted.toString("base64")));
    } catch {
      // The vault is locked, or the user denied access.
      return false;
    }
  }

  remove(id: SecretId): void {
    const secrets = this.#read();
    if (secrets.delete(keyOf(id))) this.#write(secrets);
  }

  #read(): Map<string, string> {
    const parsed = fileSchema.safeParse(readJson(this.#file));
    return new Map(parsed.success ? Object.entries(parsed.data) : []);
  }

  #write(secrets: ReadonlyMap<string, string>): boolean {
    return writeJson(this.#file, Object.fromEntries(secrets), 0o600);
  }
}

function keyOf(id: SecretId): string {
  return `${id.kind}:${id.user}@${id.host}:${id.port}`;
}
