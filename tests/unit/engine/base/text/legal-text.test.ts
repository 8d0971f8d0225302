import fc from "fast-check";
import { expect, test } from "vitest";
import { isSurelyLegal, legalText } from "#engine/base/text/legal-text.ts";

/** Applies the rule to one character after the other. */
function slowly(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      const isControl = (code < 0x20 && !"\t\n\r".includes(character)) || (code >= 0x7f && code <= 0x9f);
      const isHalf = code >= 0xd800 && code <= 0xdfff;
      const isNoCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
      return !isControl && !isHalf && !isNoCharacter;
    })
    .join("");
}

const characters = fc.oneof(
  fc.constantFrom(
    "a",
    "\n",
    "\t",
    "\r",
    "\u0000",
    "\f",
    "\u000B",
    "\u0085",
    "\u00A0",
    "日",
    "\uFDD0",
    "\uFFFD",
    "\uFFFE",
  ),
  fc.constantFrom(
    "😀",
    "\uD83D",
    "\uDE00",
    "\uDFFF",
    "\u{1FFFE}",
    "\u{10FFFF}",
    "\u{1F7FE}",
    "\u{2F800}",
    "\uD7FF",
    "\uE000",
  ),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);

test("only characters that are allowed in a page are kept", () => {
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 12 }), (list) => {
      const text = list.join("");
      expect(legalText(text)).toBe(slowly(text));
      if (isSurelyLegal(text)) expect(slowly(text)).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

test("plain text and text with emoji contain only allowed characters", () => {
  expect(isSurelyLegal("日本語 <b>\n")).toBe(true);
  expect(isSurelyLegal("絵文字😀")).toBe(true);
  expect(isSurelyLegal("a\uD83D")).toBe(false);
  expect(isSurelyLegal("\u{1FFFE}")).toBe(false);
});
