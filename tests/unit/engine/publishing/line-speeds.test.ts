import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isSlowLine, noteSpeed } from "#engine/publishing/ssh/line-speeds.ts";

const server = { host: "example.com", port: 22 };
const megabyte = 1_048_576;

let folder = "";
let knownHosts = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-speeds-"));
  knownHosts = join(folder, "known_hosts");
});
afterEach(() => rm(folder, { recursive: true }));

test("a line is slow when its last large upload was; compressed, it has to be twice as fast", async () => {
  expect(await isSlowLine(knownHosts, server)).toBe(false);
  await noteSpeed(knownHosts, server, { bytes: 10 * megabyte, ms: 5000, compressed: false });
  expect(await isSlowLine(knownHosts, server)).toBe(true);
  expect(await isSlowLine(knownHosts, { ...server, port: 2222 })).toBe(false);
  await noteSpeed(knownHosts, server, { bytes: 1000, ms: 1, compressed: true });
  await noteSpeed(knownHosts, server, { bytes: 20 * megabyte, ms: 5000, compressed: true });
  expect(await isSlowLine(knownHosts, server)).toBe(true);
  await noteSpeed(knownHosts, server, { bytes: 40 * megabyte, ms: 5000, compressed: true });
  expect(await isSlowLine(knownHosts, server)).toBe(false);
});

test("a damaged note is none", async () => {
  await writeFile(join(folder, "line-speeds.json"), "{ half");
  expect(await isSlowLine(knownHosts, server)).toBe(false);
  await noteSpeed(knownHosts, server, { bytes: 10 * megabyte, ms: 5000, compressed: false });
  expect(JSON.parse(await readFile(join(folder, "line-speeds.json"), "utf8"))).toEqual({
    "example.com:22": { bytesPerSecond: 2_097_152, compressed: false },
  });
});
