import { expect, test } from "vitest";
import { publishStageSchema } from "#contract/types/publish-run-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { isMakingImages, shareDone } from "#renderer/views/publishing/share-done.ts";
import { changeOf, excerptOf, titleOf } from "#renderer/views/sheets/journal-texts.ts";

const nothingSent = { files: 0, totalFiles: 10, bytes: 0, totalBytes: 1000, file: "" };

test("progress never decreases, and ends at the total", () => {
  const shares = publishStageSchema.options.flatMap((stage) => [
    shareDone({ ...nothingSent, stage }),
    shareDone({ ...nothingSent, stage, bytes: 1000 }),
  ]);
  expect(shares).toEqual([...shares].sort((first, second) => first - second));
  expect(shareDone(null)).toBe(0);
  expect(shares.at(-1)).toBe(1);
});

test("the images of a build move the progress on, and are named until the pages are built", () => {
  const at = (files: number) => ({ ...nothingSent, stage: "build" as const, files, totalFiles: 30 });
  const shares = [0, 15, 30].map((files) => shareDone(at(files)));
  expect(shares[1]).toBeGreaterThan(shares[0] ?? Number.NaN);
  expect(shares[2]).toBe(shareDone({ ...nothingSent, stage: "connect" }));
  expect([0, 29, 30].map((files) => isMakingImages(at(files)))).toEqual([true, true, false]);
  expect(isMakingImages({ ...at(0), totalFiles: 0 })).toBe(false);
  expect(isMakingImages({ ...nothingSent, stage: "upload" })).toBe(false);
});

test("sizes have the usual unit", () => {
  expect(formatSize("ja", 812)).toBe("812 B");
  expect(formatSize("ja", 3_440)).toBe("3.4 KB");
  expect(formatSize("en", 12_300_000)).toBe("12 MB");
});

test("for recovered text with a file, the difference from the file is shown, wherever it is", () => {
  const found = { id: "a", path: "posts/a.md", frontMatter: "---\ntitle: 雨\n---\n", at: 1 };
  const [start, end] = ["前".repeat(100), "後".repeat(100)];
  const { frontMatter } = found;
  const typed = {
    ...found,
    body: `\n${start}雪が降る${end}`,
    current: { frontMatter, body: `\r\n${start}雨が降る${end}` },
  };
  expect(changeOf(typed)).toEqual({
    before: `…${"前".repeat(40)}`,
    removed: "雨",
    added: "雪",
    after: `が降る${"後".repeat(37)}…`,
  });
  const long = { ...found, body: `一${"🍚".repeat(200)}`, current: { frontMatter, body: "一" } };
  expect(changeOf(long)).toMatchObject({
    before: "一",
    removed: "",
    added: `…${"🍚".repeat(160)}`,
    after: "",
  });
  const titled = { ...found, body: "一", current: { frontMatter: "---\ntitle: 雪\n---\n", body: "一" } };
  expect(changeOf(titled)).toMatchObject({ removed: "雪", added: "雨" });
  expect(changeOf({ ...found, body: "一", current: null })).toBeNull();
});

test("a journal entry is shown with its title and its last words", () => {
  expect(titleOf('---\ndate: 2026\ntitle: "雨の日"\n---\n')).toBe("雨の日");
  expect(titleOf("---\ndate: 2026\n---\n")).toBe("");
  expect(excerptOf("短い")).toBe("短い");
  expect(excerptOf("🍚".repeat(200))).toBe(`…${"🍚".repeat(160)}`);
});
