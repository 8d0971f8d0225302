import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

const post = (title: string, fields: string, body: string): string =>
  `---\ntitle: '${title}'\ndate: 2021-03-04 05:06:07\ntags: [庭, 花]\n${fields}\n---\n${body}\n`;

test("a folder of Gridea: states, lists, covers, pictures and links, by the blog's time zone", async () => {
  const usual = "published: true\nhideInList: false\nfeature: \nisTop: false";
  await using moved = await movedFolder({
    "posts/ame.md": post(
      "雨",
      "published: true\nhideInList: false\nfeature: /post-images/kasa.png\nisTop: true",
      "雨です。[花](/post/hana/)\n<!-- more -->\n![庭](file:///C:/Users/hanako/Documents/Gridea/post-images/1614.png)",
    ),
    "posts/hana.md": post(
      "花",
      usual.replace("hideInList: false", "hideInList: true"),
      "![](/post-images/nai.png)",
    ),
    "posts/memo.md": post("下書き", usual.replace("published: true", "published: false"), "まだ"),
    "post-images/kasa.png": pixel,
    "post-images/1614.png": Buffer.concat([pixel, Buffer.from(" ")]),
    "config/setting.json": JSON.stringify({ config: { domain: "https://niwa.example", token: "secret" } }),
  });
  expect(moved.format).toBe("gridea");
  expect(moved.report).toMatchObject({
    counts: { add: 3 },
    analysis: { states: { published: 2, draft: 1 }, images: { included: 2 } },
  });
  const first = moved.posts.get("雨") ?? "";
  expect(first).toMatch(/^---\ntitle: 雨\ndate: 2021-03-04 05:06:07\nstatus: ready\n/);
  expect(first).toContain("tags: [庭, 花]\npinned: true\n");
  expect(first).toContain("permalink: post/ame/");
  expect(first).toMatch(
    /\n\n!\[\]\(\.\.\/\.\.\/media\/2021\/03\/[\w-]+\.png\)\n\n雨です。\[花\]\(20210304-0506b?\.md\)\n/,
  );
  expect(first).toMatch(/<!-- more -->\n!\[庭\]\(\.\.\/\.\.\/media\/2021\/03\/[\w-]+\.png\)\n$/);
  expect(moved.posts.get("花")).toContain("unlisted: true");
  expect(moved.report.posts.find(({ title }) => title === "花")).toMatchObject({
    notes: ["pictureMissing"],
    missing: [{ address: "/post-images/nai.png", file: "posts/hana.md", line: 10 }],
  });
  expect(moved.posts.get("下書き")).toContain("status: draft");
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});

test("front matter of a newer version of Gridea: createdAt, updated, one tag and categories", async () => {
  await using moved = await movedFolder({
    "posts/hana.md":
      '---\nid: nHB\ntitle: 花\ncreatedAt: "2026-04-27 17:44:56"\nupdated: "2026-04-28 08:00:00"\ntag: 庭\ncategories: [日々, 花]\npublished: true\nhideInList: false\n---\n花です。\n',
  });
  expect(moved.posts.get("花")).toContain(
    "date: 2026-04-27 17:44:56\nupdated: 2026-04-28 08:00:00\nstatus: ready\n",
  );
  expect(moved.posts.get("花")).toContain("tags: [花, 庭]\ncategory: 日々\n");
});
