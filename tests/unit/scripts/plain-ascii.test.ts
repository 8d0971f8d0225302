import { expect, test } from "vitest";
import { escapeBeyondAscii } from "../../../scripts/plain-ascii.mjs";

/** Returns the result of a program, as it is and in ASCII. */
function saidBoth(expression: string): unknown[] {
  const code = escapeBeyondAscii(expression);
  expect(code).not.toMatch(/[\u0080-\uffff]/);
  return [expression, code].map((program) => new Function(`return ${program}`)());
}

test("a program in ASCII has the same result as before", () => {
  for (const program of [
    "'一筆で書く 𠮷野家 é'",
    "`題「雨」`",
    "/[ぁ-ゖ]+/.exec('ABCひらがな')[0]",
    "/^[𠮷😀]$/u.test('😀')",
    "({ 題: '雨' }).題",
    "'\\\\一'",
  ]) {
    const [before, after] = saidBoth(program);
    expect(after).toEqual(before);
  }
});

test("a program whose result would change is not written in ASCII", () => {
  expect(() => escapeBeyondAscii("/[\\、]/.test('、')")).toThrow("cannot be written in ASCII");
  expect(() => escapeBeyondAscii("String.raw`雨`")).toThrow("cannot be written in ASCII");
});
