import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeBundle, sourceHash } from "../../../scripts/node-bundle.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-bundle-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Returns the bundled file of a program. */
async function bundle(program: string): Promise<string> {
  const entry = join(folder, "entry.mjs");
  writeFileSync(entry, program);
  await build(nodeBundle("bundle", entry, { outDir: join(folder, "out"), file: "bundle.mjs" }));
  return join(folder, "out/bundle.mjs");
}

test("bundles for Node are written in ASCII, without comments", async () => {
  const file = await bundle("/** 一筆 */\nexport const word = '一筆'; // 筆\n");
  const code = readFileSync(file, "utf8");
  expect(code).not.toMatch(/[^\0-\x7f]/);
  expect(code.match(/\\u7b46/g)).toHaveLength(1);
});

test("sources are found in a folder whose name is also a pattern", async () => {
  const hashes = ["plain", "[1] 日記 {a,b}*"].map((name) => {
    const place = join(folder, name);
    mkdirSync(join(place, "engine/deep"), { recursive: true });
    writeFileSync(join(place, "engine/deep/a.ts"), "1");
    writeFileSync(join(place, "lock.json"), "{}");
    return sourceHash(["engine", "lock.json"], place);
  });
  const [plain, odd] = await Promise.all(hashes);
  expect(odd).toBe(plain);
  await expect(sourceHash(["nothing"], folder)).rejects.toThrow("nothing at");
});
