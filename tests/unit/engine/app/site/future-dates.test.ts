import { afterEach, expect, test } from "vitest";
import { openFiles, type TestBlog } from "../open-service.ts";

let blog: TestBlog | undefined;
afterEach(() => blog?.close());

test("the check reports a date that is probably a typing error, not a scheduled one", async () => {
  const year = new Date().getFullYear();
  const text = (head: string): string => `---\ntitle: 題\n${head}\n---\n本文\n`;
  blog = await openFiles({
    "posts/hibi/slip.md": text(`date: ${year + 36}-05-06 09:00\nstatus: ready`),
    "posts/hibi/planned.md": text(`date: ${year + 5}-05-06 09:01\nstatus: ready`),
    "posts/hibi/draft.md": text(`date: ${year + 36}-05-06 09:02\nstatus: draft`),
    "posts/hibi/changed.md": text(`date: 2024-05-06 09:03\nupdated: ${year + 1}-05-06 09:00\nstatus: ready`),
  });
  const found = (await blog.service.builder.check()).filter(({ code }) => code === "date.future");
  expect(found.map(({ file, values }) => [file, values.date])).toEqual([
    ["posts/hibi/changed.md", `${year + 1}-05-06 09:00`],
    ["posts/hibi/slip.md", `${year + 36}-05-06 09:00`],
  ]);
});

test("a text is checked while it is typed, with line numbers of its file", async () => {
  blog = await openFiles({ "posts/hibi/a.md": "---\ntitle: 題\ndate: 2024-05-06\n---\n本文\n" });
  const problems = blog.service.preview.problemsOf({
    path: "posts/hibi/a.md",
    frontMatter: "---\ntitle: 題\ndate: 2024-05-06\n---\n",
    body: "一行目\n\n[行方](nowhere.md) ![](/media/gone.png)\n\nC:\\*.txt\n",
  });
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ["link.dead", 7],
    ["image.missing", 7],
    ["image.noAlt", 7],
    ["markdown.windowsPath", 9],
  ]);
});

test("links of a text that is being typed are resolved in the whole blog and in the text itself", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": "---\ntitle: 題\ndate: 2024-05-06\n---\n本文\n",
    "posts/hibi/b.md": "---\ntitle: 別\ndate: 2024-05-07\nstatus: ready\n---\n## 見出し\n",
  });
  const text = {
    path: "posts/hibi/a.md",
    frontMatter: "---\ntitle: 題\ndate: 2024-05-06\n---\n",
    body: "[一](b.md#見出し) [二](b.md#ない)\n\n[三](20990506-0000.html)\n\n[四](#自分) [五](#ない)\n\n## 自分\n",
  };
  const expected = [
    ["link.noAnchor", 5, "b.md"],
    ["link.dead", 7, "20990506-0000.html"],
    ["link.noAnchor", 9, "#%E3%81%AA%E3%81%84"],
  ];
  const { preview } = blog.service;
  const problems = () =>
    preview.problemsOf(text).map(({ code, line, values }) => [code, line, values.target]);
  expect(problems()).toHaveLength(expected.length);
  expect(problems()).toEqual(expect.arrayContaining(expected));
  // A text that was rendered for the preview is not parsed again, and has the same problems
  preview.render({ ...text, version: 1 });
  expect(problems()).toEqual(expect.arrayContaining(expected));
});
