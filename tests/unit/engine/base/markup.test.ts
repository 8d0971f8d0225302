import { expect, test } from "vitest";
import { decodeEntities, escapeMarkup } from "#engine/base/markup.ts";

test("all five special characters are escaped", () => {
  expect(escapeMarkup(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
});

test("one level of character references is decoded", () => {
  expect(decodeEntities("&lt;a b=&quot;c&quot; d=&#39;e&#x27;&gt; &amp;amp; &nbsp;&apos;")).toBe(
    `<a b="c" d='e'> &amp; \u00A0'`,
  );
});

test("unknown names stay, and numbers that are no character become the replacement character", () => {
  expect(decodeEntities("&eacute; &constructor; &; & &#0; &#x110000;")).toBe(
    "&eacute; &constructor; &; & \uFFFD \uFFFD",
  );
});
