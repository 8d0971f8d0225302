import type { safeStorage } from "electron";

/** The operating system's vault. Encrypted texts can be decrypted only under the same login. */
export interface Vault {
  /** Returns whether the vault is safe. A vault that only obfuscates is not safe. */
  trustworthy(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  /** Rejects if the text was encrypted under another login or on another computer. */
  decrypt(encrypted: Buffer): Promise<string>;
}

/** The non-blocking methods of Electron's `safeStorage`, which Electron 33 lacks. */
interface AsyncStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string }>;
}

type SyncStorage = Pick<
  typeof safeStorage,
  "isEncryptionAvailable" | "encryptString" | "decryptString" | "getSelectedStorageBackend"
>;

/** Returns a vault that uses Electron's `safeStorage`. Use it only after Electron is ready. */
export function systemVault(storage: SyncStorage, platform: NodeJS.Platform): Vault {
  const modern = isAsync(storage) ? storage : null;
  const isAvailable = async (): Promise<boolean> =>
    modern ? modern.isAsyncEncryptionAvailable() : storage.isEncryptionAvailable();
  return {
    trustworthy: async () => {
      // Does not look for the keychain: macOS always has one, and a look would ask the author for permission.
      if (platform === "darwin") return true;
      return (
        (await isAvailable()) &&
        (platform !== "linux" || storage.getSelectedStorageBackend() !== "basic_text")
      );
    },
    encrypt: async (text) => (modern ? modern.encryptStringAsync(text) : storage.encryptString(text)),
    decrypt: async (encrypted) =>
      modern ? (await modern.decryptStringAsync(encrypted)).result : storage.decryptString(encrypted),
  };
}

function isAsync(storage: object): storage is AsyncStorage {
  return "encryptStringAsync" in storage;
}
