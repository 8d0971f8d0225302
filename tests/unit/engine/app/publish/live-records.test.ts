import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LiveListeners, LiveRecords } from "#engine/app/publish/live-records.ts";
import { systemError } from "#engine/base/files/simulated-system.ts";
import { eventually } from "#tests/support/eventually.ts";
import { asWindows, hold, letGo } from "../../systems/as-windows.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-live-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = {
  generation: 3,
  at: "2024-05-06T09:00:00.000Z",
  posts: { "posts/hibi/雨.md": { hash: "a".repeat(64), address: "雨.html" } },
  fingerprint: "b".repeat(64),
};

function listeners(onChange: () => void = () => undefined): LiveListeners {
  return { onChange, beforeOthers: async () => undefined };
}

async function load(...targets: string[]): Promise<LiveRecords> {
  const records = new LiveRecords(join(folder, "live"), listeners());
  await records.load(targets);
  return records;
}

test("each target has a record, whatever its name", async () => {
  let changes = 0;
  const records = new LiveRecords(
    join(folder, "live"),
    listeners(() => changes++),
  );
  for (const name of ["practice", "本番/../live"]) await records.set(name, record);
  expect(changes).toBe(2);
  expect(await readdir(folder)).toEqual(["live"]);
  const again = await load("practice", "本番/../live", "other");
  expect(again.get("practice")).toEqual(record);
  expect(again.get("本番/../live")).toEqual(record);
  expect(again.get("other")).toBeNull();
});

test.each([
  "",
  "{",
  "[]",
  '{"format":2,"generation":1,"at":"","posts":{}}',
  '{"format":1,"generation":1,"at":"","posts":[]}',
])("a damaged record counts as missing: %s", async (text) => {
  await mkdir(join(folder, "live"));
  await writeFile(join(folder, "live", "practice.json"), text);
  const records = await load("practice");
  expect(records.get("practice")).toBeNull();
  await records.set("practice", record);
  expect((await load("practice")).get("practice")).toEqual(record);
});

test("a record that is held at the start is read as soon as it can be", async () => {
  await (await load()).set("practice", record);
  hold({ on: ["read"], path: /live/ });
  let changes = 0;
  const records = new LiveRecords(
    join(folder, "live"),
    listeners(() => changes++),
  );
  await records.load(["practice"]);
  await records.look();
  expect([records.get("practice"), changes]).toEqual([null, 0]);
  letGo();
  await records.look();
  await records.look();
  expect([records.get("practice"), changes]).toEqual([record, 1]);
});

test("a known record is not read again", async () => {
  const records = await load("practice");
  await records.set("practice", record);
  await writeFile(join(folder, "live", "practice.json"), "damaged");
  await records.load(["practice"]);
  expect(records.get("practice")).toEqual(record);
});

const next = { ...record, generation: 4, at: "2024-05-07T09:00:00.000Z" };
const other = { ...record, generation: 5, at: "2024-05-08T09:00:00.000Z" };

test("a record that could not be stored is stored as soon as possible, and not lost meanwhile", async () => {
  await (await load()).set("practice", record);
  const records = await load("practice");
  hold({ on: ["write", "rename"], path: /live/ });
  expect(await records.set("practice", next)).toBe(false);
  await records.look();
  expect(records.get("practice")).toEqual(next);
  letGo();
  expect((await load("practice")).get("practice")).toEqual(record);
  await records.look();
  expect((await load("practice")).get("practice")).toEqual(next);
  expect(await records.set("practice", other)).toBe(true);
});

test("a record that could not be stored gives way beside a newer record of another process", async () => {
  const records = await load("practice");
  hold({ on: ["write", "rename"], path: /live/ });
  await records.set("practice", next);
  letGo();
  await (await load()).set("practice", other);
  await records.look();
  expect(records.get("practice")).toEqual(other);
  expect((await load("practice")).get("practice")).toEqual(other);
});

test("a record that could not be stored does not replace a newer one that cannot be read", async () => {
  const records = await load("practice");
  hold({ on: ["write", "rename"], path: /live/ });
  await records.set("practice", next);
  letGo();
  await (await load()).set("practice", other);
  hold({ on: ["read"], path: /live/ });
  await records.look();
  letGo();
  expect((await load("practice")).get("practice")).toEqual(other);
  await records.look();
  expect(records.get("practice")).toEqual(other);
});

test("while a record is being stored, the earlier record in the file does not come back", async () => {
  const records = await load("practice");
  await records.set("practice", record);
  let isHeld = true;
  asWindows({
    pauses: Array.from({ length: 100_000 }, () => 1),
    before: (operation, path) => {
      if (isHeld && operation === "rename") throw systemError("EBUSY", path);
    },
  });
  const storing = records.set("practice", next);
  await records.look();
  expect(records.get("practice")).toEqual(next);
  isHeld = false;
  expect(await storing).toBe(true);
  await (await load()).set("practice", other);
  await records.look();
  expect(records.get("practice")).toEqual(other);
});

test("a record that is stored again at last does not replace the record of a publish meanwhile", async () => {
  const records = await load("practice");
  hold({ on: ["write", "rename"], path: /live/ });
  expect(await records.set("practice", record)).toBe(false);
  let attempts = 0;
  let held: string | undefined;
  asWindows({
    pauses: Array.from({ length: 200 }, () => 1),
    before: (operation, path) => {
      if (operation !== "rename") return;
      held ??= path;
      if (path === held && ++attempts <= 200) throw systemError("EBUSY", path);
    },
  });
  const looking = records.look();
  await eventually(() => expect(held).toBeDefined());
  expect(await records.set("practice", next)).toBe(true);
  await looking;
  expect((await load("practice")).get("practice")).toEqual(next);
  await records.look();
  expect(records.get("practice")).toEqual(next);
});
