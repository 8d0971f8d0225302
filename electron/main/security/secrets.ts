import { z } from "zod";
import { JsonFile, type JsonFileOptions } from "../files/json-file.ts";
import type { Vault } from "./vault.ts";

/** Identifies one secret by host, account and kind. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

/** Allows entries that are not texts, because later versions of the program may store such entries. */
const fileSchema = z.record(z.string(), z.unknown());

/**
 * Stores passwords and passphrases, encrypted by the system's vault.
 * Stores nothing if the vault is unsafe or the file is unusable. The author is then asked each time.
 */
export class SecretStore {
  readonly #file: JsonFile;
  readonly #vault: Vault;

  constructor(file: string, vault: Vault, options: Omit<JsonFileOptions, "mode"> = {}) {
    this.#file = new JsonFile(file, { ...options, mode: 0o600 });
    this.#vault = vault;
  }

  /** Returns whether the system's vault is safe. A vault that only obfuscates is not safe. */
  trustworthy(): Promise<boolean> {
    return this.#vault.trustworthy();
  }

  async get(id: SecretId): Promise<string | null> {
    const stored = this.#read()?.get(keyOf(id));
    if (typeof stored !== "string" || !(await this.trustworthy())) return null;
    try {
      return await this.#vault.decrypt(Buffer.from(stored, "base64"));
    } catch {
      // Treats a secret from another login or another computer as missing.
      return null;
    }
  }

  async set(id: SecretId, secret: string): Promise<boolean> {
    if (!(await this.trustworthy())) return false;
    try {
      const encrypted = await this.#vault.encrypt(secret);
      const secrets = this.#read();
      // Does not replace an unreadable file, because the secrets in the file would be lost.
      if (!secrets) return false;
      return await this.#write(secrets.set(keyOf(id), encrypted.toString("base64")));
    } catch {
      // Stores nothing if the vault is locked or the user denied access.
      return false;
    }
  }

  remove(id: SecretId): void {
    const secrets = this.#read();
    if (secrets?.delete(keyOf(id))) void this.#write(secrets);
  }

  /** Returns a map from keys (`keyOf`) to the stored secrets, or null if the file cannot be read now. */
  #read(): Map<string, unknown> | null {
    const { value, isUnreadable } = this.#file.read();
    if (isUnreadable) return null;
    const parsed = fileSchema.safeParse(value);
    return new Map(parsed.success ? Object.entries(parsed.data) : []);
  }

  #write(secrets: ReadonlyMap<string, unknown>): Promise<boolean> {
    return this.#file.write(Object.fromEntries(secrets));
  }
}

function keyOf(id: SecretId): string {
  return `${id.kind}:${id.user}@${id.host}:${id.port}`;
}
