import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

const log = (id: number, comment: string, more = ""): string =>
  `<log><date>2023/01/0${id} 12:34:56</date><id>${id}</id><user>admin</user><cat></cat>${more}<comment>${comment}</comment></log>\n`;

test("the data file of てがろぐ: decorations, pictures, hashtags, categories, marks and links", async () => {
  await using moved = await movedFolder({
    "tegalog.xml": `<?xml version="1.0" encoding="UTF-8"?>
<tegalog>
${log(1, "雨です。 #庭 と #[花 木]<br />[B:太く[R:漢字:かんじ]] &lt;b&gt;<br /><br />[PICT:庭の写真:niwa.png]&lt;&gt;続き [&gt;2:次の投稿]").replace("<cat></cat>", "<cat>memo,diary</cat>")}${log(2, "ふつう https://example.com/ [例]https://example.com/2", "<flag>fix</flag>")}${log(3, "下書き", "<flag>draft</flag>")}${log(4, "鍵付き", "<flag>lock</flag>")}${log(5, "[H:答え:隠した]", "<flag>rear</flag>")}</tegalog>
`,
    "tegalog.ini":
      "pagetitle=庭\ncategorylist=memo<>メモ<>x<>-<>0<>10<><><,>diary<>日記<>y<>-<>0<>20<><><,>\n",
    "images/niwa.png": pixel,
    "psif.cgi": "admin:secret",
    "tegalog-2022.xml": `<tegalog>${log(9, "古い控え")}</tegalog>`,
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("tegalog");
  expect(report).toMatchObject({
    counts: { add: 5 },
    analysis: {
      states: { published: 3, draft: 1, private: 1 },
      categories: { メモ: 1 },
      tags: { 日記: 1, 庭: 1 },
      images: { included: 1 },
    },
  });
  expect(posts.size).toBe(1);
  const texts = await Promise.all(report.posts.map(({ path }) => moved.read(path)));
  expect(texts[0]).toContain("date: 2023-01-01 12:34:56\nstatus: ready\n");
  expect(texts[0]).toMatch(
    /雨です。 #庭 と #\\?\[花 木\\?\] {0,2}\n\*\*太く[\s\S]*漢字[\s\S]*かんじ[\s\S]*\*\* \\?<b\\?>/,
  );
  expect(texts[0]).toMatch(
    /!\[庭の写真\]\(\.\.\/\.\.\/media\/2023\/01\/[\w-]+\.png\)\n\n<!--more-->\n\n続き \[次の投稿\]\(20230102-1234\.md\)\n$/,
  );
  expect(texts[1]).toMatch(/pinned: true[\s\S]*\[例\]\(https:\/\/example\.com\/2\)/);
  expect(texts[2]).toContain("status: draft");
  expect(texts[3]).toContain("status: draft");
  expect(texts[4]).toMatch(/unlisted: true[\s\S]*<summary>答え<\/summary>/);
  expect(texts.join()).not.toContain("secret");
  expect(await moved.again()).toMatchObject({ unchanged: 5 });
});

test("a truncated file: the posts before the end are kept, and the line is reported", async () => {
  const text = `<?xml version="1.0"?>\n<tegalog>\n${log(1, "一")}${log(2, "二")}${log(3, "三")}`;
  await using moved = await movedFolder({ "tegalog.xml": text.slice(0, text.indexOf("三")) });
  expect(moved.report.counts.add).toBe(2);
  expect(moved.report.files[0]?.damage).toMatchObject({ line: 5 });
});
