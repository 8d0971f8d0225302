import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lookAhead } from "#engine/speed/look-ahead/look-ahead.ts";
import { startLookingAhead } from "#engine/speed/look-ahead/look-ahead-starter.ts";
import { type FileState, StateTable } from "#engine/speed/look-ahead/state-table.ts";
import { offerStates } from "#engine/speed/look-ahead/states-ahead.ts";
import { RecordLog } from "#engine/base/record-log.ts";

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-ahead-"));
  log = join(folder, "log");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A log of these names, of which those with a text are files. */
function writeLog(files: Readonly<Record<string, string | null>>): void {
  for (const [name, text] of Object.entries(files)) {
    if (text !== null) writeFileSync(join(folder, name), text);
  }
  const records = new RecordLog(log, "test 1");
  for (const name of Object.keys(files)) records.note(name);
  records.flush(new Map(Object.keys(files).map((name) => [name, { of: name }])));
}

function looked(rows = 100): void {
  const memory = StateTable.memoryFor(rows);
  lookAhead({ log, folder }, memory);
  offerStates(log, memory);
}

/** What whoever reads the log finds ahead, by name. */
function found(): Map<string, FileState | undefined> {
  const records = new RecordLog(log, "test 1");
  const read = [...records.load()];
  return new Map(read.map(([name, { line }]) => [name, records.statesAhead?.at(line)]));
}

function stateOf(name: string): FileState {
  const { size, mtimeMs, ctimeMs, ino } = statSync(join(folder, name));
  return { size, mtimeMs, ctimeMs, ino };
}

test("the states of all files are known, and of nothing else", () => {
  mkdirSync(join(folder, "folder"));
  writeLog({ "a.md": "a", "\0all": null, folder: null, "記事.md": "雨", "gone.md": null });
  looked();
  expect(found()).toEqual(
    new Map([
      ["a.md", stateOf("a.md")],
      ["\0all", undefined],
      ["folder", undefined],
      ["記事.md", stateOf("記事.md")],
      ["gone.md", undefined],
    ]),
  );
});

test("they are offered once: what is read again later has changed meanwhile", () => {
  writeLog({ "a.md": "a" });
  looked();
  expect(found().get("a.md")).toBeDefined();
  expect(found().get("a.md")).toBeUndefined();
});

test("nothing counts when somebody wrote the log in between", () => {
  writeLog({ "a.md": "a" });
  looked();
  writeLog({ "b.md": "b", "a.md": "a" });
  expect([...found().values()]).toEqual([undefined, undefined]);
});

test("of a name that was written twice, the line that counts is told", () => {
  writeLog({ "a.md": "a", "b.md": "bb" });
  const records = new RecordLog(log, "test 1");
  records.load();
  records.note("a.md", 2);
  records.note("b.md");
  records.flush(new Map([["a.md", 2]]));
  looked();
  expect(found()).toEqual(new Map([["a.md", stateOf("a.md")]]));
});

test("a torn log, one that is gone, and too little memory cost what they touch", () => {
  writeLog({ "a.md": "a", "b.md": "b" });
  appendFileSync(log, '0000"c.md');
  looked(2);
  expect([...found().values()]).toEqual([stateOf("a.md"), undefined]);
  rmSync(log);
  looked();
  expect(found()).toEqual(new Map());
});

test("a thread looks while somebody else is busy, and keeps nobody waiting who has no log", async () => {
  writeLog({ "a.md": "a", "b.md": "bb" });
  const memory = vi.spyOn(StateTable, "memoryFor");
  startLookingAhead([
    { log: join(folder, "none"), folder },
    { log, folder },
  ]);
  const [, shared] = memory.mock.results.map(({ value }) => new StateTable(value));
  await vi.waitFor(() => expect(shared?.at(2)).toEqual(stateOf("b.md")), { timeout: 20_000 });
  expect(found()).toEqual(
    new Map([
      ["a.md", stateOf("a.md")],
      ["b.md", stateOf("b.md")],
    ]),
  );
});
