import { z } from "zod";
import { readJson, writeJson } from "../files/json-file.ts";
import type { Vault } from "./vault.ts";

/** Names one secret: whose, where, and which kind. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

const fileSchema = z.record(z.string(), z.string());

/**
 * Passwords and passphrases, encrypted by the system's vault. Where there is no keyring, or the file cannot be written,
 * nothing is stored: the author is asked again each time, which is a nuisance but no lie.
 */
export class SecretStore {
  readonly #file: string;
  readonly #vault: Vault;

  constructor(file: string, vault: Vault) {
    this.#file = file;
    this.#vault = vault;
  }

  /** False where the system has no vault, or one that only scrambles. */
  trustworthy(): Promise<boolean> {
    return this.#vault.trustworthy();
  }

  async get(id: SecretId): Promise<string | null> {
    const stored = this.#read().get(keyOf(id));
    if (stored === undefined || !(await this.trustworthy())) return null;
    try {
      return await this.#vault.decrypt(Buffer.from(stored, "base64"));
    } catch {
      // Encrypted under another login or on another computer: as good as not there.
      return null;
    }
  }

  /** Returns whether it was stored. */
  async set(id: SecretId, secret: string): Promise<boolean> {
    if (!(await this.trustworthy())) return false;
    try {
      const encrypted = await this.#vault.encrypt(secret);
      return this.#write(this.#read().set(keyOf(id), encrypted.toString("base64")));
    } catch {
      // A vault that is there may still be locked, or be refused to us by its owner.
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
