import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importerFor } from "#engine/importers/registry.ts";
import type { ImportReport } from "#engine/importers/report/import-report.ts";
import { readableText } from "#tests/support/blogs/readable-text.ts";
import { runHere } from "../cli/run-here.ts";
import { movedFolder } from "./moved-folder.ts";
import { privateEntries, wordOf } from "./private-entries.ts";

const formats = Object.entries(privateEntries);

/** Returns the ids of all formats, if `id` is unknown, or their names, if no id is given. */
async function known(id?: string): Promise<string[]> {
  const refusal: { values?: Record<string, unknown> } = await importerFor([], id).catch((error) => error);
  return String(refusal.values?.known).split(", ");
}

test("every format of the registry has private entries to test", async () => {
  expect(formats.map(([format]) => format).sort()).toEqual((await known("none")).sort());
});

test("no private entry of any format is on the built site, and the report names each", async () => {
  const files: Record<string, string | Uint8Array> = {};
  for (const [format, { tree }] of formats)
    for (const [path, content] of Object.entries(await tree())) files[`${format}/${path}`] = content;
  const [[first = ""] = [], ...others] = formats;
  await using moved = await movedFolder(files, { chosen: [first], settings });
  const reports = new Map<string, ImportReport>([[moved.format, moved.report]]);
  for (const [format] of others) {
    const { format: detected, report } = await moved.next([format]);
    expect(detected).toBe(format);
    reports.set(format, report);
  }
  const [openPictures, privatePictures]: [string[], string[]] = [[], []];
  for (const [format, { drafts, ignored = {} }] of formats) {
    const { posts = [], ignored: left } = reports.get(format) ?? {};
    const texts = await Promise.all(posts.map(({ path }) => moved.read(path)));
    const found = Object.keys(drafts).map((kind) => {
      const at = texts.findIndex((text) => text.includes(wordOf(format, kind)));
      const [post, text = ""] = [posts[at], texts[at]];
      privatePictures.push(...picturesIn(text));
      const named = `${post?.state}${post?.notes.includes("future") ? " future" : ""}`;
      return [kind, text.includes("\nstatus: draft\n") ? named : `${named}, but public`];
    });
    openPictures.push(...texts.filter((text) => text.includes(wordOf(format, "open"))).flatMap(picturesIn));
    expect({ format, drafts: Object.fromEntries(found), ignored: left }).toEqual({ format, drafts, ignored });
  }
  const site = await builtSite(moved.blog);
  const isOnSite = (word: string): boolean => site.some((text) => text.includes(word));
  const secrets = formats.flatMap(([format, { drafts, gone = [] }]) =>
    [...Object.keys(drafts), ...gone].map((kind) => wordOf(format, kind)),
  );
  expect([...secrets, ...privatePictures].filter(isOnSite)).toEqual([]);
  expect(new Set(openPictures).size).toBe(14);
  expect(new Set(privatePictures).size).toBeGreaterThanOrEqual(14);
  expect(openPictures.filter((name) => !isOnSite(name))).toEqual([]);
  const open = formats.map(([format]) => wordOf(format, "open"));
  expect(open.filter((word) => !isOnSite(word))).toEqual([wordOf("disqus", "open")]);
});

test("the documents and both guides name every format of the registry", async () => {
  const [ids, names] = [await known("none"), await known()];
  expect(names.length).toBe(formats.length);
  const files = ["README.md", "README.ja.md", "docs/guide/en.md", "docs/guide/ja.md", "docs/importing.md"];
  for (const file of files) {
    const text = (await readFile(file, "utf8")).replace(/\s+/g, " ");
    const marked = file === "docs/importing.md" ? ids.map((id) => `\`${id}\``) : [];
    const missing = [...names, ...marked].filter((name) => !text.includes(name));
    expect({ file, missing }).toEqual({ file, missing: [] });
  }
});

/** Returns the names of the blog's own pictures in a text, without their endings. */
function picturesIn(text: string): string[] {
  return Array.from(text.matchAll(/media\/[^ )"]+\/([\w-]+)\.png/g), ([, name = ""]) => name);
}

const settings =
  "title: Garden\nurl: https://new.example/\nlanguage: en\nsections:\n  hitokoto: { title: ひとこと }\n";

/** Builds the site of a blog, and returns the names and the contents of all files. */
async function builtSite(blog: string): Promise<string[]> {
  const site = `${blog}-site`;
  expect(await runHere(["build", "--out", site, blog])).toMatchObject({ code: 0 });
  const found = await readdir(site, { recursive: true, withFileTypes: true });
  const paths = found.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(paths.map((path) => readFile(path).then(readableText)));
  await rm(site, { recursive: true });
  return [...paths.map((path) => path.slice(site.length)), ...texts];
}
