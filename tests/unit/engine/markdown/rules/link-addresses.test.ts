import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { linkAddressesRule } from "#engine/markdown/rules/inline/link-addresses.ts";

const original = new MarkdownIt();
const ours = new MarkdownIt();
linkAddressesRule(ours);

test.each([
  "https://example.com/a/b.html?x=1&y=2#z",
  "https://Example.com/",
  "https://例え.jp/",
  "//Host.example/x",
  "///x",
  "http://a_b/",
  "http://-a.example/",
  "HTTPS://example.com/",
  "https://example.com",
  "https://example.com:80/",
  "00001.md",
  "../絵 1.png",
  "/a%20b/%e3",
  "#",
  "?",
  "a//b",
  "",
])("%s is normalised as by markdown-it", (url) => {
  expect(ours.normalizeLink(url)).toBe(original.normalizeLink(url));
});

test("any other address is normalised equally", () => {
  const pieces = [
    "http",
    "https",
    "mailto",
    ":",
    "//",
    "/",
    "/",
    ".",
    "-",
    "_",
    "~",
    "a",
    "B1",
    "?",
    "#",
    "&",
  ];
  const others = [
    "=",
    "@",
    "%",
    "%20",
    "%zz",
    " ",
    "あ",
    "[",
    "\\",
    "\t",
    "a".repeat(64),
    ".".repeat(3),
    "'",
  ];
  const url = fc.array(fc.constantFrom(...pieces, ...others), { maxLength: 9 }).map((list) => list.join(""));
  fc.assert(
    fc.property(url, (text) => {
      expect(ours.normalizeLink(text)).toBe(original.normalizeLink(text));
    }),
    { numRuns: 5000 },
  );
});
