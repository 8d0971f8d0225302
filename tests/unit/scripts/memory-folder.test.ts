import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeMemoryFolder } from "../../../scripts/test/memory-folder.mjs";

const rootTest = test.runIf(process.platform === "linux" && process.getuid?.() === 0);
const env = {};
const least = 1024 ** 2;
let folder = "";
let place = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-memory-"));
  place = join(folder, "place");
  mkdirSync(place);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets `work` use a file system in memory at the place. */
function withMemory(options: string, work: () => void): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=8m,${options}`, "tmpfs", place]);
  try {
    work();
  } finally {
    execFileSync("umount", [place]);
  }
}

rootTest("temporary files are in memory if there is room, and every user can make some there", () => {
  withMemory("mode=1777", () => {
    const made = makeMemoryFolder({ env, place, least }) ?? "";
    expect(made.startsWith(`${place}/`)).toBe(true);
    expect(statSync(made).mode & 0o7777).toBe(0o1777);
    expect(readdirSync(made)).toEqual([]);
  });
});

rootTest("they stay on the disk without room, where programs may not run, and if TMPDIR says so", () => {
  withMemory("mode=1777", () => {
    expect(makeMemoryFolder({ env, place, least: 16 * least })).toBeUndefined();
    expect(makeMemoryFolder({ env: { TMPDIR: "/var/tmp" }, place, least })).toBeUndefined();
    expect(readdirSync(place)).toEqual([]);
  });
  withMemory("noexec", () => {
    expect(makeMemoryFolder({ env, place, least })).toBeUndefined();
    expect(readdirSync(place)).toEqual([]);
  });
});

test("they stay on the disk if the place is none in memory, or is missing", () => {
  const isInMemory = existsSync("/dev/shm") && folder.startsWith("/dev/shm");
  if (!isInMemory) expect(makeMemoryFolder({ env, place, least })).toBeUndefined();
  expect(makeMemoryFolder({ env, place: join(place, "none"), least })).toBeUndefined();
});
