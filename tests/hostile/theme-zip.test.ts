import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Zippable, type ZippableFile, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openFiles } from "../unit/engine/app/open-service.ts";

const text = (words: string): Uint8Array => Buffer.from(words);
const theme: Zippable = {
  "theme.yaml": text("title: Paper\n"),
  "templates/post.liquid": text("<main>{{ post.title }}</main>"),
  "assets/style.css": text("p {}"),
};
/** A file with the permissions of a Unix system, in whose upper bits the type is: 0o12 is a link. */
const withMode = (content: Uint8Array, mode: number): ZippableFile =>
  [content, { os: 3, attrs: mode << 16 }] as unknown as ZippableFile;

/** Forges a zip: every record of the kind `mark` gets `value` at `offset`. */
function forged(zip: Uint8Array, mark: number, offset: number, value: number, size: 2 | 4): Uint8Array {
  const copy = Buffer.from(zip);
  for (let at = 0; at + 22 <= copy.length; at++) {
    if (copy.readUInt32LE(at) !== mark) continue;
    if (size === 2) copy.writeUInt16LE(value, at + offset);
    else copy.writeUInt32LE(value, at + offset);
  }
  return copy;
}
const [central, end] = [0x02014b50, 0x06054b50];
const plain = (): Uint8Array => zipSync(theme);
const withFiles = (files: Zippable): Uint8Array => zipSync({ ...theme, ...files });

const attacks: Readonly<Record<string, readonly [zip: () => Uint8Array, code: string]>> = {
  "a name that leads up": [() => withFiles({ "../../evil.css": text("x") }), "theme.zipPath"],
  "a name that leads up from inside": [
    () => withFiles({ "assets/../../../evil.css": text("x") }),
    "theme.zipPath",
  ],
  "an absolute name": [() => withFiles({ "/etc/cron.d/evil": text("x") }), "theme.zipPath"],
  "a drive": [() => withFiles({ "C:/evil.css": text("x") }), "theme.zipPath"],
  backslashes: [() => withFiles({ "..\\..\\evil.css": text("x") }), "theme.zipPath"],
  "a share": [() => withFiles({ "\\\\host\\share\\evil.css": text("x") }), "theme.zipPath"],
  "a device": [() => withFiles({ "assets/aux.css": text("x") }), "theme.zipPath"],
  "an alternate stream": [() => withFiles({ "assets/a.css:b.css": text("x") }), "theme.zipPath"],
  "a NUL in a name": [() => withFiles({ "assets/a\0.css": text("x") }), "theme.zipPath"],
  "two names that are one where case is ignored": [
    () => withFiles({ "assets/Style.css": text("x") }),
    "theme.zipPath",
  ],
  "a symbolic link": [
    () => withFiles({ "assets/a.css": withMode(text("/etc/passwd"), 0o120777) }),
    "theme.zipLink",
  ],
  "a link to a folder": [() => withFiles({ assets2: withMode(text("/"), 0o120777) }), "theme.zipLink"],
  "a PHP file": [() => withFiles({ "assets/a.php": text("<?php") }), "theme.zipProgram"],
  "a PHP file with another ending": [
    () => withFiles({ "assets/a.php.css": text("<?php") }),
    "theme.zipProgram",
  ],
  "rules for Apache": [() => withFiles({ "assets/.htaccess": text("x") }), "theme.zipProgram"],
  "a Git hook": [() => withFiles({ ".git/hooks/post-checkout": text("#!/bin/sh") }), "theme.zipProgram"],
  "a Windows program": [() => withFiles({ "assets/setup.exe": text("MZ") }), "theme.zipProgram"],
  "a shell script": [() => withFiles({ "install.sh": text("#!/bin/sh") }), "theme.zipProgram"],
  "the settings of a blog": [() => withFiles({ "blog.yaml": text("title: x") }), "theme.zipProgram"],
  "a post": [() => withFiles({ "posts/a.md": text("x") }), "theme.zipProgram"],
  "too many files": [
    () =>
      withFiles(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`assets/${i}.css`, text("x")]))),
    "theme.zipCount",
  ],
  "a file that is too large": [
    () => withFiles({ "assets/a.css": new Uint8Array(8 * 1024 * 1024 + 1) }),
    "theme.zipSize",
  ],
  "files that are too large together": [
    () =>
      withFiles(
        Object.fromEntries(
          Array.from({ length: 9 }, (_, i) => [`assets/${i}.css`, new Uint8Array(8 * 1024 * 1024 - 1)]),
        ),
      ),
    "theme.zipSize",
  ],
  "a file that is larger than the zip says": [
    () => forged(withFiles({ "assets/a.css": new Uint8Array(4_000_000) }), central, 24, 10, 4),
    "theme.zipBroken",
  ],
  "a zip that says it is huge": [() => forged(plain(), central, 24, 0xfffffffe, 4), "theme.zipSize"],
  "an encrypted zip": [() => forged(plain(), central, 8, 1, 2), "theme.zipBroken"],
  "a list of files that does not end": [() => forged(plain(), end, 10, 60_000, 2), "theme.zipBroken"],
  "a list of files outside the zip": [() => forged(plain(), end, 16, 0x7fffffff, 4), "theme.zipBroken"],
  "a zip that is cut off": [() => plain().subarray(0, 100), "theme.zipBroken"],
  "no zip": [() => text("PK, but no zip"), "theme.zipBroken"],
  nothing: [() => new Uint8Array(), "theme.zipBroken"],
  "no theme": [() => zipSync({ "assets/style.css": text("p {}") }), "theme.zipNoTheme"],
  "a broken description": [() => withFiles({ "theme.yaml": text("title: [") }), "theme.syntax"],
  "a description that grows": [
    () => withFiles({ "theme.yaml": text(`a: &a [x]\n${growth}\ntitle: *h\n`) }),
    "theme.syntax",
  ],
};
const growth = [..."bcdefgh"]
  .map((name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9).slice(0, -1)}]`)
  .join("\n");

describe("a hostile zip is refused before anything is written", () => {
  test.for(Object.entries(attacks))("%s", async ([, [zip, code]]) => {
    const blog = await openFiles({});
    const before = await readdir(dirname(blog.folder), { recursive: true });
    const { themes } = blog.service.settings;
    await expect(themes.unpack(zip(), "evil.zip")).rejects.toMatchObject({ code });
    expect(await readdir(dirname(blog.folder), { recursive: true })).toEqual(before);
    await blog.close();
  });
});

test("a harmless zip is imported, also packed with its folder and with what systems add", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  expect(await themes.unpack(plain(), "Paper 1.0.zip")).toEqual({ name: "paper-1-0", scripts: [] });
  const packed = zipSync({
    "paper-main": theme,
    __MACOSX: { "paper-main": { "._theme.yaml": text("x") } },
    "paper-main/.DS_Store": text("x"),
    "paper-main/LICENSE": text("MIT"),
    "paper-main/assets/a.js": text("alert(1)"),
    "paper-main/templates/front.liquid": text("<p onclick = 'x'>"),
  });
  expect(await themes.unpack(packed, "紙.zip")).toEqual({
    name: "theme",
    scripts: ["templates/front.liquid", "assets/a.js"].sort(),
  });
  // A name that is taken, or that is a theme of the program, is not overwritten
  expect((await themes.unpack(plain(), "paper-1-0.zip")).name).toBe("paper-1-0-2");
  expect((await themes.unpack(plain(), "fude.zip")).name).toBe("fude-2");
  expect(await readdir(join(blog.folder, "themes/theme"))).toEqual([
    "LICENSE",
    "assets",
    "templates",
    "theme.yaml",
  ]);
  await blog.close();
});
