import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hold, letGo } from "../../systems/as-windows.ts";
import { type IndexedFile, OutputIndex } from "#engine/site/output/output-index.ts";

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-output-"));
  log = join(folder, "site.index");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): OutputIndex => {
  const index = new OutputIndex(
    log,
    (path) => join(folder, path),
    () => true,
  );
  index.load();
  return index;
};

test("a touched file has to be checked", () => {
  const untouched = put("a.html", "a");
  put("b.html", "b");
  const index = open();
  for (const path of ["a.html", "b.html"]) index.set(path, indexed(path));
  index.flush();
  expect([open().get("a.html"), open().get("b.html")?.size]).toEqual([untouched, 1]);

  put("b.html", "touched");
  expect([open().get("a.html"), open().get("b.html")?.size]).toEqual([untouched, -1]);
});

test("an index that cannot be read does not count as empty, and stays", () => {
  const file = put("a.html", "a");
  const index = open();
  index.set("a.html", file);
  index.flush();
  hold({ on: ["read"], path: /site\.index$/ });
  expect(open).toThrow(expect.objectContaining({ code: "file.inUse", values: { path: log } }));
  letGo();
  expect(open().get("a.html")).toEqual(file);
});

function put(path: string, text: string): IndexedFile {
  writeFileSync(join(folder, path), text);
  return indexed(path);
}

function indexed(path: string): IndexedFile {
  const { size, mtimeMs } = statSync(join(folder, path));
  return { key: path, sha256: "0".repeat(64), size, modified: mtimeMs };
}
