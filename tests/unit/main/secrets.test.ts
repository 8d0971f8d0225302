import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type SecretId, SecretStore } from "#main/security/secrets.ts";
import type { Vault } from "#main/security/vault.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const id: SecretId = { host: "example.com", port: 22, user: "author", kind: "password" };
const file = (): string => join(mkdtempSync(join(tmpdir(), "hitofude-secrets-")), "secrets.json");

/** Returns a vault that reverses texts, for one login. */
function vault(changes: Partial<Vault> = {}): Vault {
  return {
    trustworthy: async () => true,
    encrypt: async (text) => Buffer.from([...text].reverse().join("")),
    decrypt: async (bytes) => [...bytes.toString()].reverse().join(""),
    ...changes,
  };
}

test("a secret persists after a restart, encrypted, readable by its owner only", async () => {
  const path = file();
  expect(await new SecretStore(path, vault()).set(id, "hunter2")).toBe(true);
  expect(readFileSync(path, "utf8")).not.toContain("hunter2");
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await new SecretStore(path, vault()).get(id)).toBe("hunter2");
});

test("other hosts, ports, users and kinds have different secrets", async () => {
  const store = new SecretStore(file(), vault());
  await store.set(id, "hunter2");
  for (const other of [
    { host: "example.org" },
    { port: 2222 },
    { user: "other" },
    { kind: "passphrase" as const },
  ])
    expect(await store.get({ ...id, ...other })).toBeNull();
  await store.set({ ...id, port: 2222 }, "other");
  store.remove(id);
  expect(await store.get(id)).toBeNull();
  expect(await store.get({ ...id, port: 2222 })).toBe("other");
});

test("an untrusted vault is neither written nor read", async () => {
  const path = file();
  await new SecretStore(path, vault()).set(id, "hunter2");
  const before = readFileSync(path, "utf8");
  const store = new SecretStore(path, vault({ trustworthy: async () => false }));
  expect(await store.set(id, "other")).toBe(false);
  expect(await store.get(id)).toBeNull();
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("secrets encrypted by another login, or in a damaged file, count as missing", async () => {
  const path = file();
  const store = new SecretStore(path, vault({ decrypt: () => Promise.reject(new Error("not yours")) }));
  await store.set(id, "hunter2");
  expect(await store.get(id)).toBeNull();
  writeFileSync(path, "{");
  expect(await new SecretStore(path, vault()).get(id)).toBeNull();
});

test("a locked vault or a file that cannot be written stores nothing, and returns that", async () => {
  const locked = new SecretStore(file(), vault({ encrypt: () => Promise.reject(new Error("locked")) }));
  expect(await locked.set(id, "hunter2")).toBe(false);
  vi.spyOn(console, "error").mockReturnValue(undefined);
  const path = file();
  mkdirSync(`${path}.new`);
  expect(await new SecretStore(path, vault()).set(id, "hunter2")).toBe(false);
});

test("removing a secret from a file that cannot be written does not fail", async () => {
  const path = file();
  const store = new SecretStore(path, vault());
  await store.set(id, "hunter2");
  mkdirSync(`${path}.new`);
  vi.spyOn(console, "error").mockReturnValue(undefined);
  expect(() => store.remove(id)).not.toThrow();
});
