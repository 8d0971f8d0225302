import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";

const settings = blogSettingsSchema.parse({ title: "試し" });

function parse(text: string, path: string): Post {
  return parsePost({ path, bytes: Buffer.from(text), settings });
}

test.each([
  ["posts/a/朝 (PC-山田 の競合コピー 2026-12-01).md", "posts/a/朝.md"],
  ["posts/a/朝 (PC-山田 の競合コピー 2026-12-01).md".normalize("NFD"), "posts/a/朝.md"],
  ["posts/rain (Taro's conflicted copy 2026-12-01).md", "posts/rain.md"],
  ["pages/about (conflicted copy 2026-12-01 101010).md", "pages/about.md"],
  ["posts/rain_conflict-20261201-101010.md", "posts/rain.md"],
  ["posts/rain.sync-conflict-20261201-101010-ABCDEF7.md", "posts/rain.md"],
])("a copy that a sync service made is a draft, and its original is named: %s", (path, original) => {
  const { status, problems } = parse("---\ndate: 2026-12-01\nstatus: ready\n---\n雨です。", path);
  expect(status).toBe("draft");
  expect(problems).toMatchObject([{ code: "post.conflictCopy", severity: "warning", values: { original } }]);
});

test("names that authors choose are no conflicted copies", () => {
  for (const name of ["rain (2)", "rain-DESKTOP-1", "rain 2", "conflicted copy", "競合コピーの話"]) {
    expect(parse("---\ndate: 2026-12-01\n---\n雨です。", `posts/${name}.md`).problems).toEqual([]);
  }
});
