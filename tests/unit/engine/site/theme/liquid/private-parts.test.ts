import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Context, Drop, Token } from "liquidjs";
import { expect, test } from "vitest";
import { createParser } from "#engine/site/theme/liquid/syntax/liquid.ts";
import {
  checkRanges,
  countOf,
  guardRanges,
  isDropData,
  literalValue,
  nodeOf,
  parseExpression,
  parseProperty,
  termOf,
} from "#engine/site/theme/liquid/syntax/private-parts.ts";

/** Message for a failed expectation. */
const changed =
  "LiquidJS keeps this differently inside. Change private-parts.ts; see 'Upgrade LiquidJS' in liquid/README.md";

const liquid = createParser([]);

/**
 * Returns the result of `nodeOf` for the first tag of a template, with texts instead of tokens and templates.
 */
function nodeFrom(source: string): unknown {
  const [template] = liquid.parse(source, "templates/a.liquid");
  if (!template) throw new Error("nothing was parsed");
  const { at, ...parts } = nodeOf(template);
  expect([at.file, at.getPosition()], changed).toEqual(["templates/a.liquid", [1, 1]]);
  return plain(parts);
}

function plain(value: unknown): unknown {
  if (value instanceof Token) return value.getText();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "function") return plain(value(liquid));
  if (typeof value !== "object" || value === null) return value;
  if ("token" in value && value.token instanceof Token) return value.token.getText();
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

const a = { postfix: ["a"], filters: [], isRaw: false };
const b = { postfix: ["b"], filters: [], isRaw: false };

test.each<[source: string, node: object]>([
  ["text", { kind: "text", text: "text" }],
  ["{{ a }}", { kind: "output", value: a }],
  [
    "{{ a | slice: 1, n: b | raw }}",
    {
      kind: "output",
      value: {
        postfix: ["a"],
        filters: [
          {
            name: "slice",
            args: [
              { name: undefined, value: "1" },
              { name: "n", value: "b" },
            ],
          },
          { name: "raw", args: [] },
        ],
        isRaw: true,
      },
    },
  ],
  ["{% echo a %}", { kind: "output", value: a }],
  ["{% echo %}", { kind: "text", text: "" }],
  ["{% raw %}{{ a }}{% endraw %}", { kind: "text", text: "{{ a }}" }],
  ["{% comment %}a{% endcomment %}", { kind: "text", text: "" }],
  ["{% # a %}", { kind: "text", text: "" }],
  [
    "{% if a %}1{% elsif b %}2{% else %}3{% endif %}",
    {
      kind: "if",
      branches: [
        { condition: a, wanted: true, body: ["1"] },
        { condition: b, wanted: true, body: ["2"] },
      ],
      otherwise: ["3"],
    },
  ],
  [
    "{% unless a %}1{% elsif b %}2{% else %}3{% endunless %}",
    {
      kind: "if",
      branches: [
        { condition: a, wanted: false, body: ["1"] },
        { condition: b, wanted: true, body: ["2"] },
      ],
      otherwise: ["3"],
    },
  ],
  [
    "{% case a %}{% when 1, b %}1{% else %}2{% endcase %}",
    { kind: "case", value: a, branches: [{ values: ["1", "b"], body: ["1"] }], otherwise: ["2"] },
  ],
  [
    "{% for x in a limit: 1 reversed %}1{% else %}2{% endfor %}",
    {
      kind: "for",
      variable: "x",
      collection: "a",
      args: { limit: "1", reversed: undefined },
      body: ["1"],
      otherwise: ["2"],
    },
  ],
  [
    "{% tablerow x in a cols: 2 %}1{% endtablerow %}",
    { kind: "tablerow", variable: "x", collection: "a", args: { cols: "2" }, body: ["1"] },
  ],
  ["{% assign x = a %}", { kind: "assign", name: "x", value: a }],
  ["{% capture x %}1{% endcapture %}", { kind: "capture", name: "x", body: ["1"] }],
  ["{% increment x %}", { kind: "counter", name: "x", by: 1 }],
  ["{% decrement x %}", { kind: "counter", name: "x", by: -1 }],
  [
    "{% cycle 'g': a, b %}",
    {
      kind: "cycle",
      group: "'g'",
      candidates: [
        { text: " a", value: a },
        { text: " b", value: b },
      ],
    },
  ],
  [
    "{% render 'p' with a as x, y: b %}",
    { kind: "render", file: "p", args: { y: "b" }, single: { value: "a", alias: "x" }, each: undefined },
  ],
  [
    "{% render p for a %}",
    { kind: "render", file: "p", args: {}, single: undefined, each: { value: "a", alias: undefined } },
  ],
  ["{% include 'p' with a, y: b %}", { kind: "include", file: "p", args: { y: "b" }, single: "a" }],
  ["{% include 'p{{ a }}' %}", { kind: "include", file: ["p", "{{ a }}"], args: {}, single: undefined }],
  ["{% layout 'l', y: b %}1", { kind: "layout", file: "l", args: { y: "b" }, body: ["1"] }],
  ["{% layout none %}1", { kind: "layout", file: undefined, args: {}, body: ["1"] }],
  ["{% block x %}1{% endblock %}", { kind: "block", name: "x", body: ["1"] }],
  ["{% liquid echo a %}", { kind: "liquid", body: ["echo a"] }],
  ["{% break %}", { kind: "break" }],
  ["{% continue %}", { kind: "continue" }],
])("reads %s", (source, node) => {
  expect(nodeFrom(source), changed).toEqual(node);
});

test("reads every tag of LiquidJS", () => {
  const read =
    `if unless case for tablerow assign capture increment decrement cycle render include layout block
    liquid echo raw comment # break continue`.split(/\s+/);
  expect(Object.keys(liquid.tags).sort(), changed).toEqual(read.sort());
});

test.each<[text: string, term: object]>([
  ["a.b[c]", { kind: "path", root: undefined, keys: ["a", "b", "c"] }],
  ["'a'.size", { kind: "path", root: "'a'", keys: ["size"] }],
  ["(1..a)", { kind: "range", low: "1", high: "a" }],
  ["'a'", { kind: "constant", value: "a" }],
  ["-1.5", { kind: "constant", value: -1.5 }],
  ["true", { kind: "constant", value: true }],
])("reads the value %s", (text, term) => {
  expect(plain(termOf(parseExpression(text).postfix[0])), changed).toEqual(term);
});

test("an expression is in postfix order", () => {
  const { postfix, filters } = parseExpression("a == b and not c | size");
  expect(plain(postfix), changed).toEqual(["a", "b", "==", "c", "not", "and"]);
  expect(termOf(postfix[2]), changed).toEqual({ kind: "operator", name: "==" });
  expect(filters, changed).toEqual([{ name: "size", args: [] }]);
  expect(termOf(undefined)).toEqual({ kind: "constant", value: undefined });
});

test("nil, empty and blank are objects of LiquidJS", () => {
  for (const word of ["nil", "empty", "blank"]) expect(literalValue(word), changed).toBeInstanceOf(Drop);
});

test("reads a limiter's count", () => {
  const { memoryLimit } = new Context();
  memoryLimit.use(3);
  memoryLimit.use(4);
  expect(countOf(memoryLimit), changed).toBe(7);
});

test.each([
  "{{ (1..n) }}",
  "{{ 1 | plus: (1..n) }}",
  "{% for i in (1..n) %}{% endfor %}",
  "{% if (1..n) contains 2 %}{% endif %}",
  "{% assign a = (1..n) %}",
  "{% case 1 %}{% when (1..n) %}{% endcase %}",
  "{% cycle 1: (1..n) %}",
  "{% tablerow i in (1..n) %}{% endtablerow %}",
  "{% for i in a limit: (1..n) %}{% endfor %}",
  "{{ a[(1..n)] }}",
  "{{ ((1..n)..2) }}",
  "{% liquid echo (1..n) %}",
])("the range in %s is checked before its numbers are made", (source) => {
  const seen: unknown[][] = [];
  const checked = createParser([]);
  checked.registerFilter("check range", (end: unknown, begin: unknown) => {
    seen.push([begin, end]);
    return end;
  });
  const templates = checked.parse(source);
  guardRanges(templates, "check range");
  checked.renderSync(templates, { n: 3, a: [1] });
  expect(seen[0], changed).toEqual([1, 3]);
});

test("ranges in the text of a filter need plain numbers", () => {
  expect(() => checkRanges(parseExpression("(1..3) contains x"))).not.toThrow();
  expect(() => checkRanges(parseExpression("(1..n) contains x"))).toThrow("plain numbers");
  expect(() => checkRanges(parseProperty("a[(100000000000000000..100000000000000009)]"))).toThrow(
    "plain numbers",
  );
});

test("data of a loop or block are distinguished from parts of the program", () => {
  const drops: Drop[] = [];
  const seeing = createParser([]);
  seeing.registerFilter("see", (drop: Drop) => drops.push(drop));
  const source =
    "{% for x in a %}{{ forloop | see }}{% endfor %}{% tablerow x in a %}{{ tablerowloop | see }}{% endtablerow %}{% block b %}{{ block | see }}{% endblock %}{{ nil | see }}";
  seeing.renderSync(seeing.parse(source), { a: [1] });
  const names = ["index", "rindex0", "valueOf", "col_first", "super", "next", "constructor", "__proto__"];
  expect(
    drops.map((drop) => names.filter((name) => isDropData(drop, name))),
    changed,
  ).toEqual([["index", "rindex0", "valueOf"], ["index", "rindex0", "valueOf", "col_first"], ["super"], []]);
});

test("package.json requires one exact version of LiquidJS, which is the installed one", () => {
  const root = join(import.meta.dirname, "../../../../../..");
  const read = (path: string): Record<string, Record<string, unknown>> =>
    JSON.parse(readFileSync(join(root, path), "utf8"));
  const pinned = read("package.json").devDependencies?.liquidjs;
  expect(pinned, "pin LiquidJS to one version: its private parts change without notice").toMatch(
    /^\d+\.\d+\.\d+$/,
  );
  expect(read("node_modules/liquidjs/package.json").version, "run npm ci").toBe(pinned);
  expect(read("package-lock.json").packages?.["node_modules/liquidjs"]).toMatchObject({ version: pinned });
});
