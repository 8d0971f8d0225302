import { expect, test } from "vitest";
import { trimScript } from "#engine/site/theme/style-sheet.ts";

const run = (script: string): unknown => new Function(script)();

test("a script loses indentation, comment lines and the line ends after brackets and commas, but does the same", () => {
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
    "const list = [\n1,2\n];let sum = 0; // not joined with the next line;\nfor (const each of list) {sum += each;}\nconst twice = (value) => {return value * 2\n}\nreturn twice(sum\n)",
  );
  expect(run(trimmed)).toBe(6);
  expect(run(trimmed)).toBe(run(script));
});

test("a script with a template string or a continued string stays as it is", () => {
  for (const script of ["return `a,\n  b`", 'return "a,\\\n  b"']) expect(trimScript(script)).toBe(script);
});
