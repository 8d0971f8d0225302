import fc from "fast-check";
import { expect, test } from "vitest";
import { editsBetween, mergeBodies } from "#renderer/writing/merge/merge-bodies.ts";

const base = "朝から雨です。駅まで歩きました。夜には晴れました。\n\n二段落目です。\n";

test("changes to different sentences of one long paragraph are both kept", () => {
  const mine = base.replace("朝から雨です。", "朝から強い雨です。");
  const theirs = base.replace("夜には晴れました。", "夜は星が見えました。");
  expect(mergeBodies({ base, mine, theirs })).toBe(
    "朝から強い雨です。駅まで歩きました。夜は星が見えました。\n\n二段落目です。\n",
  );
  const next = base.replace("駅まで歩きました。", "駅まで走りました。");
  expect(mergeBodies({ base, mine, theirs: next })).toContain("朝から強い雨です。駅まで走りました。夜には");
});

test("changes to different words of one sentence are both kept, and changes to the same words are not guessed", () => {
  const mine = base.replace("朝から", "昼から");
  expect(mergeBodies({ base, mine, theirs: base.replace("雨です", "雪です") })).toContain("昼から雪です。");
  expect(mergeBodies({ base, mine, theirs: base.replace("朝から", "夜から") })).toBeNull();
  expect(mergeBodies({ base, mine, theirs: base.replace("朝から雨です。", "") })).toBeNull();
  expect(
    mergeBodies({ base: "雨です。\n", mine: "雨でした。とても。\n", theirs: "雪の日。とけた。\n" }),
  ).toBeNull();
});

test("a sentence that one side changed, and the other removed with its neighbours, is a question", () => {
  const mine = base.replace("駅まで歩きました。夜には晴れました。", "");
  const theirs = base.replace("夜には晴れました。", "夜は星が見えました。");
  expect(mergeBodies({ base, mine, theirs })).toBeNull();
  expect(mergeBodies({ base, mine: theirs, theirs: mine })).toBeNull();
  const first = base.replace("駅まで歩きました。", "駅まで走りました。");
  expect(mergeBodies({ base, mine, theirs: first })).toBeNull();
  expect(mergeBodies({ base, mine: "書き直しました。\n", theirs: first })).toBeNull();
});

test("paragraphs that both sides add at the end are both kept, the file's first", () => {
  const mine = `${base}\n私の追記です。\n`;
  const theirs = `${base}\n別の追記です。\n`;
  const both = `${base}\n別の追記です。\n\n私の追記です。\n`;
  expect(mergeBodies({ base, mine, theirs })).toBe(both);
  const open = "最後の行";
  expect(mergeBodies({ base: open, mine: `${open}が続きます。`, theirs: `${open}\n\n追記。\n` })).toBe(
    "最後の行が続きます。\n\n追記。\n",
  );
  const said = "終わり。";
  expect(mergeBodies({ base: said, mine: `${said}続き。`, theirs: `${said}\n\n追記。\n` })).toBe(
    "終わり。続き。\n\n追記。\n",
  );
});

test("two unfinished paragraphs that both sides began at the end do not run into each other", () => {
  const both = (end: string): string | null =>
    mergeBodies({ base: `雨。${end}`, mine: `雨。${end}私の途中`, theirs: `雨。${end}別の途中` });
  expect(both("\n")).toBe("雨。\n別の途中\n私の途中");
  expect(both("\n\n")).toBe("雨。\n\n別の途中\n\n私の途中");
  expect(mergeBodies({ base: "雨。\n\n", mine: "雨。\n\n私。\n", theirs: "雨。\n\n別。\n" })).toBe(
    "雨。\n\n別。\n\n私。\n",
  );
  expect(mergeBodies({ base: "", mine: "私の途中", theirs: "別の途中" })).toBeNull();
});

test("text that one side has typed on is not doubled", () => {
  const theirs = `${base}\n追記の途中`;
  expect(mergeBodies({ base, mine: `${theirs}です。\n`, theirs })).toBe(`${theirs}です。\n`);
});

test("different insertions at one place in the middle are a question", () => {
  const at = (words: string) => base.replace("駅まで", `${words}駅まで`);
  expect(mergeBodies({ base, mine: at("傘を買いました。"), theirs: at("靴を買いました。") })).toBeNull();
  expect(mergeBodies({ base, mine: at("傘を買いました。"), theirs: at("傘を買いました。") })).toContain(
    "傘を",
  );
});

test("line ends make no conflict, and those on screen stay", () => {
  const theirs = base.replace("二段落目", "次の段落").replaceAll("\n", "\r\n");
  expect(mergeBodies({ base, mine: `${base}追記。\n`, theirs })).toBe(
    `${base.replace("二段落目", "次の段落")}追記。\n`,
  );
  const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
  const merged = mergeBodies({ base: crlf(base), mine: crlf(`${base}追記。\n`), theirs });
  expect(merged).toBe(crlf(`${base.replace("二段落目", "次の段落")}追記。\n`));
});

test.each([
  [
    "a file of which only the beginning is written",
    base,
    base.replace("朝から", "昼から"),
    "朝から雨です。駅まで",
  ],
  ["an empty file", base, `${base}\n追記です。\n`, ""],
  ["digits of one number or date", "5月6日です。\n", "6月6日です。\n", "5月7日です。\n"],
  ["letters of one word", "a cat\n", "a bat\n", "a car\n"],
  ["parts of one address", "https://a.example/x\n", "https://b.example/x\n", "https://a.example/y\n"],
  ["additions to one line", "終わり。", "終わり。続き。", "終わり。別の続き。"],
  ["two whole texts", "", "私の文", "別の文"],
  ["nearly the same additions", "終。\n", "終。\n\n今日は雨だった。\n", "終。\n\n今日は雨だったね。\n"],
  [
    "additions with one sentence in common",
    "終。\n",
    "終。\n\nその一。次です。\n",
    "終。\n\n第一。次です。\n",
  ],
  [
    "a sentence that both sides moved",
    "一です。二です。三です。四です。五です。\n",
    "二です。三です。一です。四です。五です。\n",
    "二です。三です。四です。一です。五です。\n",
  ],
  [
    "a sentence of which each side removed a different copy",
    "同じ文。違う文。別の文。同じ文。\n\n終。\n",
    "違う文。別の文。同じ文。\n\n終。\n",
    "同じ文。違う文。別の文。\n\n終。\n",
  ],
  [
    "a column and a row of one table",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n終。\n",
    "| b |\n|---|\n| 2 |\n\n終。\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 9 | 9 |\n\n終。\n",
  ],
  [
    "lines of one code block",
    "```\nlet a = 1\n\nlet b = a\n```\n\n終。\n",
    "```\nlet c = 1\n\nlet b = a\n```\n\n終。\n",
    "```\nlet a = 1\n\nlet b = a + a\n```\n\n終。\n",
  ],
  [
    "lines of one HTML block",
    "<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n",
    "<ul>\n<li>壱</li>\n<li>二</li>\n</ul>\n",
    "<ul>\n<li>一</li>\n<li>弐</li>\n</ul>\n",
  ],
  [
    "a code block inside text that the other side makes code",
    "甲です。\n\n乙です。\n\n丙です。\n",
    "甲です。\n\n```\n乙です。\n\n丙です。\n```\n",
    "甲です。\n\n乙です。\n\n```\n例\n```\n\n丙です。\n",
  ],
  [
    "a heading before a paragraph that the other side joins to the last one",
    "甲です。\n\n乙です。\n\n丙です。\n",
    "甲です。\n\n## 見出し\n\n乙です。\n\n丙です。\n",
    "甲です。乙です。\n\n丙です。\n",
  ],
])("%s: a question, whichever side made which change", (_, old, mine, theirs) => {
  expect(mergeBodies({ base: old, mine, theirs })).toBeNull();
  expect(mergeBodies({ base: old, mine: theirs, theirs: mine })).toBeNull();
});

test("different blocks of two sides, and equal sentences elsewhere, are no reason for a question", () => {
  const old = "はい。一です。はい。二です。はい。\n\n| a | b |\n|---|---|\n\n```\nx\n```\n\n終。\n";
  const mine = old.replace("一です。", "壱です。").replace("| a |", "| c |");
  const theirs = old.replace("二です。", "弐です。").replace("\nx\n", "\ny\n");
  expect(mergeBodies({ base: old, mine, theirs })).toBe(
    "はい。壱です。はい。弐です。はい。\n\n| c | b |\n|---|---|\n\n```\ny\n```\n\n終。\n",
  );
});

/** For each sentence of a text: how it ends, how it is changed, and which side changes it. */
const plans = fc.array(
  fc.record({
    end: fc.constantFrom("。", "\n", "。\n\n", ". "),
    change: fc.constantFrom("none", "edit", "delete", "addAfter"),
    isMine: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

function textOf(
  sentences: readonly { readonly end: string; readonly change: string; readonly isMine: boolean }[],
  takes: (isMine: boolean) => boolean,
): string {
  const pieces = sentences.map(({ end, change, isMine }, index) => {
    // Adds an unchanged sentence, so that insertions of both sides do not meet.
    const fixed = `間${index}の文${end}`;
    const text = `文${index}です${end}`;
    if (!takes(isMine) || change === "none") return text + fixed;
    if (change === "delete") return fixed;
    return change === "edit" ? `変えた${index}番${end}${fixed}` : `${text}足した${index}番${end}${fixed}`;
  });
  return pieces.join("");
}

test("changes of both sides to different sentences are all kept, and nothing else", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const versions = {
        base: textOf(plan, () => false),
        mine: textOf(plan, (isMine) => isMine),
        theirs: textOf(plan, (isMine) => !isMine),
      };
      expect(mergeBodies(versions)).toBe(textOf(plan, () => true));
    }),
    { numRuns: 500 },
  );
});

test("whatever the texts: one side's changes alone are taken as they are, and a merge invents no character", () => {
  const texts = fc.string({ unit: fc.constantFrom("雨", "晴", "。", "\n", "a", " "), maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, texts, (old, mine, theirs) => {
      expect(mergeBodies({ base: old, mine, theirs: old })).toBe(mine);
      expect(mergeBodies({ base: old, mine: old, theirs })).toBe(theirs);
      expect(mergeBodies({ base: old, mine, theirs: mine })).toBe(mine);
      const merged = mergeBodies({ base: old, mine, theirs });
      const known = new Set(old + mine + theirs);
      expect([...(merged ?? "")].filter((character) => !known.has(character))).toEqual([]);
      expect(merged === null).toBe(mergeBodies({ base: old, mine: theirs, theirs: mine }) === null);
    }),
    { numRuns: 2_000 },
  );
});

test("two megabytes that differ everywhere are given up as a question", () => {
  const long = (word: string): string =>
    Array.from({ length: 100_000 }, (_, index) => `${word}${index}。`).join("");
  expect(mergeBodies({ base: long("文"), mine: long("私"), theirs: long("他") })).toBeNull();
});

test("the edits between two texts leave what is between two changes alone", () => {
  const to = base.replace("雨", "雪").replace("二段落", "次の段落");
  expect(editsBetween(base, to)).toEqual([
    { offset: base.indexOf("雨"), length: 1, text: "雪" },
    { offset: base.indexOf("二段落"), length: 1, text: "次の" },
  ]);
  const texts = fc.string({ unit: fc.constantFrom("雨", "。", "\n", "\r\n", "😀"), maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, (from, next) => {
      const made = editsBetween(from, next).reduceRight(
        (text, { offset, length, text: words }) =>
          text.slice(0, offset) + words + text.slice(offset + length),
        from,
      );
      expect(made).toBe(next);
    }),
    { numRuns: 2_000 },
  );
});
