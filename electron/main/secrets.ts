import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { safeStorage } from "electron";
import { z } from "zod";

/** Names one secret: whose, where, and which kind. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

const fileSchema = z.record(z.string(), z.string());

/**
 * Passwords and passphrases, encrypted by the system's vault. Where Linux offers no keyring, nothing is stored: the
 * author is asked again each time, which is a nuisance but no lie.
 */
export class SecretStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** False where the system has no vault, or one that only scrambles. */
  get trustworthy(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text";
  }

  get(id: SecretId): string | null {
    const stored = this.#read()[keyOf(id)];
    if (stored === undefined || !this.trustworthy) return null;
    try {
      return safeStorage.decryptString(Buffer.from(stored, "base64"));
    } catch {
      // Encrypted under another login or on another computer: as good as not there.
      return null;
    }
  }

  /** Returns whether it was stored. */
  set(id: SecretId, secret: string): boolean {
    if (!this.trustworthy) return false;
    this.#write({ ...this.#read(), [keyOf(id)]: safeStorage.encryptString(secret).toString("base64") });
    return true;
  }

  remove(id: SecretId): void {
    const { [keyOf(id)]: _removed, ...rest } = this.#read();
    this.#write(rest);
  }

  #read(): Record<string, string> {
    if (!existsSync(this.#file)) return {};
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return {};
    }
  }

  #write(secrets: Record<string, string>): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function keyOf(id: SecretId): string {
  return `${id.kind}:${id.user}@${id.host}:${id.port}`;
}
