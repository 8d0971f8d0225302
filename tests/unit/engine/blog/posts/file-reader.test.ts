import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FileReader } from "#engine/blog/posts/file-reader.ts";

vi.mock("node:fs/promises", { spy: true });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-reader-"));
  writeFileSync(join(folder, "a.md"), "本文");
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const sideBySide = vi.mocked(readFile);

/** Makes each reading of the clock return a time that is this much later. */
function clockRuns(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += milliseconds;
    return now;
  });
}

test("files in the system's cache are read synchronously", async () => {
  clockRuns(0.1);
  const reader = new FileReader();
  for (let time = 0; time < 100; time += 1) {
    expect(Buffer.from(await reader.read(join(folder, "a.md"))).toString()).toBe("本文");
  }
  expect(sideBySide).not.toHaveBeenCalled();
});

test("after three slow reads in a row, files are read concurrently until the next try", async () => {
  clockRuns(30);
  const reader = new FileReader();
  for (let time = 0; time < 3 + 64 + 1 + 10; time += 1) {
    expect(Buffer.from(await reader.read(join(folder, "a.md"))).toString()).toBe("本文");
  }
  expect(sideBySide).toHaveBeenCalledTimes(64 + 10);
});

test("single slow reads, caused by other work, change nothing", async () => {
  let read = 0;
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    read += 1;
    now += read % 6 === 0 ? 30 : 0.1;
    return now;
  });
  const reader = new FileReader();
  for (let time = 0; time < 100; time += 1) await reader.read(join(folder, "a.md"));
  expect(now).toBeGreaterThan(900);
  expect(sideBySide).not.toHaveBeenCalled();
});

test("a missing file causes the same error in both modes", async () => {
  const reader = new FileReader();
  await expect(reader.read(join(folder, "b.md"))).rejects.toMatchObject({ code: "ENOENT" });
  clockRuns(30);
  for (let time = 0; time < 3; time += 1) await reader.read(join(folder, "a.md"));
  sideBySide.mockClear();
  await expect(reader.read(join(folder, "b.md"))).rejects.toMatchObject({ code: "ENOENT" });
  expect(sideBySide).toHaveBeenCalledTimes(1);
});
