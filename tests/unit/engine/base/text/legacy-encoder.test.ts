import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { encodeLegacy, type LegacyCharset } from "#engine/base/text/legacy-encoder.ts";

const charsets: readonly LegacyCharset[] = ["Shift_JIS", "EUC-JP"];
const reference = (character: string): string => `&#${character.codePointAt(0)};`;
const text = "2022年 5月 6日(金)、ソ連と表示する能力。ﾊﾝｶｸ①㈱髙﨑 ABC\\~\n";

test.each(charsets)("%s: a decoder restores the encoded text", (charset) => {
  expect(new TextDecoder(charset).decode(encodeLegacy(text, charset, reference))).toBe(text);
});

test.each(charsets)("%s: every character that the decoder supports can be encoded and decoded", (charset) => {
  const decoder = new TextDecoder(charset, { fatal: true });
  let count = 0;
  for (let code = 0x80; code <= 0xffff; code += 1) {
    const character = String.fromCharCode(code);
    const bytes = encodeLegacy(character, charset, () => "");
    if (bytes.length === 0) continue;
    count += 1;
    if (!"\u301c\u2212\u2014\u2016".includes(character)) expect(decoder.decode(bytes)).toBe(character);
  }
  expect(count).toBeGreaterThan(7000);
});

test.each([
  ["Shift_JIS", "SJIS"],
  ["EUC-JP", "EUCJP"],
] as const)("%s: common characters have the same bytes as with another encoder", (charset, name) => {
  const common = "あいうアイウ亜美子漢字表示、。「」ー～％＆";
  const other = Encoding.convert(Encoding.stringToCode(common), { to: name, from: "UNICODE" });
  expect([...encodeLegacy(common, charset, reference)]).toEqual(other);
});

test.each(charsets)("%s: the wave dash and similar characters are encoded as browsers expect", (charset) => {
  expect(new TextDecoder(charset).decode(encodeLegacy("10〜12−3—‖", charset, reference))).toBe("10～12－3―∥");
});

test.each(charsets)("%s: unsupported characters are replaced", (charset) => {
  expect(encodeLegacy("😀é¥‾\ue000", charset, reference).toString("latin1")).toBe(
    "&#128512;&#233;&#165;&#8254;&#57344;",
  );
});
