import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SpellChecker } from "#engine/spelling/spell-checker.ts";

let folder: string;
let checker: SpellChecker;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-spelling-"));
  checker = new SpellChecker(join(folder, "dictionary.txt"));
});
afterEach(async () => {
  await checker.close();
  await rm(folder, { recursive: true });
});

test("misspelt words are found in a thread, with suggestions", async () => {
  expect(await checker.check(["Rivers", "rivrs", "don’t", "quickly", "recieve"])).toEqual([
    "rivrs",
    "recieve",
  ]);
  expect(await checker.suggest("recieve")).toContain("receive");
});

test("a word added to the dictionary is correct from then on, also after a restart", async () => {
  expect(await checker.check(["Hitofude", "kintsugi"])).toEqual(["Hitofude", "kintsugi"]);
  await checker.learn("Hitofude");
  await checker.learn("Hitofude");
  expect(await checker.check(["Hitofude", "kintsugi"])).toEqual(["kintsugi"]);
  expect(await readFile(join(folder, "dictionary.txt"), "utf8")).toBe("Hitofude\n");
  await checker.close();
  checker = new SpellChecker(join(folder, "dictionary.txt"));
  expect(await checker.check(["Hitofude"])).toEqual([]);
});
