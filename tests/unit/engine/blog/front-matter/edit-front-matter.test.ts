import { expect, test } from "vitest";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { createRandom } from "../random.ts";

test("creates a missing block with the usual order of keys", () => {
  const changes = {
    status: "draft",
    tags: ["日記"],
    guid: "g",
    title: "題: その2",
    date: "2022-05-06 00:00:00",
  };
  expect(editFrontMatter("", changes)).toBe(
    '---\ntitle: "題: その2"\ndate: 2022-05-06 00:00:00\nstatus: draft\ntags: [日記]\nguid: g\n---\n',
  );
});

test.each([
  ["a comment after the value", "title: x # 仮\n", { title: "新" }, "title: 新 # 仮\n"],
  ["single quotes", "title: 'it''s'\n", { title: "that's" }, "title: 'that''s'\n"],
  ["double quotes", 'title: "x"\n', { title: "y" }, 'title: "y"\n'],
  [
    "a block of text",
    "summary: |\n  a\n\n  b\n\n# c\ntitle: x\n",
    { summary: "s" },
    "summary: s\n\n# c\ntitle: x\n",
  ],
  ["a folded text", "summary: >-\n  a\n  b\ntitle: x\n", { summary: "s" }, "summary: s\ntitle: x\n"],
  ["a text over lines", "summary: a\n  b\n  c\ntitle: x\n", { summary: "s" }, "summary: s\ntitle: x\n"],
  ["a flow list over lines", "tags: [a,\n  b]\nz: 1\n", { tags: ["c"] }, "tags: [c]\nz: 1\n"],
  [
    "a block list with comments",
    "tags: # my\n  - a\n  # in\n  - 'b'\n\n# after\nz: 1\n",
    { tags: ["b", "c #d"] },
    "tags: # my\n  - 'b'\n  - \"c #d\"\n\n# after\nz: 1\n",
  ],
  ["a list without indentation", "tags:\n- a\n- b\nz: 1\n", { tags: ["b", "c"] }, "tags:\n- b\n- c\nz: 1\n"],
  ["a list that becomes empty", "tags:\n  - a\nz: 1\n", { tags: [] }, "tags: []\nz: 1\n"],
  ["a comment before a list that goes", "tags: # my\n  - a\nz: 1\n", { tags: [] }, "tags: [] # my\nz: 1\n"],
  [
    "a text that ends like a comment",
    "summary: |\n  a\n  # b\nz: 1\n",
    { summary: "s" },
    "summary: s\nz: 1\n",
  ],
  ["a key without a value", "title:\nz: 1\n", { title: "x" }, "title: x\nz: 1\n"],
  [
    "a removed key",
    "a: 1\n# above\ntags:\n  - x\n  - y\n# below\nz: 1\n",
    { tags: null },
    "a: 1\n# above\n# below\nz: 1\n",
  ],
  ["the last key removed", "title: x\n", { title: null }, ""],
  ["a missing key removed", "title: x\n", { tags: null }, "title: x\n"],
  ["a map in braces", "{title: x, z: 1}\n", { title: "y" }, "{ title: y, z: 1 }\n"],
  ["an anchor used elsewhere", "title: &t x\nalt: *t\n", { title: "y" }, "title: &t y\nalt: x\n"],
  ["Hugo's draft", "draft: true\n", { status: "ready" }, "draft: false\n"],
  ["Jekyll's published", "published: true\n", { status: "draft" }, "published: false\n"],
  [
    "Astro's published",
    "published: 2022-05-06\n",
    { status: "draft" },
    "published: 2022-05-06\nstatus: draft\n",
  ],
  ["Hugo's lastmod", "lastmod: 2022-05-06\n", { updated: "2022-05-07" }, "lastmod: 2022-05-07\n"],
  ["Hexo's categories", "categories:\n  - a\n", { category: "b" }, "categories:\n  - b\n"],
  ["further categories", "categories: [a, c, b]\n", { category: "b" }, "categories: [b, c]\n"],
  ["a series", "title: x\n", { series: "冬の旅" }, "title: x\nseries: 冬の旅\n"],
  [
    "the name of a numbered part",
    "series:\n  name: a # first\n  number: 3\nz: 1\n",
    { series: "b" },
    "series:\n  name: b # first\n  number: 3\nz: 1\n",
  ],
  [
    "the name of a part in braces",
    "series: { name: a, number: 3 }\n",
    { series: "b" },
    "series: { name: b, number: 3 }\n",
  ],
  ["a part that stays", "series: {name: a, number: 3}\n", { series: "a" }, "series: {name: a, number: 3}\n"],
  ["a numbered part that goes", "series:\n  name: a\n  number: 3\nz: 1\n", { series: null }, "z: 1\n"],
  ["Hugo's series", "series: [a]\n", { series: "b" }, "series: [b]\n"],
  ["another description", "description: a\n", { summary: "b" }, "description: b\n"],
])("YAML: %s", (_, before, changes, after) => {
  expect(editFrontMatter(`---\n${before}---\n`, changes)).toBe(`---\n${after}---\n`);
  const crlf = (text: string): string => `---\n${text}---\n`.replaceAll("\n", "\r\n");
  expect(editFrontMatter(crlf(before), changes)).toBe(crlf(after));
});

test.each([
  ["a comment after the value", 'title = "x" # 仮\n', { title: "y\n" }, 'title = "y\\n" # 仮\n'],
  ["literal quotes", "title = 'x'\n", { title: 'a"b' }, "title = 'a\"b'\n"],
  [
    "a date that stays a date",
    "date = 2022-05-06\n",
    { date: "2022-05-07T01:02:03+09:00" },
    "date = 2022-05-07T01:02:03+09:00\n",
  ],
  ["a text over lines", 'summary = """\na # no\n"""\nz = 1\n', { summary: "s" }, 'summary = "s"\nz = 1\n'],
  ["a list over lines", 'tags = [\n  "a", # c\n  "]",\n]\nz = 1\n', { tags: ["b"] }, 'tags = ["b"]\nz = 1\n'],
  [
    "a new key before the tables",
    "a = 1\n\n[extra]\ntitle = 'no'\n",
    { title: "x" },
    "a = 1\ntitle = \"x\"\n\n[extra]\ntitle = 'no'\n",
  ],
  [
    "Zola's taxonomies",
    "[taxonomies]\ntags = ['a'] # t\n",
    { tags: ["b"] },
    "[taxonomies]\ntags = ['b'] # t\n",
  ],
  [
    "the name of a numbered part",
    "[series]\nname = 'a'\nnumber = 3\n",
    { series: "b" },
    "[series]\nname = 'b'\nnumber = 3\n",
  ],
  [
    "a table that goes, with what belongs to it and nothing else",
    "title = 'x'\n\n# before\n[series] # of winter\nname = 'a'\n# in\nnumber = 3\n\n[series.more]\nx = [\n  1,\n]\n# after\n[source]\nname = 's'\n",
    { series: null },
    "title = 'x'\n\n# before\n\n# after\n[source]\nname = 's'\n",
  ],
  ["a table at the end", "title = 'x'\n[series]\nname = 'a'\n", { series: null }, "title = 'x'\n"],
  ["an empty table", "[series]\n[serieses]\na = 1\n", { series: null }, "[serieses]\na = 1\n"],
  ["a table whose name is quoted", "[ 'series' ]\nname = 'a'\n", { series: null }, ""],
  [
    "keys with dots that go",
    "series.name = 'a'\ntitle = 'x'\nseries.number = 3\n",
    { series: null },
    "title = 'x'\n",
  ],
  [
    "an array of tables",
    "[[relations]]\nto = 'a'\n[[relations]]\nto = 'b'\n[x]\na = 1\n",
    { relations: null },
    "[x]\na = 1\n",
  ],
  ["a removed key", "a = 1\ntitle = 'x' # gone\nz = 1\n", { title: null }, "a = 1\nz = 1\n"],
  ["draft", "draft = true\n", { status: "ready" }, "draft = false\n"],
])("TOML: %s", (_, before, changes, after) => {
  expect(editFrontMatter(`+++\n${before}+++\n`, changes)).toBe(`+++\n${after}+++\n`);
  const crlf = (text: string): string => `+++\n${text}+++\n`.replaceAll("\n", "\r\n");
  if (!before.includes('"""')) expect(editFrontMatter(crlf(before), changes)).toBe(crlf(after));
});

test("front matter that cannot be parsed is not edited", () => {
  const edit = (): string => editFrontMatter("---\ntitle: a: b\n---\n", { title: "x" }, "posts/a.md");
  expect(edit).toThrowError(
    expect.objectContaining({
      code: "post.frontMatterSyntax",
      values: expect.objectContaining({ path: "posts/a.md" }),
    }),
  );
});

const awkward = [
  ...'一筆|題: その2|# 見出し|- 項目|[メモ]: これは|「重要」|『「未来」』|a # b|a #|key:|: x|\'quoted\'|"quoted"|it\'s "both"'.split(
    "|",
  ),
  ..."true|No|null|~|1.10|007|0x1F|1e3|12:30|2022-05-06|2022-05-06 0:00|---|...|@home|`code`|%|&a|*b|!c|>|?|{a}|a, b|C:\\*.txt".split(
    "|",
  ),
  ..." leading|trailing |\u3000全角|line\nbreak|tab\there|\u2028|\u0085|\u0000|\uFEFF|😀|<x>|=|".split("|"),
  "|",
  "x".repeat(300),
  "長い".repeat(200),
];

test.each(awkward)("the title %j survives YAML and TOML, also as a tag", (title) => {
  for (const before of [
    "",
    "---\ntitle: 'a'\n---\n",
    '---\ntitle: "a"\ntags:\n  - b\n---\n',
    "+++\ntitle = 'a'\n+++\n",
  ]) {
    const reading = readFrontMatter(editFrontMatter(before, { title, tags: [title, "x"] }));
    expect(reading).toEqual({ values: { title, tags: [title, "x"] } });
  }
});

/** Entries of front matter: the key, and the lines that contain it. */
const entries: readonly (readonly [string, string])[] = [
  ["title", "title: 古い題 # なぜ"],
  ["title", "title: 'it''s'"],
  ["title", 'title:   "「a」: b"  '],
  ["date", "date: 2022-05-06 0:00:00"],
  ["tags", "tags: [日記, 'a, b',\n   茶]"],
  ["tags", 'tags: # 札\n  - 日記\n  # 間\n  - "茶"'],
  ["tags", "tags:\n- 日記\n-   茶 # 好き"],
  ["summary", "summary: |\n  一\n\n  # 二"],
  ["summary", "summary: >-\n  folded\n  text"],
  ["summary", "summary: plain\n  over lines"],
  ["status", "status: draft"],
  ["weight", "weight: 007"],
  ["params", "params:\n  title: inner\n  tags: [x]\n  # deep"],
  ["menu", "menu: { main: { weight: 1 } }"],
  ["", "# a comment"],
  ["", ""],
];

test("an edit sets the value and leaves every other line unchanged", () => {
  const random = createRandom(1);
  const changeable = ["title", "date", "tags", "summary", "status", "guid"];
  for (let round = 0; round < 3000; round++) {
    const lineEnd = random.pick(["\n", "\r\n"]);
    const used = new Set<string>();
    const chosen = Array.from({ length: 1 + random.below(8) }, () => random.pick(entries));
    const parts = chosen.filter(([key]) => key === "" || (!used.has(key) && used.add(key)));
    const written = (entry: readonly [string, string]): string => `${entry[1]}\n`.replaceAll("\n", lineEnd);
    const fence = `---${lineEnd}`;
    const frontMatter = fence + parts.map(written).join("") + fence;

    const key = random.pick(changeable);
    const value =
      key === "tags" ? [random.pick(awkward), "新"] : key === "status" ? "ready" : random.pick(awkward);
    const before = readFrontMatter(frontMatter);
    const edited = editFrontMatter(frontMatter, { [key]: value });
    const after = readFrontMatter(edited);
    if ("error" in before || "error" in after) throw new Error(`${frontMatter} → ${edited}`);
    expect(after.values).toEqual({ ...before.values, [key]: value });

    const others = parts.filter(([name]) => name !== key).map(written);
    let at = fence.length;
    for (const other of others) {
      const found = edited.indexOf(other, at);
      expect({ frontMatter, edited, other, found: found >= at }).toMatchObject({ found: true });
      at = found + other.length;
    }
    expect(edited.endsWith(fence)).toBe(true);
    expect(editFrontMatter(edited, { [key]: value })).toBe(edited);

    const removed = readFrontMatter(editFrontMatter(frontMatter, { [key]: null }));
    const { [key]: _, ...rest } = before.values;
    expect(removed).toEqual({ values: rest });
  }
});

test.each([
  ["---\ntitle: a # b\n---\n", "---\ntitle: a # b\norder: 20\nparent: pages/about.md\nmenu: false\n---\n"],
  [
    "+++\ntitle = 'a'\n+++\n",
    "+++\ntitle = 'a'\norder = 20\nparent = \"pages/about.md\"\nmenu = false\n+++\n",
  ],
  [
    "---\nweight: 3 # Hugo\nmenu: main\n---\n",
    "---\nweight: 20 # Hugo\nmenu: false\nparent: pages/about.md\n---\n",
  ],
])("the place of a page in the menu is written and removed: %j", (before, after) => {
  const place = { order: 20, parent: "pages/about.md", menu: false };
  const edited = editFrontMatter(before, place);
  expect(edited).toBe(after);
  expect(editFrontMatter(edited, place)).toBe(edited);
  const removed = editFrontMatter(edited, { order: null, parent: null, menu: null });
  expect(removed).not.toMatch(/20|parent|menu/);
});

test.each([
  [
    "---\ntitle: a\nbuild:\n  list: never # Hugo\n---\n",
    "---\ntitle: a\nbuild:\n  list: always # Hugo\n---\n",
  ],
  [
    "---\n_build: { render: always, list: false }\n---\n",
    "---\n_build: { render: always, list: always }\n---\n",
  ],
  ["+++\ntitle = 'a'\n[build]\nlist = 'never'\n+++\n", "+++\ntitle = 'a'\n[build]\nlist = 'always'\n+++\n"],
  [
    "+++\nbuild = { list = \"never\", render = 'always' } # Hugo\n+++\n",
    "+++\nbuild = { list = \"always\", render = 'always' } # Hugo\n+++\n",
  ],
  [
    "+++\n_build = {sizes = [1, {a = ','}], render = ',{', list = false}\n+++\n",
    "+++\n_build = {sizes = [1, {a = ','}], render = ',{', list = \"always\"}\n+++\n",
  ],
  ["---\nunlisted: true\nBuild:\n  List: never\n---\n", "---\nBuild:\n  List: always\n---\n"],
  ["---\nbuild:\n  list: local\n---\n", "---\nbuild:\n  list: local\n---\n"],
])("a page that Hugo leaves out of lists can be listed again: %j", (before, after) => {
  const settings = blogSettingsSchema.parse({ title: "a" });
  const isUnlisted = (text: string): boolean =>
    parsePost({ path: "posts/posts/a.md", bytes: Buffer.from(text), settings }).properties.unlisted === true;
  const edited = editFrontMatter(before, { unlisted: null });
  expect(edited).toBe(after);
  expect(isUnlisted(edited)).toBe(false);
  expect(isUnlisted(editFrontMatter(edited, { unlisted: true }))).toBe(true);
});
