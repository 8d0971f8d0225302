import { expect, test } from "vitest";
import { pageBytes, ReusedBytes } from "#engine/site/template-data/page-bytes.ts";

test("pages made in the same buffer have the same bytes as pages made alone", () => {
  const reused = new ReusedBytes();
  const texts = [
    "",
    "日々".repeat(30_000),
    "short, and \ud800 alone",
    "é".repeat(80_000),
    "a".repeat(900_000),
  ];
  for (const text of texts) {
    expect(Buffer.from(reused.bytesOf(text)).equals(pageBytes(text))).toBe(true);
  }
});

test("the same holds for pages in an old encoding", () => {
  const text = "<p>日本 😀</p>";
  expect(new ReusedBytes().bytesOf(text, "Shift_JIS")).toEqual(pageBytes(text, "Shift_JIS"));
});
