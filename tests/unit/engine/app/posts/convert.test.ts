import Encoding from "encoding-japanese";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openFiles, post, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const path = "posts/hibi/old.md";
const text = post("昔の記事", "①～昔の言葉が、ここにあります。ｶﾅも。");
const on = (disk: TestBlog): string => join(disk.folder, path);

function encoded(to: "SJIS" | "EUCJP" | "JIS", content = text): Uint8Array {
  return Uint8Array.from(Encoding.convert(Encoding.stringToCode(content), { from: "UNICODE", to }));
}

const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

test.each([
  ["Shift_JIS", encoded("SJIS")],
  ["EUC-JP", encoded("EUCJP")],
  ["ISO-2022-JP", encoded("JIS")],
  ["UTF-16", utf16],
])("a post in %s is shown, and converted without a lost character", async (encoding, bytes) => {
  blog = await openFiles({ [path]: bytes });
  const { posts, history } = blog.service;
  const before = await posts.open(path);
  expect(before.encoding).toBe(encoding);
  expect(before.frontMatter + before.body).toBe(text);
  const after = await posts.convertToUtf8(path);
  expect(after).toMatchObject({ encoding: null, body: before.body, properties: { title: "昔の記事" } });
  expect(await readFile(on(blog), "utf8")).toBe(text);
  // The history contains the original bytes as a version.
  const versions = await history.list(path);
  expect(versions).toHaveLength(2);
  const oldest = versions.at(-1)?.id ?? "";
  expect(await blog.service.blog.history.read(path, oldest)).toEqual(Buffer.from(bytes));
  expect((await history.read(path, oldest)).body).toBe(before.body);
  expect(blog.listed()).toMatchObject([{ problems: 0 }]);
});

const french = "---\ntitle: Voilà\ndate: 2024-05-06 9:00\n---\n\nL’été “déjà” là.\n";
const latin = Buffer.from(
  [...french].map((letter) => ({ "’": 0x92, "“": 0x93, "”": 0x94 })[letter] ?? letter.charCodeAt(0)),
);

test.each([
  ["Windows-1252", french, latin, "title: Voilà"],
  ["UTF-16", text, Buffer.from(text, "utf16le"), "title: 昔の記事"],
  ["UTF-16", text, Buffer.from(text, "utf16le").swap16(), "title: 昔の記事"],
])(
  "a post in %s without a mark is converted by the author's choice",
  async (encoding, original, bytes, line) => {
    blog = await openFiles({ [path]: bytes });
    const { posts } = blog.service;
    expect((await posts.open(path)).encoding).not.toBeNull();
    expect(await blog.service.blog.documents.readings(path)).toContainEqual({ encoding, line });
    expect(await posts.convertToUtf8(path, encoding)).toMatchObject({ encoding: null });
    expect(await readFile(on(blog), "utf8")).toBe(original);
  },
);

test("the likely encoding is offered first, and none in which bytes would be lost", async () => {
  // These bytes are also half-width katakana in Shift_JIS, but no text in ISO-2022-JP.
  blog = await openFiles({ [path]: encoded("EUCJP", "---\ntitle: あかいくつ\n---\n\nあおいくつ。\n") });
  const [first, ...others] = await blog.service.blog.documents.readings(path);
  expect(first).toEqual({ encoding: "EUC-JP", line: "title: あかいくつ" });
  expect(others.map(({ encoding }) => encoding)).toEqual(["Shift_JIS", "Windows-1252"]);
  await expect(blog.service.posts.convertToUtf8(path, "ISO-2022-JP")).rejects.toMatchObject({
    code: "post.encodingUnknown",
  });
  await expect(blog.service.posts.convertToUtf8(path, "utf-7")).rejects.toMatchObject({
    code: "post.encodingUnknown",
  });
});

test("bytes that no encoding explains are never written over", async () => {
  const damaged = Buffer.concat([encoded("SJIS"), Buffer.from([0x82, 0xff, 0xfd, 0x80])]);
  blog = await openFiles({ [path]: damaged });
  const { hash } = await blog.service.posts.open(path);
  await expect(blog.service.posts.convertToUtf8(path)).rejects.toMatchObject({
    code: "post.encodingUnknown",
  });
  expect(await blog.service.blog.documents.readings(path)).toEqual([]);
  const words = { path, frontMatter: "", body: "上書き", baseHash: hash, force: false };
  await expect(blog.service.posts.save(words)).rejects.toMatchObject({ code: "post.notUtf8" });
  expect(await readFile(on(blog))).toEqual(damaged);
});

test("without room for the bytes as they were, nothing is converted", async () => {
  const bytes = Buffer.from(encoded("SJIS"));
  blog = await openFiles({ [path]: bytes });
  const history = join(blog.folder, ".hitofude", "history");
  await writeFile(history, "in the way");
  await expect(blog.service.posts.convertToUtf8(path)).rejects.toMatchObject({ code: "file.failed" });
  expect(await readFile(on(blog))).toEqual(bytes);
  await rm(history);
  expect(await blog.service.posts.convertToUtf8(path)).toMatchObject({ encoding: null });
});

test("a post that is UTF-8 already stays as it is, to the byte", async () => {
  blog = await openFiles({ [path]: `\uFEFF${text.replaceAll("\n", "\r\n")}` });
  const before = await readFile(on(blog));
  expect(await blog.service.posts.convertToUtf8(path)).toMatchObject({ encoding: null });
  expect(await readFile(on(blog))).toEqual(before);
});
