import { expect, test } from "vitest";
import { mergeFrontMatter } from "#renderer/writing/merge/merge-front-matter.ts";

const fenced = (...lines: string[]): string => `---\n${lines.join("\n")}\n---\n`;

test("changes to different keys are both kept, and other lines stay as they are", () => {
  const base = fenced("title: 雨", "# 注", "date: 2026-05-06 09:00", "mood:  calm # as ever");
  expect(
    mergeFrontMatter({
      base,
      mine: base.replace("title: 雨", "title: 強い雨"),
      theirs: base.replace("mood:", "cover: a.png\nmood:"),
    }),
  ).toBe(fenced("title: 強い雨", "# 注", "date: 2026-05-06 09:00", "cover: a.png", "mood:  calm # as ever"));
  const without = base.replace("date: 2026-05-06 09:00\n", "");
  expect(mergeFrontMatter({ base, mine: base.replace("雨", "雪"), theirs: without })).toBe(
    fenced("title: 雪", "# 注", "mood:  calm # as ever"),
  );
});

test("of two times of the last change, the later one stays, whatever its offset", () => {
  const at = (time: string): string => fenced("title: 雨", `updated: ${time}`);
  const base = at("2026-05-06 09:00");
  const [early, late] = [at("2026-05-06T11:00:00+09:00"), at("2026-05-06T03:00:00Z")];
  expect(mergeFrontMatter({ base, mine: early, theirs: late })).toBe(late);
  expect(mergeFrontMatter({ base, mine: late, theirs: early })).toBe(late);
  expect(mergeFrontMatter({ base, mine: at("soon"), theirs: late })).toBeNull();
});

test("lists get the new items of both sides, and lose what either side removed", () => {
  const tags = (items: string): string => fenced("title: 雨", `tags: [${items}]`);
  expect(
    mergeFrontMatter({ base: tags("雨, 駅"), mine: tags('駅, "a, b"'), theirs: tags("雨, 駅, 散歩") }),
  ).toBe(tags('駅, 散歩, "a, b"'));
  expect(mergeFrontMatter({ base: fenced("title: 雨"), mine: tags("散歩"), theirs: tags("駅, 散歩") })).toBe(
    tags("駅, 散歩"),
  );
});

test("revision lines of both sides are kept", () => {
  const revisions = (...lines: string[]): string => fenced("title: 雨", "revisions:", ...lines);
  const first = ["  - date: 2026-05-01", "    note: 公開"];
  const [theirs, mine] = [
    ["  - date: 2026-05-02", "    note: 追記"],
    ["  - date: 2026-05-03", "    note: 訂正"],
  ];
  expect(
    mergeFrontMatter({
      base: revisions(...first),
      mine: revisions(...first, ...mine),
      theirs: revisions(...first, ...theirs),
    }),
  ).toBe(revisions(...first, ...theirs, ...mine));
});

test("TOML and CRLF are merged in their form", () => {
  const base = '+++\r\ntitle = "雨"\r\n[extra]\r\nmood = "calm"\r\n+++\r\n';
  const [mine, theirs] = [base.replace("雨", "雪"), base.replace("calm", "wild")];
  expect(mergeFrontMatter({ base, mine, theirs })).toBe(
    '+++\r\ntitle = "雪"\r\n[extra]\r\nmood = "wild"\r\n+++\r\n',
  );
});

test("a value that both sides changed is a question, and so is front matter that cannot be read by key", () => {
  const title = (value: string): string => fenced(`title: ${value}`);
  expect(mergeFrontMatter({ base: title("雨"), mine: title("雪"), theirs: title("霧") })).toBeNull();
  expect(mergeFrontMatter({ base: title("雨"), mine: fenced("a: 1"), theirs: title("霧") })).toBeNull();
  const twice = fenced("title: 雨", "title: 雪");
  expect(mergeFrontMatter({ base: title("雨"), mine: twice, theirs: title("霧") })).toBeNull();
  expect(mergeFrontMatter({ base: "", mine: title("雪"), theirs: title("霧") })).toBeNull();
});

test("quoted items with commas stay whole, whatever the other items are", () => {
  const tags = (items: string): string => fenced("title: 雨", `tags: [${items}]`);
  expect(
    mergeFrontMatter({
      base: tags('a, "b, c"'),
      mine: tags("a, \"b, c\", \"x, c\", 'it''s, c'"),
      theirs: tags('a, "b, c", "d \\", e"'),
    }),
  ).toBe(tags('a, "b, c", "d \\", e", "x, c", \'it\'\'s, c\''));
});

test("a list that one side wrote in another form is a question", () => {
  const base = fenced("title: 雨", "tags: [a]");
  const theirs = fenced("title: 雨", "tags:", "  - a", "  - rain, wind");
  expect(mergeFrontMatter({ base, mine: fenced("title: 雨", "tags: [a, b]"), theirs })).toBeNull();
});

test("front matter that one side turned into TOML is a question", () => {
  const base = fenced("title: 雨", "mood: calm");
  const theirs = '+++\ntitle = "雨"\nmood = "calm"\n+++\n';
  expect(
    mergeFrontMatter({ base, mine: fenced("title: 雨", "mood: calm", "cover: a.png"), theirs }),
  ).toBeNull();
});

test("a key that one side adds does not get into a table that the other adds", () => {
  const base = '+++\ntitle = "雨"\n+++\n';
  const mine = base.replace('雨"\n', '雨"\ncover = "a.png"\n');
  const theirs = base.replace('雨"\n', '雨"\n[extra]\nmood = "calm"\n');
  expect(mergeFrontMatter({ base, mine, theirs })).toBe(
    '+++\ntitle = "雨"\ncover = "a.png"\n[extra]\nmood = "calm"\n+++\n',
  );
});

test.each([
  [
    "a key that each side adds in other quotation marks",
    ["title: a"],
    ["title: a", "mood: x"],
    ["title: a", '"mood": z'],
  ],
  [
    "one item that both sides changed",
    ["revisions:", "  - date: 2026-05-01", "    note: a"],
    ["revisions:", "  - date: 2026-05-01", "    note: b"],
    ["revisions:", "  - date: 2026-05-01", "    note: c"],
  ],
  [
    "an item that one side changed, in a list whose order counts",
    ["revisions:", "  - date: 2026-05-01", "  - date: 2026-05-02"],
    ["revisions:", "  - date: 2026-05-01", "  - date: 2026-05-02", "  - date: 2026-05-03"],
    ["revisions:", "  - date: 2026-04-30", "  - date: 2026-05-02"],
  ],
  [
    "items whose lines are indented differently",
    ["revisions:", "- date: 2026-05-01", "  note: a"],
    ["revisions:", "- date: 2026-05-01", "  note: a", "- date: 2026-05-02", "  note: b"],
    ["revisions:", "  - date: 2026-05-01", "    note: a", "  - date: 2026-05-03", "    note: c"],
  ],
  ["a tag that both sides renamed", ["tags: [雨, 駅]"], ["tags: [大雨, 駅]"], ["tags: [小雨, 駅]"]],
  [
    "a key that one side removed and the other changed",
    ["title: a", "mood: x"],
    ["title: a"],
    ["title: a", "mood: z"],
  ],
  [
    "lines of one text",
    ["summary: |", "  a", "", "  b: c"],
    ["summary: |", "  a2", "", "  b: c"],
    ["summary: |", "  a", "", "  b: d"],
  ],
])("%s: a question", (_, old, mine, theirs) => {
  const versions = { base: fenced(...old), mine: fenced(...mine), theirs: fenced(...theirs) };
  expect(mergeFrontMatter(versions)).toBeNull();
  expect(mergeFrontMatter({ ...versions, mine: versions.theirs, theirs: versions.mine })).toBeNull();
});

test("text of several lines in TOML is a question, because its lines can look like keys", () => {
  const base = '+++\ntext = """\nmood = 1\n"""\n+++\n';
  expect(
    mergeFrontMatter({
      base,
      mine: base.replace("mood = 1", "mood = 2"),
      theirs: base.replace("text =", "text  ="),
    }),
  ).toBeNull();
});
