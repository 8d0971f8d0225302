import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecordLog } from "#engine/base/record-log.ts";

let folder: string;
let location: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-records-"));
  location = join(folder, "log");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(records: ReadonlyMap<string, unknown>): void {
  const log = new RecordLog(location, "test 1");
  log.load();
  log.flush(records);
}

function read(): Map<string, unknown> {
  const records = new RecordLog(location, "test 1").load();
  return new Map(Array.from(records, ([key, record]) => [key, record.value()]));
}

test("records are read as they were written, whatever keys and values contain", () => {
  const awkward = [
    ["", 0],
    ['"', { a: "\t\n" }],
    ["\\", null],
    ["\0shown", "x"],
    ["\ud800", [1]],
    ["記事\t\n", "本文"],
  ];
  write(new Map(awkward.map(([key, value]) => [String(key), value])));
  expect([...read()]).toEqual(awkward);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.jsonValue())), (pairs) => {
      const records = new Map(pairs.map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]));
      rmSync(location, { force: true });
      write(records);
      expect([...read()]).toEqual([...records]);
    }),
    { numRuns: 30 },
  );
});

test("a deleted record stays deleted, and the beginning of a value is compared without the rest", () => {
  const records = new Map<string, unknown>([
    ["a", { first: 1 }],
    ["b", 2],
  ]);
  write(records);
  const log = new RecordLog(location, "test 1");
  log.load();
  log.note("b");
  log.flush(records);
  expect([...read()]).toEqual([["a", { first: 1 }]]);
  const record = new RecordLog(location, "test 1").load().get("a");
  expect([record?.begins('{"first":1'), record?.begins('{"first":2')]).toEqual([true, false]);
});

test("a single damage loses at most the line that it affects", () => {
  const records = new Map(Array.from({ length: 5 }, (_, at) => [`記事 ${at}`, { text: `本文 ${at}` }]));
  write(records);
  const bytes = readFileSync(location);
  const start = bytes.indexOf(0x0a) + 1;
  for (let at = start; at < bytes.length; at += 1) {
    for (const damage of [0x00, 0x09, 0x0a, 0x22, 0x66, 0xff]) {
      const damaged = Buffer.from(bytes);
      if (damaged[at] === damage) continue;
      damaged[at] = damage;
      writeFileSync(location, damaged);
      const found = read();
      expect(found.size).toBeGreaterThanOrEqual(3);
      for (const [key, value] of found) expect(value).toEqual(records.get(key));
    }
    writeFileSync(location, bytes.subarray(0, at));
    for (const [key, value] of read()) expect(value).toEqual(records.get(key));
  }
});
