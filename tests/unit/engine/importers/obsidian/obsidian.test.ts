import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

test("a vault: nothing is public unless a note says so; links, pictures and comments", async () => {
  await using moved = await movedFolder({
    "庭/雨.md":
      "---\npublish: true\ncreated: 2024-05-06T09:30\ntags:\n  - 庭\n  - '#花'\n---\n[[花|花の話]]と[[花#色 の名前]]と[[無い]]。\n\n![[niwa.png|300]]\n![[添付/kasa (1).png]]\n\n%%秘密の覚え書き%%\n\n```\n[[花]] %s\n```\n`[[花]]`\n",
    "庭/花.md": "---\ndraft: false\ndate: 2024-05-07\n---\n![](niwa.png)\n",
    "2024-05-08.md": "日記です。[[雨]]\n",
    "private.md": "---\npublish: true\nprivate: true\ndate: 2024-05-09\n---\n内緒\n",
    "添付/niwa.png": pixel,
    "添付/kasa (1).png": pixel,
    ".obsidian/app.json": "{}",
    ".trash/gone.md": "---\npublish: true\n---\n捨てた\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("obsidian");
  expect(report).toMatchObject({
    counts: { add: 4 },
    analysis: { states: { published: 2, draft: 2 }, tags: { 庭: 1, 花: 1 } },
  });
  const first = posts.get("雨") ?? "";
  expect(first).toContain("date: 2024-05-06 09:30:00\nstatus: ready\ntags: [庭, 花]\n");
  expect(first).toMatch(
    /\[花の話\]\(20240507-0000\.md\)と\[花 > 色 の名前\]\(20240507-0000\.md#[^)]+\)と無い。/,
  );
  expect(first).toMatch(
    /!\[\]\(\.\.\/\.\.\/media\/2024\/05\/[\w-]+\.png\)\n!\[\]\(\.\.\/\.\.\/media\/2024\/05\/[\w-]+\.png\)/,
  );
  expect(first).not.toContain("秘密");
  expect(first).toContain("```\n[[花]] %s\n```\n`[[花]]`");
  expect(posts.get("花")).toMatch(/status: ready[\s\S]*!\[\]\(\.\.\/\.\.\/media\//);
  expect(posts.get("2024-05-08")).toMatch(
    /date: 2024-05-08\nstatus: draft[\s\S]*\[雨\]\(20240506-0930\.md\)/,
  );
  expect(posts.get("private")).toContain("status: draft");
  expect(await moved.again()).toMatchObject({ unchanged: 4 });
});

test("a vault: percent signs in code are no comments, and code in a comment stays private", async () => {
  await using moved = await movedFolder({
    "計測.md":
      "---\npublish: true\ndate: 2024-05-06\n---\n[[計測]]\n\n```python\n%%timeit\nx = 1\n```\n\nあとの文。`%%`も残る。\n\n> ```\n> %%time\n> ```\n\n%%秘密\n```\n秘密の記号\n```\n%%\n\n最後の文。\n\n````md\n```js\n[[計測]] 100%%\n````\n\n- ~~~\n  %%\n  ~~~\n\n```\n[[計測]] %%\n",
    "開.md": "---\npublish: true\n---\nはじめ。%%閉じない\n\n[[計測]]\n",
    "b.md": "---\ntitle: 'a: b?'\n---\n[[開]]",
    "c.md": "---\ntitle: '...'\n---\n無題",
  });
  const note = moved.posts.get("計測") ?? "";
  expect(note).toContain(
    "```python\n%%timeit\nx = 1\n```\n\nあとの文。`%%`も残る。\n\n> ```\n> %%time\n> ```\n",
  );
  expect(note).toMatch(
    /最後の文。\n\n````md\n```js\n\[\[計測\]\] 100%%\n````\n\n- ~~~\n {2}%%\n {2}~~~\n\n```\n\[\[計測\]\] %%\n$/,
  );
  expect(note).not.toContain("秘密");
  const open = moved.report.posts.find(({ title }) => title === "開");
  expect(open).toMatchObject({ path: "posts/hitokoto/開.md", state: "private" });
  expect(open?.notes).toContain("openComment");
  expect(moved.posts.get("開")).toMatch(
    /status: draft[\s\S]*はじめ。%%閉じない\n\n\[計測\]\(20240506-0000\.md\)/,
  );
  expect(moved.report.posts.map(({ path }) => path)).toEqual(
    ["a-b", "undated", "20240506-0000", "開"].map((name) => `posts/hitokoto/${name}.md`),
  );
});

test("a vault: marks, names of blocks, links to them and sizes of pictures", async () => {
  await using moved = await movedFolder({
    "2024-05-06 雨.md":
      "---\npublish: true\n---\n==強い==雨です。 ^ame\n\n`==コード== ^x`と a == b と 2 ^ 3\n\n- 項目 ^b-1\n",
    "2024-05-07 花.md":
      "---\nstatus: published\n---\n[[2024-05-06 雨#^ame]] [[2024-05-06 雨#^ame|昨日]] ![庭|300](niwa.png) ![[niwa.png|100x50]]\n",
    "niwa.png": pixel,
  });
  expect(moved.posts.get("2024-05-06 雨")).toMatch(
    /\n<mark>強い<\/mark>雨です。\n\n`==コード== \^x`と a == b と 2 \^ 3\n\n- 項目\n$/,
  );
  const image = String.raw`\(\.\./\.\./media/2024/05/[\w-]+\.png\)`;
  expect(moved.posts.get("2024-05-07 花")).toMatch(
    new RegExp(
      String.raw`\n\[2024-05-06 雨\]\(20240506-0000\.md\) \[昨日\]\(20240506-0000\.md\) !\[庭\]${image} !\[\]${image}\n$`,
    ),
  );
});
