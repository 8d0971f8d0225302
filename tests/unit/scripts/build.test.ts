import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceFingerprint } from "../../../scripts/setup/build.mjs";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "hitofude-sources-"));
  await mkdir(path.join(root, "src", "deep"), { recursive: true });
  await writeFile(path.join(root, "src", "deep", "a.ts"), "a");
  await writeFile(path.join(root, "src", "b.ts"), "b");
  await writeFile(path.join(root, "notes.txt"), "not a source");
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

const changes: [string, () => Promise<void>][] = [
  ["edited", () => writeFile(path.join(root, "src", "deep", "a.ts"), "longer")],
  ["touched", () => utimes(path.join(root, "src", "b.ts"), 1000, 1000)],
  ["added", () => writeFile(path.join(root, "src", "c.ts"), "")],
  ["removed", () => rm(path.join(root, "src", "b.ts"))],
];

test.each(changes)("a source that is %s changes the fingerprint", async (_, change) => {
  const before = await sourceFingerprint(root, ["src", "absent.json"]);
  await change();
  expect(await sourceFingerprint(root, ["src", "absent.json"])).not.toBe(before);
});

test("other files do not change the fingerprint", async () => {
  const before = await sourceFingerprint(root, ["src"]);
  await writeFile(path.join(root, "notes.txt"), "edited");
  expect(await sourceFingerprint(root, ["src"])).toBe(before);
});
