import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { targetKindSchema } from "#contract/settings/target.ts";
import { createMessages } from "#contract/messages.ts";
import { loadSettings, readSettings } from "#engine/blog/settings/load-settings.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

test("reads a complete blog.yaml", () => {
  const { settings, problems } = readSettings(
    `title: 日々
url: https://example.com/blog/
sections:
  hitokoto: { title: ひとこと }
notices:
  - { text: 更新は少なめです, at: 2022/7/24 19:32 }
targets:
  live: { kind: sftp, host: www.example.com, user: me, directory: www, url: "https://example.com/", fileMode: 604 }
`,
    "folder",
  );
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ title: "日々", timeZone: "Asia/Tokyo", defaultTarget: "live" });
  expect(settings.notices).toEqual([{ text: "更新は少なめです", at: "2022/7/24 19:32" }]);
  expect(settings.targets.live).toMatchObject({ fileMode: "604" });
});

test("texts that look like numbers stay texts as they were written", () => {
  const { settings, problems } = readSettings(
    "title: 2022\nbrand: 1.10\ncopyright: { holder: 007, from: 2010 }\n",
    "x",
  );
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ title: "2022", brand: "1.10", copyright: { holder: "007", from: 2010 } });
});

test.each([
  ["an unknown key", "title: x\ntittle: y\n", 2, "tittle", "unknown"],
  ["an unknown key deep inside", "title: x\nfeeds:\n  items: 5\n  kind: rss\n", 4, "feeds.kind", "unknown"],
  ["a wrong type", "title: x\nfront:\n  posts: many\n", 3, "front.posts", "type"],
  ["a wrong choice", "title: x\nshare:\n  - service: x\n  - service: mixi\n", 4, "share.1.service", "choice"],
  [
    "a missing part",
    "title: x\ntargets:\n  live:\n    kind: sftp\n    user: me\n    directory: www\n    url: u\n",
    3,
    "targets.live.host",
    "missing",
  ],
  ["a bad section name", "title: x\nsections:\n  ひとこと: { title: t }\n", 3, "sections.ひとこと", "format"],
  ["no title", "brand: x\n", 1, "title", "missing"],
  ["an unknown zone", "title: x\ntimeZone: Asia/Tokio\n", 2, "timeZone", "zone"],
  ["no language", "title: x\nlanguage: japanese language\n", 2, "language", "language"],
  ["no address", "title: x\nurl: example.com\n", 2, "url", "address"],
])("names line, key and kind of %s, and continues with the rest", (_, text, line, key, kind) => {
  const { settings, problems } = readSettings(text, "folder");
  expect(problems).toMatchObject([
    {
      code: "blog.settingsInvalid",
      severity: "error",
      file: "blog.yaml",
      line,
      values: { key, kind },
    },
  ]);
  expect(settings.title).toBe(text.startsWith("title") ? "x" : "folder");
  expect(settings.timeZone).toBe("Asia/Tokyo");
});

test("a misspelt key is reported with the one that was probably meant", () => {
  const near = (text: string): unknown =>
    readSettings(`title: x\n${text}`, "folder").problems[0]?.values.near;
  expect(
    readSettings("title: x\ntargets:\n  a:\n    kind: sfpt\n", "folder").problems[0]?.values,
  ).toMatchObject({
    kind: "choice",
    detail: targetKindSchema.options.join(", "),
  });
  expect(near("timezone: Asia/Tokyo\n")).toBe("timeZone");
  expect(near("desciption: x\n")).toBe("description");
  expect(near("ulr: x\n")).toBe("url");
  expect(near("feeds:\n  itmes: 5\n")).toBe("items");
  expect(near("weather: rain\n")).toBe("none");
});

test("says which time zone is used instead of an unknown one, or if none is named", () => {
  const [unknown] = readSettings("title: x\ntimeZone: Asia/Tokio\n", "folder").problems;
  expect(unknown?.values).toMatchObject({ detail: "Asia/Tokio", used: "Asia/Tokyo" });
  const { problems, advice } = readSettings("title: x\n", "folder");
  expect([problems, advice]).toEqual([[], [expect.objectContaining({ code: "blog.zoneMissing" })]]);
  expect(readSettings("title: x\ntimeZone: Europe/Berlin\n", "folder").advice).toEqual([]);
});

test("an unknown key affects nothing else", () => {
  const { settings } = readSettings("title: x\nfeeds:\n  items: 5\n  kind: rss\n", "folder");
  expect(settings.feeds).toEqual({ items: 5, content: "full", tags: "auto" });
});

const tables = { ja: createMessages("ja", ja), en: createMessages<typeof ja>("en", en) };

test("all faults are named, in the language of whoever reads them", () => {
  const { problems } = readSettings("title: x\nfront: { posts: 0 }\ntheme: [a]\n", "folder");
  const said = (language: "ja" | "en"): string[] =>
    problems.map(({ code, values }) => tables[language](`error.${code}.what`, values));
  expect(said("ja")).toEqual([
    "「theme」には、文字を書いてください。",
    "「front.posts」は、1 以上にしてください。",
  ]);
  expect(said("en")).toEqual(["“theme” has to be text.", "“front.posts” has to be 1 or more."]);
});

test.each([
  ["title: a: b\n", "一行にコロンが二つあります", "a line has two colons"],
  ["title: x\nlinks: [\n", "字下げがそろっていません", "the indentation does not match"],
  ["title: x\ntitle: y\n", "同じ項目が二度あります", "a key occurs twice"],
  ["title: x\n\tbrand: y\n", "字下げにタブは使えません", "a line is indented with a tab"],
  ["- a\n", "項目と値の並びになっていません", "it is not a list of keys and values"],
])("what is wrong with the notation of %j is said in both languages", (text, japanese, english) => {
  const [problem] = readSettings(text, "folder").problems;
  const said = (language: "ja" | "en") =>
    problem && tables[language](`error.${problem.code}.what`, problem.values);
  expect(said("ja")).toContain(japanese);
  expect(said("en")).toContain(english);
});

test.each([
  ["title: a: b\n", 1],
  ["title: x\nlinks: [\n", 3],
  ["- a\n- b\n", 1],
  ["title: x\ntitle: y\n", 2],
])("a file that is not a YAML map yields the defaults: %j", (text, line) => {
  const { settings, problems } = readSettings(text, "folder");
  expect(settings).toMatchObject({ title: "folder", theme: "fude" });
  expect(problems).toMatchObject([
    { code: "blog.settingsSyntax", severity: "error", file: "blog.yaml", line },
  ]);
});

test("an empty file, a byte order mark and a folder without the file are fine", async () => {
  expect(readSettings("", "folder").problems).toMatchObject([{ values: { key: "title" } }]);
  expect(readSettings("\uFEFFtitle: x\r\n", "folder")).toMatchObject({
    settings: { title: "x" },
    problems: [],
  });
  const folder = await mkdtemp(join(tmpdir(), "hitofude-settings-"));
  try {
    expect(await loadSettings(folder)).toMatchObject({ settings: { theme: "fude" }, problems: [] });
    await mkdir(join(folder, "blog.yaml"));
    expect((await loadSettings(folder)).problems).toMatchObject([
      { code: "file.readFailed", file: "blog.yaml" },
    ]);
    await rm(join(folder, "blog.yaml"), { recursive: true });
    await writeFile(join(folder, "blog.yaml"), new Uint8Array([0x74, 0x3a, 0x20, 0x82, 0xa0]));
    expect((await loadSettings(folder)).problems).toMatchObject([
      { code: "post.notUtf8", severity: "error" },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("aliases that expand endlessly are an error", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 9; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  }
  expect(readSettings(lines.join("\n"), "folder").problems).toMatchObject([{ code: "blog.settingsSyntax" }]);
});
