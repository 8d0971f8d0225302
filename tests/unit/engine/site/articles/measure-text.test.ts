import fc from "fast-check";
import { expect, test } from "vitest";
import { measureText } from "#engine/site/articles/measure-text.ts";

test.each([
  ["", 0, 1],
  ["二〇二二年 五月\n六日。", 10, 1],
  ["家族👨‍👩‍👧と𠮷野家", 11, 1],
  ["あ".repeat(1500), 1500, 3],
  ["word ".repeat(800), 3200, 4],
  [`${"あ".repeat(500)}${" don't stop-by 3rd".repeat(100)}`, 500 + 1500, 3],
])(
  "%#: characters without white space, and minutes by words and by characters",
  (text, characters, minutes) => {
    expect(measureText(text)).toEqual({ characters, minutes });
  },
);

test("counting equals that with regular expressions", () => {
  const plane = fc.string({ unit: fc.constantFrom(..."aÉß9٣'’- \t　\n日本ーｱ漢。、é́𠮷👍") });
  fc.assert(
    fc.property(plane, (text) => {
      const characters = [...text.replace(/\s+/g, "")].length;
      const words = text.match(/[\p{Script=Latin}\p{Nd}'’-]+/gu) ?? [];
      const inWords = words.join("").length;
      const minutes = Math.max(1, Math.round((characters - inWords) / 500 + words.length / 200));
      expect(measureText(text)).toEqual({ characters, minutes });
    }),
  );
});
