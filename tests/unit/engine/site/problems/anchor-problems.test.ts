import { afterEach, beforeEach, expect, test } from "vitest";
import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const may = (day: number, body: string, changes: Partial<Post> = {}): Post =>
  makePost(`posts/hitokoto/${day}.md`, { date: inJapan(`2022-05-0${day}T00:00:00`), body, ...changes });

const target =
  '## 見出し & "一つ"\n\n### 見出し {#own}\n\n註[^1] <a name="old mark">旧</a> <b id=bare>生</b>\n\n[^1]: 註。';

function anchors(problems: readonly Problem[]): unknown[] {
  return problems.flatMap(({ code, line, values }) =>
    code === "link.noAnchor" ? [[line, values.target, values.anchor]] : [],
  );
}

test.each([
  ["1.md#見出し-一つ"],
  ["1.md#%E8%A6%8B%E5%87%BA%E3%81%97-%E4%B8%80%E3%81%A4"],
  ["1.md#own"],
  ["1.md#old%20mark"],
  ["1.md#bare"],
  ["/20220501-0000.html#own"],
  ["/was.html?x#own"],
  ["1.md#"],
  ["1.md#top"],
  ["1.md#:~:text=words"],
  ["https://example.com/diary/20220501-0000.html#none"],
  ["gone.html#none"],
  ["#here"],
])("%s leads to an anchor", async (href) => {
  const first = may(1, target, { aliases: ["was.html"] });
  const { problems } = await fixture.build([first, may(2, `[記事](<${href}>)\n\n## here`)]);
  expect(anchors(problems)).toEqual([]);
});

test.each([
  ["1.md#見出し", "1.md", "見出し"],
  ["1.md#Own", "1.md", "Own"],
  ["/20220501-0000.html?a#none", "/20220501-0000.html?a", "none"],
  ["#there", "#there", "there"],
])("%s leads to no anchor", async (href, shown, anchor) => {
  const { problems } = await fixture.build([
    may(1, target),
    may(2, `一行。\n\n[記事](<${href}>)\n\n## here`),
  ]);
  expect(problems).toEqual([
    {
      code: "link.noAnchor",
      severity: "warning",
      file: "posts/hitokoto/2.md",
      line: 7,
      values: { path: "posts/hitokoto/2.md", target: encodeURI(shown), anchor },
    },
  ]);
});

test("a removed heading is reported, and no other page is made again", async () => {
  const link = may(2, "[記事](1.md#a)");
  const words = "本文です。".repeat(60);
  expect(anchors((await fixture.build([may(1, `${words}\n\n## a`), link])).problems)).toEqual([]);
  const renamed = await fixture.build([may(1, `${words}\n\n## b`), link]);
  expect([renamed.rendered, anchors(renamed.problems)]).toEqual([1, [[5, "1.md", "a"]]]);
  const page = renamed.files.find(({ path }) => path === "20220502-0000.html");
  const back = await fixture.build([may(1, `${words}\n\n## b\n\n## a`), link]);
  expect(anchors(back.problems)).toEqual([]);
  expect(back.files.find(({ path }) => path === "20220502-0000.html")).toEqual(page);
});
