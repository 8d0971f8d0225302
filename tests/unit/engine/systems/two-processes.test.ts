import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecordLog } from "#engine/base/record-log.ts";
import { OutputStore } from "#engine/site/output/output-store.ts";
import { asWindows } from "./as-windows.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-two-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs `other` once, just before the next rename, when a file is written but not at its place yet. */
function beforeRename(other: () => void): void {
  let isDone = false;
  asWindows({
    before: (operation) => {
      if (operation !== "rename" || isDone) return;
      isDone = true;
      other();
    },
  });
}

/** Returns the store of one process, which writes these pages into the common folder. */
function store(...paths: readonly string[]): OutputStore {
  const opened = new OutputStore(join(folder, "site"));
  opened.open();
  opened.begin(opened.compare({ has: (path) => paths.includes(path), paths: () => paths }), true);
  return opened;
}

test("two processes that build into one folder write whole pages", async () => {
  const [one, other] = [store("a.html", "b.html"), store("a.html", "b.html")];
  beforeRename(() => other.put("b.html", "b", Buffer.from("other")));
  one.put("a.html", "a", Buffer.from("one"));
  const site = join(folder, "site");
  expect(await readFile(join(site, "a.html"), "utf8")).toBe("one");
  expect(await readFile(join(site, "b.html"), "utf8")).toBe("other");
  expect((await readdir(site)).sort()).toEqual(["a.html", "b.html"]);
});

test("two processes that use one cache write whole records", () => {
  const write = (value: string): void => {
    const log = new RecordLog(join(folder, "log"), "1");
    log.load();
    log.flush(new Map([["key", value]]));
  };
  beforeRename(() => write("other"));
  write("one");
  const [[, record] = []] = new RecordLog(join(folder, "log"), "1").load();
  expect(record?.value()).toBe("one");
});

test("a page that a killed process left unfinished is removed, one that is being written is not", async () => {
  store("a.html").close();
  const site = join(folder, "site");
  const [old, recent] = [
    `.hitofude-write-${process.pid}-0123abcd`,
    `.hitofude-write-${process.pid}-89efcdab`,
  ];
  // No process has this id: it is above the largest one of Linux, 2^22.
  const killed = ".hitofude-write-99999999-89efcdab";
  for (const name of [old, recent, killed, ".hitofude-write-notes"])
    await writeFile(join(site, name), "half");
  await utimes(join(site, old), 0, 0);
  store("a.html").close();
  expect((await readdir(site)).sort()).toEqual([recent, ".hitofude-write-notes"]);
});
