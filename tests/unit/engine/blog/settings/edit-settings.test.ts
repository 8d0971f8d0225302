import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";

/** Changes values of a text as a form does. */
function edit(text: string, change: (values: ReturnType<typeof JSON.parse>) => void): string {
  const values = structuredClone(valuesOf(text.replace(/^\uFEFF/, "")));
  change(values);
  return editSettings(text, values);
}

const sample = readFileSync(
  fileURLToPath(new URL("../../../../../resources/sample-blog/blog.yaml", import.meta.url)),
  "utf8",
);

test("a changed value is replaced where it stands; comments, quotes and line ends stay", () => {
  const text =
    "# top\r\ntitle: 'Old' # mine\r\nbrand: 007\r\n\r\nfront:\r\n  posts: 5 # few\r\n  recentUpdates: 3\r\n";
  expect(
    edit(text, (values) => {
      values.title = "It's new";
      values.front.posts = 8;
    }),
  ).toBe(text.replace("'Old'", "'It''s new'").replace("posts: 5", "posts: 8"));
});

test("a number that stands for a text is left as it is written", () => {
  const text = "title: 2022\ncopyright: { holder: 007, from: 2010 }\n";
  expect(
    edit(text, (values) => {
      values.copyright.from = 2011;
    }),
  ).toBe(text.replace("2010", "2011"));
  expect(
    edit(text, (values) => {
      values.title = "2023";
    }),
  ).toBe(text.replace("2022", '"2023"'));
});

test("a new key is appended, inside a map after its last key", () => {
  const text = "title: x\nauthor:\n  name: 文机 # me\n# the end\n";
  expect(
    edit(text, (values) => {
      values.author.url = "https://example.jp/";
      values.search = false;
      values.header = "one\n\ntwo";
    }),
  ).toBe(
    "title: x\nauthor:\n  name: 文机 # me\n  url: https://example.jp/\n# the end\nsearch: false\nheader: |-\n  one\n\n  two\n",
  );
});

test("a removed key goes with its value, and the comments around it stay", () => {
  const text = "title: x\n# links\nlinks:\n  - label: a\n    url: b\n# search\nsearch: false # off\n";
  expect(edit(text, (values) => void delete values.links)).toBe(
    "title: x\n# links\n# search\nsearch: false # off\n",
  );
  expect(edit(text, (values) => void delete values.search)).toBe(
    "title: x\n# links\nlinks:\n  - label: a\n    url: b\n# search\n",
  );
});

test("items of a list are changed, added, removed and moved with the comments above them", () => {
  const text =
    "title: x\nlinks:\n  # first\n  - label: a\n    url: /a # A\n  # second\n  - label: b\n    url: '/b'\n\nsearch: true\n";
  expect(
    edit(text, (values) => {
      values.links[1].url = "/c";
    }),
  ).toBe(text.replace("'/b'", "'/c'"));
  expect(edit(text, (values) => void values.links.push({ label: "c", url: "/c" }))).toBe(
    text.replace("'/b'\n", "'/b'\n  - label: c\n    url: /c\n"),
  );
  expect(edit(text, (values) => void values.links.reverse())).toBe(
    "title: x\nlinks:\n  # first\n  # second\n  - label: b\n    url: '/b'\n  - label: a\n    url: /a # A\n\nsearch: true\n",
  );
  expect(edit(text, (values) => void values.links.shift())).toBe(
    "title: x\nlinks:\n  # first\n  # second\n  - label: b\n    url: '/b'\n\nsearch: true\n",
  );
  expect(edit(text, (values) => void values.links.pop())).toBe(
    "title: x\nlinks:\n  # first\n  - label: a\n    url: /a # A\n  # second\n\nsearch: true\n",
  );
});

test("a list at the column of its key stays there", () => {
  const text = "title: x\nfooter:\n- one\n- |\n  two\n  lines\nsearch: true\n";
  expect(
    edit(text, (values) => {
      values.footer[0] = "uno";
    }),
  ).toBe(text.replace("one", "uno"));
  expect(edit(text, (values) => void values.footer.push("three"))).toBe(
    text.replace("lines\n", "lines\n- three\n"),
  );
});

test("a block of text stays a block, with its comment; a line becomes one", () => {
  const text = "title: x\nheader: | # top\n  one\n  two\n\n# next\nbrand: y # brand\n";
  expect(
    edit(text, (values) => {
      values.header = "one\n\nthree\n";
    }),
  ).toBe("title: x\nheader: | # top\n  one\n\n  three\n\n# next\nbrand: y # brand\n");
  expect(
    edit(text, (values) => {
      values.header = "one";
    }),
  ).toBe("title: x\nheader: one # top\n\n# next\nbrand: y # brand\n");
  expect(
    edit(text, (values) => {
      values.brand = "a\nb";
    }),
  ).toBe("title: x\nheader: | # top\n  one\n  two\n\n# next\nbrand: |- # brand\n  a\n  b\n");
});

test("sections are added, renamed and put in another order", () => {
  const text = "title: x\nsections:\n  # short\n  a:\n    title: A # A\n  b: { title: B }\n";
  expect(
    edit(text, (values) => {
      values.sections = { b: values.sections.b, a: values.sections.a };
    }),
  ).toBe("title: x\nsections:\n  # short\n  b: { title: B }\n  a:\n    title: A # A\n");
  expect(
    edit(text, (values) => {
      values.sections = { c: { title: "C" }, b: values.sections.b, d: { title: "D" } };
    }),
  ).toBe("title: x\nsections:\n  # short\n  c:\n    title: C # A\n  b: { title: B }\n  d:\n    title: D\n");
});

test("other notations work: braces, anchors, an empty file, a byte order mark, no last line end", () => {
  expect(
    edit("{ title: x, search: true }", (values) => {
      values.search = false;
    }),
  ).toContain("search: false");
  const shared = "title: x\nlinks: &all\n  - label: a\n    url: b\nshare: []\nfooter: [ 'a', b ] # foot\n";
  expect(
    valuesOf(edit(shared, (values) => void values.links.push({ label: "c", url: "d" }))).links,
  ).toHaveLength(2);
  expect(
    edit(shared, (values) => {
      values.footer = ["a", "c: d"];
    }),
  ).toBe(shared.replace("b ]", '"c: d" ]'));
  expect(
    edit(shared, (values) => {
      values.share = [{ service: "x" }];
    }),
  ).toBe(shared.replace("share: []", "share:\n  - service: x"));
  expect(editSettings("", { title: "x", search: false })).toBe("title: x\nsearch: false\n");
  expect(editSettings("# only a comment", { title: "x" })).toBe("# only a comment\ntitle: x\n");
  expect(
    edit("\uFEFFtitle: x", (values) => {
      values.brand = "z";
    }),
  ).toBe("\uFEFFtitle: x\nbrand: z\n");
  expect(
    edit("title: x", (values) => {
      values.title = "z";
    }),
  ).toBe("title: z");
  expect(
    edit("title: x\nlinks:\nbrand: b\n", (values) => {
      values.links = [{ label: "a", url: "b" }];
    }),
  ).toBe("title: x\nlinks:\n  - label: a\n    url: b\nbrand: b\n");
});

test("the sample blog: many changes at once touch only their lines", () => {
  const edited = edit(sample, (values) => {
    values.title = "別の名前";
    values.feeds.content = "summary";
    values.links.push({ label: "新しいリンク", url: "https://example.com/" });
    values.sections.futakoto.template = undefined;
    delete values.sections.futakoto.template;
    values.themeOptions = { accent: "#7a3e2b" };
  });
  const before = sample.split("\n");
  const after = edited.split("\n");
  expect(before.filter((line) => !after.includes(line))).toEqual([
    "title: ひとこと日記",
    "    template: long # 長い記事の形。更新履歴が本文の前に出ます",
    "  content: full # summary にすると、RSS は要約だけになります",
  ]);
  expect(after.filter((line) => !before.includes(line))).toEqual([
    "title: 別の名前",
    "  - label: 新しいリンク",
    "    url: https://example.com/",
    "  content: summary # summary にすると、RSS は要約だけになります",
    "themeOptions:",
    '  accent: "#7a3e2b"',
  ]);
});

test("what is no YAML is not touched", () => {
  expect(() => editSettings("title: a: b\n", { title: "x" })).toThrow("blog.settingsSyntax");
});
