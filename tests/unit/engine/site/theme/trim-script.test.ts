import { expect, test } from "vitest";
import {
  joinLines,
  trimScript,
  trimStyleSheet,
  withClosedEnd,
  withRulesFirst,
} from "#engine/site/theme/style-sheet.ts";

const run = (script: string): unknown => new Function(script)();

test("a script loses indentation, comment lines, line ends and spaces beside signs, but does the same", () => {
  const script = [
    "// A comment",
    "const list = [",
    "  1,",
    "  2",
    "];",
    "let sum = 0; // not joined with the next line;",
    "for (const each of list) {",
    "  // Another comment",
    "  sum += each;",
    "}",
    "const twice = (value) => {",
    "  return value * 2",
    "}",
    "return twice(",
    "  sum",
    ")",
  ].join("\n");
  const trimmed = trimScript(script);
  expect(trimmed).toBe(
    "const list=[\n1,2\n];let sum = 0; // not joined with the next line;\nfor(const each of list){sum +=each;}\nconst twice=(value)=>{return value * 2\n}\nreturn twice(sum\n)",
  );
  expect(run(trimmed)).toBe(6);
  expect(run(trimmed)).toBe(run(script));
});

test("a script with a template string or a continued string stays as it is", () => {
  for (const script of ["return `a,\n  b`", 'return "a,\\\n  b"']) expect(trimScript(script)).toBe(script);
});

test("spaces stay in strings and in patterns, and where words or signs would run together", () => {
  const script = [
    'const text = "a , b = { c } \\" , d";',
    "const single = 'a , b';",
    "const found = / , /.test(text) ? text.split(/ , /).length : 0;",
    "const { length } = text;",
    "const low = length > 3 ? .5 : 1;",
    "const sum = 1 - -1 + +length;",
    "return [text, single, found, low, sum, typeof length, length >= 3 && length !== 4].join();",
  ].join("\n");
  const trimmed = trimScript(script);
  expect(run(trimmed)).toBe(run(script));
  expect(trimmed).toContain("const{length}=text;const low=length > 3?.5:1;");
});

test("a style sheet loses spaces and signs that mean nothing, but no string and no address changes", () => {
  const sheet = `.a,\n.b {\n  margin: 0 0.5rem -0.25em;\n  font: 1em/1.05 a, "B, c 0.5";\n}\n@media (width > 10.5em) {\n  .c {\n    transition: left 0.5s, top 0.25s;\n    background: url(w-0.5.png);\n    content: ";}";\n    quotes: "a\\\n0.5, b\\\n}";\n  }\n}\n`;
  expect(joinLines(trimStyleSheet(sheet))).toBe(
    `.a,.b{margin:0 .5rem -.25em;font:1em/1.05 a, "B, c 0.5"}@media (width > 10.5em){.c{transition:left .5s,top .25s;background:url(w-0.5.png);content:";}";quotes:"a\\\n0.5, b\\\n}"}}`,
  );
});

test.each([
  ["no statement", "", "p { color: red }\n"],
  ["imports", '/* a; */\n@import "a;b.css";\n@import url(c;{d.css) screen /* ; */;', "\np { color: red }\n"],
  ["other statements", '@charset "utf-8"; @layer a, b; @namespace url("x;");', " p {}"],
  ["a layer with a block", '@import "a.css";', " @layer b { p {} }"],
  ["an import after a rule", "", 'p {} @import "a.css";'],
  ["another rule of a similar name", "", "@layers a;"],
  ["a string without end", "@layer a;", ' @import "b.css;\np {}'],
  ["a comment without end", "@layer a;", " /* @import url(b.css);"],
  ["an address without end", "", "@import url(b.css; p {}"],
  ["a statement without end", "", '@import "a.css"'],
  ["a bracket without end", '@import "a.css" supports(x: (a;b));', '\n@import url("b.css"; p {}'],
  ["a wide space, which begins a rule", "@layer a;", '\u3000@import "a.css"; p {}'],
])("rules are inserted before the first rule of a style sheet with %s", (_, before, after) => {
  const rules = ":root{--a:b}\n";
  const line = before === "" ? "" : "\n";
  expect(withRulesFirst(before + after, rules)).toBe(
    `${before}${line}${rules}${after.replace(/^[ \n]+/, "")}`,
  );
  expect(withRulesFirst(before + after, "")).toBe(before + after);
});

test.each([
  ["a{color:red}", ""],
  ["a{color:red", "}"],
  ["@media print{a[href=x]{color:rgb(1,2}", ")}}"],
  ["a{}/* { */ b{content:'}'", "}"],
  ["a{/* b{}", "*/}"],
  ["a{background:url(x.png", ")}"],
  ["a{background:url('x.png')} b{", "}"],
  ["a{}}]", ""],
  ["a{background:url( x.png", ")}"],
  ["a{background:URL(x\\).png", ")}"],
  ["a{content:'{\n", "}"],
  ['a{content:"b', '"}'],
  ['a{content:"b\\\n{', '"}'],
  ['a{content:"b\\', '\n"}'],
  ["a{content:'b\\'", "'}"],
  [".a\\({color:red}", ""],
  [".a\\{{color:red", "}"],
  ["", ""],
])("what is open at the end of a style sheet is closed: %s", (css, end) => {
  expect(withClosedEnd(css)).toBe(css + end);
});
