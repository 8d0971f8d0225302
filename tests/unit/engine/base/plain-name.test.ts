import fc from "fast-check";
import { expect, test } from "vitest";
import { isPortableName } from "#contract/text/portable-name.ts";
import { fileNameFor, isPlainPath, isPortablePath } from "#engine/base/plain-name.ts";

test.each([
  ..."|.|..|a/b|a\\b|a\0b|a\u0007b|C:|c:a|a:b|a.txt:stream:$DATA|a.|a |a...|x?|x*|<x|x>".split("|"),
  ..."CON|nul|aux.txt|Prn.md|COM1|com9.tar.gz|LPT0|com¹|lpt³.txt|NUL .txt|con  |CONIN$|conout$".split("|"),
  'say "x"',
  "x|y",
])("%j is not a valid file name on every system", (name) => {
  expect(isPortableName(name)).toBe(false);
});

test.each(["本番", "a.b.c", "console.md", "com10", "auxiliary", "con-1", ".htaccess", "雨 音.jpg", "nul_"])(
  "%j is a valid file name on every system",
  (name) => {
    expect(isPortableName(name)).toBe(true);
  },
);

const away = [
  "",
  "..",
  "../a",
  "a/../b",
  "a//b",
  "/a",
  "a/",
  "./a",
  "a\\b",
  "\\\\host\\share",
  "C:/a",
  "a/d:",
  "a\0",
];
test.each(away)("%j leaves the folder on every system", (path) => {
  expect(isPlainPath(path, false)).toBe(false);
  expect(isPlainPath(path, true)).toBe(false);
  expect(isPortablePath(path)).toBe(false);
});

test.each(["posts/a.md:b", "posts/CON.md", "posts/aux", "posts/a.md.", "posts/a /b.md", "posts/what?.md"])(
  "%j has another meaning on Windows only",
  (path) => {
    expect(isPlainPath(path, false)).toBe(true);
    expect(isPlainPath(path, true)).toBe(false);
  },
);

test("plain target names stay readable as file names, and keep earlier file names", () => {
  expect(fileNameFor("practice")).toBe("practice");
  expect(fileNameFor("my-host_2")).toBe("my-host_2");
  expect(fileNameFor("本番")).toBe(encodeURIComponent("本番"));
});

test.each([
  "../../../../../autostart",
  "..",
  ".",
  "",
  "/etc/passwd",
  "C:\\x",
  "con",
  "a:b",
  "a.",
  "a ",
  "\0",
  "\ud800",
])("the file name for %j is valid on every system", (name) => {
  expect(isPortableName(fileNameFor(name))).toBe(true);
  expect(fileNameFor(name)).toMatch(/^[\w%-]+$/);
});

test("different names get different file names, even if case and composition do not count", () => {
  const families = [
    "Live",
    "live",
    "LIVE",
    "%4cive",
    "が".normalize("NFC"),
    "が".normalize("NFD"),
    "",
    "%",
    "con",
  ];
  const long = ["あ".repeat(300), `${"あ".repeat(300)}い`];
  const all = [...families, ...long, "\ud800", "\ud801", "%ud800", "\ufffd"];
  const onDisk = (name: string): string => fileNameFor(name).toLowerCase().normalize("NFC");
  expect(new Set(all.map(onDisk)).size).toBe(all.length);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(onDisk(a) === onDisk(b)).toBe(a === b);
      expect(isPortableName(fileNameFor(a))).toBe(true);
      expect(fileNameFor(a).length).toBeLessThanOrEqual(120);
    }),
  );
});
