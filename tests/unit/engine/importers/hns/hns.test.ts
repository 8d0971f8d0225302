import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { movedFolder } from "../moved-folder.ts";

const inEucJp = (text: string): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: "EUCJP" }));

test("days of HNS: sections with their anchors, commands, states and categories", async () => {
  const first = `TENKI 曇
OK

CAT 庭 花
NEW 雨の日
雨です。~
傘を買いました。
LINK https://example.com/ リンク
! 公開しない覚え書き
UL
LI 一
LI 二
/UL
SUB 小見出し
STRONG 強い
LNEW https://example.com/2 二つめ
PRE
a < b
/PRE
`;
  await using moved = await movedFolder({
    "diary/2001/d20010203.hnf": inEucJp(first),
    "diary/2001/d20010204.hnf": inEucJp("OK\n\nNEW 一つだけ\n文です。\n"),
    "diary/2001/d20010205.hnf": inEucJp("TENKI 雨\n\nNEW まだ\n書きかけです。\n"),
    "diary/2001/d20010206.hnf": inEucJp("OK\n\nNEW 仲間だけ\nGRP nakama\n内緒です。\n"),
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("hns");
  expect(report).toMatchObject({
    counts: { add: 4 },
    analysis: { states: { published: 2, draft: 1, private: 1 }, tags: { 庭: 1, 花: 1 } },
  });
  const text = posts.get("") ?? "";
  expect(text).toMatch(/### 雨の日 \{#200102031\}\n\n雨です。 {0,2}\n傘を買いました。/);
  expect(text).toContain("[リンク](https://example.com/)");
  expect(text).toMatch(/- {1,3}一\n- {1,3}二\n\n#### 小見出し \{#200102031S1\}\n\n\*\*強い\*\*/);
  expect(text).toContain("### [二つめ](https://example.com/2) {#200102032}");
  expect(text).toContain("```\na < b\n```");
  expect(text).not.toContain("覚え書き");
  expect(posts.get("一つだけ")).toMatch(/status: ready[\s\S]*\n文です。\n$/);
  expect(posts.get("まだ")).toContain("status: draft");
  expect(posts.get("仲間だけ")).toContain("status: draft");
  expect(await moved.again()).toMatchObject({ unchanged: 4 });
});
