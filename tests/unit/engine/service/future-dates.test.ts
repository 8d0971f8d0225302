import { afterEach, expect, test } from "vitest";
import { openFiles, type TestBlog } from "./open-service.ts";

let blog: TestBlog | undefined;
afterEach(() => blog?.close());

test("a date that is a slip of the pen is told by the check, one that is planned is not", async () => {
  const year = new Date().getFullYear();
  const text = (head: string): string => `---\ntitle: 題\n${head}\n---\n本文\n`;
  blog = await openFiles({
    "posts/hibi/slip.md": text(`date: ${year + 36}-05-06 09:00\nstatus: ready`),
    "posts/hibi/planned.md": text(`date: ${year + 5}-05-06 09:01\nstatus: ready`),
    "posts/hibi/draft.md": text(`date: ${year + 36}-05-06 09:02\nstatus: draft`),
    "posts/hibi/changed.md": text(`date: 2024-05-06 09:03\nupdated: ${year + 1}-05-06 09:00\nstatus: ready`),
  });
  const found = (await blog.service.check()).filter(({ code }) => code === "date.future");
  expect(found.map(({ file, values }) => [file, values.date])).toEqual([
    ["posts/hibi/changed.md", `${year + 1}-05-06 09:00`],
    ["posts/hibi/slip.md", `${year + 36}-05-06 09:00`],
  ]);
});

test("a text is checked as it is typed, with the lines of its file", async () => {
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
