import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { importerFor } from "#engine/importers/registry.ts";
import { addressKey, addressOfFile, pageText } from "#engine/importers/html/page-files.ts";
import { fileOf } from "../export-files.ts";
import { encoded } from "./old-sites.ts";

const japanese = "<p>雨の日の日記です。今日は庭の花を見ました。</p>";
const meta = (charset: string): string =>
  `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`;

test.each<[string, string | Uint8Array, string]>([
  ["UTF-8 with a byte order mark", `\uFEFF${japanese}`, "utf-8"],
  ["UTF-8 without a statement", japanese, "utf-8"],
  ["Shift_JIS by its statement", encoded(meta("x-sjis") + japanese, "SJIS"), "shift_jis"],
  ["Shift_JIS by its bytes", encoded(japanese, "SJIS"), "shift_jis"],
  ["EUC-JP by its statement", encoded(meta("EUC-JP") + japanese, "EUCJP"), "euc-jp"],
  ["EUC-JP by its bytes", encoded(japanese, "EUCJP"), "euc-jp"],
  ["ISO-2022-JP by its escape sequences", encoded(japanese, "JIS"), "iso-2022-jp"],
  ["UTF-8 with the statement of its former encoding", meta("Shift_JIS") + japanese, "utf-8"],
  ["Shift_JIS with a wrong statement", encoded(meta("utf-8") + japanese, "SJIS"), "shift_jis"],
])("the encoding of a page: %s", async (_, content, expected) => {
  const page = await pageText(fileOf(content, "a.html"));
  expect(page?.encoding).toBe(expected);
  expect(page?.html.endsWith(japanese)).toBe(true);
});

test("a western page, and an encoding that the author chose", async () => {
  const western = Buffer.from(`${meta("iso-8859-1")}caf\xE9`, "latin1");
  expect((await pageText(fileOf(western, "a.html")))?.html).toContain("café");
  expect((await pageText(fileOf(encoded(japanese, "EUCJP"), "a.html"), "eucjp"))?.html).toBe(japanese);
});

test.each([
  ["diary/2003.html", "/diary/2003.html"],
  ["diary.cgi?id=3", "/diary.cgi?id=3"],
  ["diary.cgi@id=3.html", "/diary.cgi?id=3"],
  ["blog/index.html@p=12.html", "/blog/?p=12"],
  ["../../up.html", "/up.html"],
])("the address of the file %s", (name, address) => {
  expect(addressOfFile(name)).toBe(address);
});

test("links that mean the same page have the same key", () => {
  const same = ["/Diary/", "/diary", "/diary/index.html", "/diary/INDEX.HTM#top", "/%64iary/index.php"];
  expect(new Set(same.map(addressKey))).toEqual(new Set(["/diary"]));
  expect(addressKey("/diary.cgi?id=3")).not.toBe(addressKey("/diary.cgi?id=4"));
});

test("a folder with thousands of pages is recognised with few files open at once", async () => {
  let [open, most] = [0, 0];
  const page = fileOf(japanese, "a.html");
  const files = Array.from({ length: 3000 }, (_, number) => ({
    ...page,
    name: `${number}.html`,
    head: async () => {
      open += 1;
      most = Math.max(most, open);
      await setImmediate();
      open -= 1;
      return page.head();
    },
  }));
  expect((await importerFor(files)).id).toBe("html");
  expect(most).toBeLessThan(100);
});
