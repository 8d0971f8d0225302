import { fsyncSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { JsonFile, type JsonFileOptions } from "#main/files/json-file.ts";
import { PreferencesStore } from "#main/preferences.ts";
import { SecretStore } from "#main/security/secrets.ts";

vi.mock("node:fs", { spy: true });

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function file(name: string, text?: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "hitofude-json-")), name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

/** Returns options as on Windows, with a file that is held for the first `times` attempts of `operation`. */
function held(operation: "read" | "write", times: number, code = "EBUSY"): JsonFileOptions {
  let left = times;
  return {
    platform: "win32",
    pauses: [0, 0, 0],
    before: (what) => {
      if (what === operation && left-- > 0) throw Object.assign(new Error(code), { code });
    },
  };
}

const vault = {
  trustworthy: async () => true,
  encrypt: async (text: string) => Buffer.from(text),
  decrypt: async (bytes: Buffer) => bytes.toString(),
};
const id = { host: "example.com", port: 22, user: "author", kind: "password" } as const;

describe("a power cut", () => {
  test("finds the new text on the disk before it takes the place of the old one", async () => {
    const path = file("a.json", '{"a": 1}');
    const seen: string[] = [];
    vi.mocked(fsyncSync).mockImplementationOnce(() => {
      for (const each of [path, `${path}.new`]) seen.push(readFileSync(each, "utf8").replace(/\s/g, ""));
    });
    expect(await new JsonFile(path).write({ a: 2 })).toBe(true);
    expect(seen).toEqual(['{"a":1}', '{"a":2}']);
  });

  test("after a damaged file was found finds the previous version again", async () => {
    const path = file("a.json", "{");
    writeFileSync(path.replace(".json", ".previous.json"), '{"a": 1}');
    expect(new JsonFile(path).read()).toMatchObject({ value: { a: 1 }, damagedAs: expect.any(String) });
    // Nothing is written between the two starts.
    expect(new JsonFile(path).read()).toEqual({ value: { a: 1 }, damagedAs: null, isUnreadable: false });
  });
});

test("a damaged file whose previous version is held is not replaced by defaults", async () => {
  const path = file("a.json", "{");
  const previous = path.replace(".json", ".previous.json");
  writeFileSync(previous, '{"a": 1}');
  let isHeld = true;
  const before = (_: string, which: string): void => {
    if (isHeld && which === previous) throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
  };
  const json = new JsonFile(path, { platform: "win32", pauses: [0], before });
  expect(json.read().isUnreadable).toBe(true);
  isHeld = false;
  expect(json.read().value).toEqual({ a: 1 });
});

test("setting what is already set does not write the file", () => {
  const path = file("preferences.json");
  new PreferencesStore(path).set({ editorFontSize: 20 });
  const store = new PreferencesStore(path);
  rmSync(path);
  store.set({ editorFontSize: 20 });
  expect(readdirSync(dirname(path))).not.toContain(basename(path));
});

test("an entry that is no secret does not drop the others", async () => {
  const path = file("secrets.json");
  await new SecretStore(path, vault).set(id, "hunter2");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), later: { version: 2 } }));
  const store = new SecretStore(path, vault);
  expect(await store.get(id)).toBe("hunter2");
  await store.set({ ...id, port: 2222 }, "other");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ later: { version: 2 } });
  expect(await new SecretStore(path, vault).get(id)).toBe("hunter2");
});

describe("a file that another program holds", () => {
  test("is read and written after it is released", async () => {
    const path = file("a.json", '{"a": 1}');
    expect(new JsonFile(path, held("read", 3)).read().value).toEqual({ a: 1 });
    expect(await new JsonFile(path, held("write", 3, "EPERM")).write({ a: 2 })).toBe(true);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ a: 2 });
    expect(await new JsonFile(path, held("write", 9)).write({ a: 3 })).toBe(false);
  });

  test("does not hide a value that is being written, and the newest value is kept", async () => {
    const path = file("a.json", '{"a": 1}');
    const json = new JsonFile(path, held("write", 2));
    const first = json.write({ a: 2 });
    expect(json.read().value).toEqual({ a: 2 });
    expect(await Promise.all([first, json.write({ a: 3 })])).toEqual([true, true]);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ a: 3 });
  });

  test("is not tried again on other systems", () => {
    const path = file("a.json", "{}");
    expect(new JsonFile(path, { ...held("read", 1), platform: "linux" }).read().isUnreadable).toBe(true);
  });
});

describe("secrets", () => {
  test("one locked read does not drop the other passwords at the next save", async () => {
    const path = file("secrets.json");
    await new SecretStore(path, vault).set(id, "one");
    const store = new SecretStore(path, vault, held("read", 4));
    expect(await store.set({ ...id, host: "example.org" }, "two")).toBe(false);
    expect(await store.set({ ...id, host: "example.org" }, "two")).toBe(true);
    expect(await new SecretStore(path, vault).get(id)).toBe("one");
    expect(await new SecretStore(path, vault).get({ ...id, host: "example.org" })).toBe("two");
  });

  test("a damaged file is kept, and the previous version is used", async () => {
    const path = file("secrets.json");
    const store = new SecretStore(path, vault);
    await store.set(id, "one");
    await store.set({ ...id, port: 23 }, "two");
    writeFileSync(path, "\0\0\0");
    expect(await new SecretStore(path, vault).get(id)).toBe("one");
    expect(readFileSync(join(dirname(path), "secrets.damaged.json"), "utf8")).toBe("\0\0\0");
  });
});

describe("preferences", () => {
  test("a file that cannot be read at the start is not overwritten by defaults", () => {
    const path = file("preferences.json", '{"language": "ja", "editorFontSize": 20}');
    const store = new PreferencesStore(path, held("read", 8));
    expect(store.values.language).toBe("system");
    store.set({ colours: "dark" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ language: "ja", editorFontSize: 20 });
    store.set({ spellCheck: false });
    const kept = JSON.parse(readFileSync(path, "utf8"));
    expect(kept).toMatchObject({ language: "ja", editorFontSize: 20, colours: "dark", spellCheck: false });
    expect(store.values.language).toBe("ja");
  });

  test("unknown keys and invalid values stay in the file", () => {
    const path = file("preferences.json", '{"later": {"a": 1}, "editorFontSize": 900, "language": "en"}');
    const store = new PreferencesStore(path);
    store.set({ colours: "dark" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ later: { a: 1 }, editorFontSize: 900 });
    store.set({ editorFontSize: 14 });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ later: { a: 1 }, editorFontSize: 14 });
  });

  test.each(["[]", "null", '"dark"'])("%s instead of preferences is damage, too", (text) => {
    const path = file("preferences.json", text);
    const store = new PreferencesStore(path);
    expect(basename(store.damagedAs ?? "")).toBe("preferences.damaged.json");
    store.set({ language: "ja" });
    expect(readFileSync(store.damagedAs ?? "", "utf8")).toBe(text);
  });

  test("keys that later versions of the program have put into parts of the preferences stay", () => {
    const later =
      '{"panes": {"list": true, "preview": false, "listWidth": 200, "previewShare": 0.4, "dock": "left"}}';
    const path = file("preferences.json", later);
    const store = new PreferencesStore(path);
    store.set({ panes: { ...store.values.panes, list: false } });
    const { panes } = JSON.parse(readFileSync(path, "utf8"));
    expect(panes).toEqual({ list: false, preview: false, listWidth: 200, previewShare: 0.4, dock: "left" });
  });

  test("damaged files are kept beside, each under a different name, and their path is returned", () => {
    const path = file("preferences.json");
    new PreferencesStore(path).set({ language: "ja" });
    new PreferencesStore(path).set({ colours: "dark" });
    writeFileSync(path, '{"language": "j');
    const store = new PreferencesStore(path);
    expect(basename(store.damagedAs ?? "")).toBe("preferences.damaged.json");
    expect(store.values.language).toBe("ja");
    writeFileSync(path, "");
    expect(basename(new PreferencesStore(path).damagedAs ?? "")).toBe("preferences.damaged-2.json");
    expect(readdirSync(dirname(path)).sort()).toEqual([
      "preferences.damaged-2.json",
      "preferences.damaged.json",
      "preferences.json",
      "preferences.previous.json",
    ]);
    expect(new PreferencesStore(path).values.language).toBe("ja");
    expect(new PreferencesStore(file("preferences.json")).damagedAs).toBeNull();
  });
});
