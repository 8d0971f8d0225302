import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { decodeByGuess, decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";

const sentence = "今日は雨が降ったので、家で本を読みました。①番の棚です。";

function encode(text: string, to: "SJIS" | "EUCJP" | "JIS"): Uint8Array {
  return Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to }));
}

test("decodes UTF-8 and keeps the byte order mark", () => {
  expect(decodeUtf8Strict(Buffer.from(`\uFEFF${sentence}`))).toBe(`\uFEFF${sentence}`);
  expect(decodeUtf8Strict(Buffer.from("plain"))).toBe("plain");
  expect(decodeUtf8Strict(new Uint8Array())).toBe("");
});

test.each([
  ["SJIS", "Shift_JIS"],
  ["EUCJP", "EUC-JP"],
  ["JIS", "ISO-2022-JP"],
] as const)("%s is not decoded as UTF-8; its encoding is named, and it can be shown", (encoding, name) => {
  const bytes = encode(sentence, encoding);
  expect(decodeUtf8Strict(bytes)).toBeNull();
  expect(guessEncoding(bytes)).toBe(name);
  expect(decodeByGuess(bytes)).toBe(sentence);
});

test("bytes that are not text have no encoding, but can be shown", () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0xff, 0xff, 0x00, 0xff, 0x81]);
  expect(decodeUtf8Strict(bytes)).toBeNull();
  expect(typeof guessEncoding(bytes)).toBe("string");
  expect(decodeByGuess(bytes).length).toBeGreaterThan(0);
});
