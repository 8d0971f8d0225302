import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

const page = (body: string, time: string, tags: readonly string[] = []): string =>
  `<!DOCTYPE HTML><html><head><meta charset="UTF-8"><link rel="stylesheet" type="text/css" href="../style.css"/></head><body> ${body} <div id="footer"> <span id="timestamp"> ${time} </span> ${tags.map((tag) => `<span class="tag">${tag}</span>`).join("\n")} </div></body></html>`;

test("an export of Tumblr: titles, times, tags, media in the text and beside it", async () => {
  await using moved = await movedFolder({
    "posts/html/617171717171.html": page(
      '<h1>雨</h1> <p>雨です。</p><img src="../../media/617171717171_0.png"/>',
      "May 6th, 2012 9:30pm",
      ["庭", "花と 木"],
    ),
    "posts/html/617171717172.html": page(
      "<p>ひとこと</p><p>[[MORE]]</p><p>続き</p>",
      "December 31st, 2011 12:05am",
    ),
    "posts/html/617171717173.html": page("<p>日付なし</p>", ""),
    "posts/posts_index.html": "<p>index</p>",
    "media/617171717171_0.png": pixel,
    "media/617171717172.png": pixel,
    "media/617171717173.mp4": Buffer.from("00000018667479706d703432", "hex"),
  });
  const { posts, report } = moved;
  expect(moved.format).toBe("tumblr");
  expect(report).toMatchObject({
    counts: { add: 3 },
    analysis: { states: { published: 2, unknown: 1 }, images: { included: 2 } },
  });
  const first = posts.get("雨") ?? "";
  expect(first).toMatch(
    /^---\ntitle: 雨\ndate: 2012-05-06 21:30:00\nstatus: ready\naliases: \[\/post\/617171717171\]\ntags: \[庭, 花と 木\]\n---\n\n雨です。\n/,
  );
  expect(first).toMatch(/!\[\]\(\.\.\/\.\.\/media\/2012\/05\/[\w-]+\.png\)\n$/);
  const [, second = "", third] = report.posts.map(({ title, path }) => `${title}${path}`);
  expect(second).toContain("20111231-0005");
  expect(await moved.read(report.posts[1]?.path ?? "")).toContain("ひとこと\n\n<!--more-->\n\n続き\n");
  expect(third).toContain("undated");
  expect(await moved.read(report.posts[2]?.path ?? "")).toMatch(/<video [^>]*src="[^"]*\.mp4"/);
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});

test("posts that posts.xml names as private, drafts or queued are never public", async () => {
  const at = (number: number): string => `May ${number}th, 2012 9:30pm`;
  const list = [
    '<post id="617171717171" type="regular"><regular-title>公開</regular-title></post>',
    '<post id="617171717172" state="private">',
    "<post private='true' id='617171717173'>",
    '<post id="617171717174" state="draft"/>',
    '<post id="617171717175" state="queued"/>',
    '<post id="617171717176" state="submission"/>',
  ];
  await using moved = await movedFolder({
    ...Object.fromEntries(
      list.map((_, index) => [
        `posts/html/61717171717${index + 1}.html`,
        page(`<h1>${index + 1}</h1><p>文</p>`, at(index + 4)),
      ]),
    ),
    "posts/posts.xml": `<tumblr><posts>${list.join("\n")}</posts></tumblr>`,
  });
  expect(moved.report.posts.map(({ state }) => state)).toEqual([
    "published",
    "private",
    "private",
    "draft",
    "scheduled",
    "unknown",
  ]);
  const ready = [...moved.posts].filter(([, text]) => text.includes("status: ready\n"));
  expect(ready.map(([title]) => title)).toEqual(["1"]);
});
