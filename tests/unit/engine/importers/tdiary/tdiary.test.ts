import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

const inEucJp = (text: string): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: "EUCJP" }));

const day = (date: string, headers: string, body: string): string =>
  `Date: ${date}\nTitle: \nLast-Modified: 1083800000\nVisible: true\n${headers}\n\n${body}\n.\n`;

const comments = `TDIARY2.00.00
Date: 20040506
Name: 太郎
Mail: taro@example.jp
Last-Modified: 1083800000
Visible: true

よいですね。
192.0.2.1
.
Date: 20040506
Name: TrackBack
Mail: https://example.com/
Last-Modified: 1083800000
Visible: true

https://example.com/
.
`;

test("TDIARY2.00.00 in EUC-JP: sections, categories, pictures, links to days, comments counted", async () => {
  const body = `[庭][花]雨の日
雨です。<%=my '20040507#p02', '次の日'%>
 傘を買いました。
<ul><li>一</li></ul>

二つめ
<%=image 0, '庭の写真'%>
..点で始まる行
<%=amazon '4000000000'%>`;
  const td2 = `TDIARY2.00.00\n${day("20040506", "Format: tDiary", body)}${day("20040507", "Format: tDiary", "一行だけ")}${day("20040508", "Format: tDiary", "題\n隠した").replace("Visible: true", "Visible: false")}`;
  await using moved = await movedFolder({
    "data/2004/200405.td2": inEucJp(td2),
    "data/2004/200405.tdc": inEucJp(comments),
    "images/20040506_0.png": pixel,
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("tdiary");
  expect(report).toMatchObject({
    timeZone: "Asia/Tokyo",
    counts: { add: 3 },
    files: [{ name: "data/2004/200405.td2", encodings: { "euc-jp": 3 } }],
    analysis: { states: { published: 2, private: 1 }, comments: 1, trackbacks: 1, images: { included: 1 } },
  });
  const first = await moved.read(report.posts[0]?.path ?? "");
  expect(first).toContain("tags: [庭, 花]");
  expect(first).toMatch(
    /### 雨の日 \{#p01\}\n\n雨です。\[次の日\]\(20040507-0000\.md#p02\)\n\n傘を買いました。\n\n- {1,3}一\n\n### 二つめ \{#p02\}\n/,
  );
  expect(first).toMatch(/!\[庭の写真\]\(\.\.\/\.\.\/media\/2004\/05\/[\w-]+\.png\)/);
  expect(first).toContain(".点で始まる行");
  expect(report.posts[0]).toMatchObject({ notes: ["shortcode"], oldPath: "/20040506.html" });
  expect(posts.get("題")).toContain("status: draft");
  expect([...posts.values()].join()).not.toMatch(/taro|192\.0\.2/);
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});

test("TDIARY2.01.00 in UTF-8 with the styles Wiki and GFM, and a file that was cut off", async () => {
  const wiki = `! [庭]見出し
文の'''強調'''と[[リンク|https://example.com/]]、[[20040507]]。
* 一
** 二
* 三
# 番号
!! 小見出し
||!題||値||
""引用です
 そのまま <b>
{{my '20040507', '翌日'}}`;
  const gfm = "# [花] 題\n\n文 {{image 1, '絵'}}\n\n## 二";
  const td2 = `TDIARY2.01.00\n${day("20040506", "Format: Wiki", wiki)}${day("20040507", "Format: GFM", gfm)}Date: 20040508\nTitle: 切れた\n\n途中`;
  await using moved = await movedFolder({ "2004/200405.td2": td2 });
  const posts = [...moved.posts.values()];
  expect(moved.report.counts.add).toBe(3);
  expect(moved.report.files[0]?.damage).toMatchObject({ line: td2.split("\n").length - 3 });
  const first = moved.posts.get("見出し") ?? "";
  expect(first).toContain("文の**強調**と[リンク](https://example.com/)、[20040507](20040507-0000.md)。");
  expect(first).toMatch(/- {1,3}一\n +- {1,3}二\n- {1,3}三\n\n/);
  expect(first).toMatch(/1\. {1,2}番号\n\n#### 小見出し\n\n[\s\S]*\| \*\*題\*\* +\| 値 +\|/);
  expect(first).toContain("> 引用です\n\n```\nそのまま <b>\n```");
  expect(first).toContain("[翌日](20040507-0000.md)");
  expect(posts[1]).toMatch(
    /tags: \[花\][\s\S]*\n# 題\n\n文 !\[絵\]\(\/images\/20040507_1\.jpg\)\n\n## 二\n$/,
  );
  expect(moved.posts.get("切れた")).toMatch(/status: draft[\s\S]*途中/);
  expect(moved.report.posts.at(-1)?.notes).toContain("cut");
});

test("footnotes of the plugin fn become footnotes, and other plugins show the characters they had", async () => {
  const body = "! 題\n雨{{fn '注の文 & <印>'}}と{{isbn '4000'}}";
  const erb = "題\n　花<%=fn '<em>花</em>の注'%>です。\n";
  const gfm = "# 題\n\n月{{fn('月の注')}}\n";
  const text = `TDIARY2.01.00\n${day("20240301", "Format: Wiki", body)}${day("20240302", "Format: tDiary", erb)}${day("20240303", "Format: GFM", gfm)}`;
  await using moved = await movedFolder({ "data/2024/202403.td2": text });
  const [wiki, plain, markdown] = await Promise.all(moved.report.posts.map(({ path }) => moved.read(path)));
  expect(wiki).toContain("雨[^1]と{{isbn '4000'}}");
  expect(wiki).toMatch(/\n\[\^1\]: 注の文 \\?& \\?<印\\?>\n/);
  expect(plain).toMatch(/花\[\^1\]です。\n[\s\S]*\n\[\^1\]: \*花\*の注\n/);
  expect(markdown).toMatch(/月\[\^1\]\n[\s\S]*\n\[\^1\]: 月の注\n/);
});
