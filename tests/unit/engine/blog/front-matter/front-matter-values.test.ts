import { expect, test } from "vitest";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import { readSimpleYaml } from "#engine/blog/front-matter/simple-yaml.ts";
import { readYaml } from "#engine/blog/front-matter/yaml-values.ts";
import { createRandom } from "../random.ts";

test("reads YAML with dates and numbers as they were written", () => {
  const reading = readFrontMatter(
    "---\ntitle: 1.10\ndate: 2022-05-06 0:00:00\ndraft: false\nweight: 007\nempty:\nmap: { a: [1, x] } # c\n---\n",
  );
  expect(reading).toEqual({
    values: {
      title: "1.10",
      date: "2022-05-06 0:00:00",
      draft: false,
      weight: "007",
      empty: null,
      map: { a: ["1", "x"] },
    },
  });
});

test("reads TOML with dates and numbers as they were written", () => {
  const text = "+++\ntitle = '一筆'\ndate = 2022-05-06\nat = 2022-05-06T01:02:03+09:00\nweight = 1.10\n";
  expect(readFrontMatter(`${text}[taxonomies]\ntags = ["a"]\n+++\n`)).toEqual({
    values: {
      title: "一筆",
      date: "2022-05-06",
      at: "2022-05-06T01:02:03+09:00",
      weight: "1.10",
      taxonomies: { tags: ["a"] },
    },
  });
});

test.each([
  ["---\ntags: []\ntitle: 題: その2\n---\n", 3],
  ["---\ntitle: x\ntitle: y\n---\n", 3],
  ["---\njust text\n---\n", 2],
  ["---\na: [1\n---\n", 3],
  ["+++\ntitle = 'x'\ndate =\n+++\n", 3],
])("names the line of the error in %j", (frontMatter, line) => {
  expect(readFrontMatter(frontMatter)).toMatchObject({ error: expect.any(String), line });
});

test("a few lines of aliases cannot expand to millions of values", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 9; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  }
  expect(readFrontMatter(`---\n${lines.join("\n")}\n---\n`)).toMatchObject({
    error: expect.stringMatching("aliases"),
  });
  expect(readFrontMatter("---\na: &a [*a]\n---\n")).toHaveProperty("error");
  expect(readFrontMatter(`---\na: ${"[".repeat(50_000)}\n---\n`)).toHaveProperty("error");
});

test("the fast parser reads what nearly all posts have", () => {
  const text =
    'title: 「一筆」の話\ndate: 2022-05-06 0:00:00\ntags: [日記, 茶]\nnote: "a: b"\nlist:\n  - x\n  - 2\n';
  expect(readSimpleYaml(text)).toEqual({
    title: "「一筆」の話",
    date: "2022-05-06 0:00:00",
    tags: ["日記", "茶"],
    note: "a: b",
    list: ["x", "2"],
  });
});

test("the fast parser agrees with the YAML parser whenever it returns a result", () => {
  const random = createRandom(20220506);
  const pieces = [
    ..."abc 日本 -:#,'\"[]{}|>&*!%@`~?.0123\t\u3000\u0085\u2028".split(""),
    ..."\n|\n  |\n- |\n  - |: | #|key: |title: |true|null|2022-05-06|\r\n|\\|''|\"\"|[a, b]|---".split("|"),
  ];
  let compared = 0;
  for (let round = 0; round < 20_000; round++) {
    const length = 1 + random.below(8);
    const text = `key: ${Array.from({ length }, () => random.pick(pieces)).join("")}\nlast: x\n`;
    const simple = readSimpleYaml(text);
    if (simple === null) continue;
    compared++;
    expect({ text, values: simple }).toEqual({ text, ...readYaml(text) });
  }
  expect(compared).toBeGreaterThan(3000);
});
