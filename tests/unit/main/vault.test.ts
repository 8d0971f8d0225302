import { expect, test, vi } from "vitest";
import { systemVault } from "#main/security/vault.ts";

type Backend = "basic_text" | "gnome_libsecret";

/** Returns Electron's storage before it had asynchronous calls; its cipher reverses the text. */
function oldStorage(available: boolean, backend: Backend) {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(`old ${[...text].reverse().join("")}`),
    decryptString: (bytes: Buffer) => [...bytes.toString().slice(4)].reverse().join(""),
  };
}

function newStorage(available: boolean, backend: Backend) {
  return {
    ...oldStorage(!available, backend),
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text: string) => Buffer.from(`new ${text}`),
    decryptStringAsync: async (bytes: Buffer) => ({
      result: bytes.toString().slice(4),
      shouldReEncrypt: false,
    }),
  };
}

test.each([
  ["synchronous", oldStorage, "old olleh"],
  ["asynchronous", newStorage, "new hello"],
] as const)("the %s calls are used if there are no better ones", async (_name, storage, encrypted) => {
  const vault = systemVault(storage(true, "gnome_libsecret"), "linux");
  const bytes = await vault.encrypt("hello");
  expect(bytes.toString()).toBe(encrypted);
  expect(await vault.decrypt(bytes)).toBe("hello");
  expect(await vault.trustworthy()).toBe(true);
  expect(await systemVault(storage(false, "gnome_libsecret"), "linux").trustworthy()).toBe(false);
});

test("a vault without real encryption is not trusted, which happens only on Linux", async () => {
  expect(await systemVault(oldStorage(true, "basic_text"), "linux").trustworthy()).toBe(false);
  expect(await systemVault(newStorage(true, "basic_text"), "linux").trustworthy()).toBe(false);
  expect(await systemVault(newStorage(true, "basic_text"), "darwin").trustworthy()).toBe(true);
});

test("a synchronous failure rejects like an asynchronous one", async () => {
  const broken = {
    ...oldStorage(true, "gnome_libsecret"),
    decryptString: () => {
      throw new Error("planted");
    },
  };
  await expect(systemVault(broken, "linux").decrypt(Buffer.from("x"))).rejects.toThrow("planted");
});

test("on macOS, the keychain is not opened before there is something to keep", async () => {
  const asked = vi.fn();
  const storage = new Proxy(newStorage(true, "basic_text"), {
    get: (real, name) => {
      asked(name);
      return Reflect.get(real, name);
    },
  });
  expect(await systemVault(storage, "darwin").trustworthy()).toBe(true);
  expect(asked).not.toHaveBeenCalled();
});
