import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";

const settings = blogSettingsSchema.parse({ title: "試験" });

function read(text: string) {
  return parsePost({ path: "posts/posts/a.md", bytes: new TextEncoder().encode(text), settings });
}

/** Each of a level's ten values expands to all ten values of the level below. */
const laughs = Array.from({ length: 12 }, (_, level) => {
  const below = level === 0 ? "笑" : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array(10).fill(below).join(", ")}]`;
}).join("\n");

test.each([
  ["aliases that unfold without end", `title: 題\n${laughs}`],
  ["tags that unfold without end", `${laughs}\ntags: *a11`],
  ["an alias of itself", "title: &a [*a]"],
  ["a value merged with itself", "title: 題\na: &a\n  <<: *a"],
  ["brackets without end", `title: ${"[".repeat(50_000)}`],
  ["braces without end", `title: ${"{a: ".repeat(20_000)}`],
  [
    "levels without end",
    `title: 題\n${Array.from({ length: 3_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")}`,
  ],
  ["a quotation without end", `title: "${"あ".repeat(100_000)}`],
  ["thousands of equal keys", "title: 題\n".repeat(5_000)],
])("front matter with %s is reported in one problem, and the text is kept", (_name, frontMatter) => {
  const { problems, body, status } = read(`---\n${frontMatter}\n---\n本文\n`);
  const syntax = problems.filter(({ code }) => code === "post.frontMatterSyntax");
  expect(syntax).toHaveLength(1);
  expect(syntax[0]?.values?.reason).toMatch(/^.{1,300}$/s);
  expect(body).toBe("本文\n");
  expect(status).toBe("draft");
});

test("keys can have names of JavaScript's object properties", () => {
  const post = read("---\n__proto__:\n  title: 偽\nconstructor: 偽\ntitle: 題\ndate: 2026-01-02\n---\n本文");
  expect(post.title).toBe("題");
  expect(post.problems).toEqual([]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test.each([
  ["a title of a megabyte", `---\ntitle: ${"あ".repeat(350_000)}\ndate: 2026-01-02\n---\n本文`],
  ["50,000 tags", `---\ntitle: 題\ndate: 2026-01-02\ntags: [${"札, ".repeat(50_000)}終]\n---\n本文`],
  ["front matter without an end", `---\ntitle: 題\n${"行\n".repeat(100_000)}`],
  ["5 MB on one line", "あ".repeat(1_700_000)],
  ["nothing but NUL", "\0".repeat(100_000)],
])("%s is parsed", (_name, text) => {
  const { body, title } = read(text);
  expect(title.length + body.length).toBeGreaterThan(0);
});
