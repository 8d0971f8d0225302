import fc from "fast-check";

/**
 * A few values of each kind, so that edits interact: equal titles, shared tags, one address for two posts.
 */
export const titles = fc.constantFrom(
  "朝の茶",
  "夜の机",
  'A & <B> "C"',
  "続き",
  "続き",
  "絵 🖋️",
  "",
  "とても長い題".repeat(12),
);
export const words = fc.constantFrom("茶", "机", "Tea", "tea", "雨 上がり", "C++", "手紙");
export const stems = fc.constantFrom(
  ..."abcdefghijklmnopqrstuvwxyz",
  "題",
  "あ い",
  "n-1",
  "n-2",
  "n-3",
  "n-4",
  "Ä",
);

/**
 * `2024-05-03 07:41`: usually before the trial's current time, sometimes after it, sometimes years earlier.
 */
export const dates = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -120, max: -1 }) },
      fc.integer({ min: -900, max: 60 }),
    ),
    fc.nat(1439),
    fc.constantFrom("", "", "", "+00:00", "+09:00", "-05:00"),
  )
  .map(([day, minute, zone]) => {
    const text = new Date(Date.UTC(2024, 5, 1 + day, 0, minute)).toISOString();
    return zone === "" ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : `${text.slice(0, 16)}:00${zone}`;
  });

const link = (target: string): string => `[続き](${target})`;

/** One block of Markdown. `#n` stands for the n-th post's file, `@n` for the n-th image. */
const blocks = fc.oneof(
  fc.constantFrom(
    "茶を一杯。",
    "もう一杯。\n書き足し。",
    "**太字**と`code`と｜漢字《かんじ》。",
    "## 見出し",
    "### 見出し",
  ),
  fc.constantFrom(
    "- 一\n- 二\n  - 三",
    "> 引用",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "```ts\nconst a = 1;\n```",
  ),
  fc.constantFrom(
    "註[^1]\n\n[^1]: 註です。",
    "<b>生</b>",
    "[外](https://example.org/)",
    link("gone.md"),
    link("#見出し"),
  ),
  fc.nat(50).map((post) => link(`/#${post}`)),
  fc.nat(50).map((post) => link(`/#${post}#見出し`)),
  fc.constantFrom(link("/old.html"), link("old/2.html#見出し")),
  fc.nat(4).map((image) => `![絵](/@${image})`),
  fc.constant("![無い絵](/media/none.png)"),
  fc.nat(30).map((length) => "長い文。".repeat(length)),
);

export const bodies = fc.array(blocks, { maxLength: 5 }).map((list) => list.join("\n\n"));
