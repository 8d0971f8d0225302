import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packedFile } from "#engine/site/search/packed-file.ts";
import { readableText } from "#tests/support/blogs/readable-text.ts";
import { corpusPost } from "../../../../benchmarks/corpus.ts";

const posts = JSON.stringify(Array.from({ length: 16 }, (_, at) => corpusPost(at + 1)));

test("what another program unpacks is what was packed, and much smaller", () => {
  expect(readableText(Buffer.from(packedFile("a", posts)))).toBe(posts);
  expect(packedFile("a", posts).length).toBeLessThan(Buffer.byteLength(posts) / 2);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const json = JSON.stringify(text);
      expect(readableText(Buffer.from(packedFile("a", json)))).toBe(json);
    }),
  );
});

// Another result would make every blog publish its whole search again, and two computers take turns.
test("the result is the same on every computer", () => {
  const hash = createHash("sha256").update(packedFile("a", posts)).digest("hex");
  expect(hash.slice(0, 16)).toBe("c6c328e40cfa64e6");
});
