import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { PreferencesStore } from "#main/preferences.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function file(text?: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "hitofude-preferences-")), "preferences.json");
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

test("settings persist after a restart", () => {
  const path = file();
  new PreferencesStore(path).set({ language: "ja", editorFontSize: 18 });
  expect(new PreferencesStore(path).values).toMatchObject({
    language: "ja",
    editorFontSize: 18,
    colours: "system",
  });
});

test("a damaged file yields defaults; a damaged value affects only itself", () => {
  expect(new PreferencesStore(file("{")).values.language).toBe("system");
  const values = new PreferencesStore(file('{"language": "en", "editorFontSize": 900}')).values;
  expect(values).toMatchObject({ language: "en", editorFontSize: 16 });
});

test("listeners are notified of a change; an invalid change is refused and not stored", () => {
  const path = file();
  const store = new PreferencesStore(path);
  const received: string[] = [];
  store.onChange((values) => received.push(values.colours));
  store.set({ colours: "dark" });
  expect(() => store.set({ editorFontSize: 1 })).toThrow();
  expect(received).toEqual(["dark"]);
  expect(JSON.parse(readFileSync(path, "utf8")).editorFontSize).toBe(16);
});

test("if the file cannot be written, a change holds until the program ends", () => {
  const path = file();
  mkdirSync(`${path}.new`);
  const logged = vi.spyOn(console, "error").mockReturnValue(undefined);
  const store = new PreferencesStore(path);
  const received: string[] = [];
  store.onChange((values) => received.push(values.colours));
  expect(store.set({ colours: "dark" }).colours).toBe("dark");
  expect(received).toEqual(["dark"]);
  expect(logged).toHaveBeenCalledOnce();
});
