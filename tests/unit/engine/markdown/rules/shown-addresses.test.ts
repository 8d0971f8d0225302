import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const { render } = createMarkdown();

test("links that show their address have a class, in any context, and others have none", () => {
  expect(render("**<https://example.com/a>** と <mail@example.com> と [語](https://example.com/)").html).toBe(
    '<p><strong><a href="https://example.com/a" class="bare-link">https://example.com/a</a></strong> と ' +
      '<a href="mailto:mail@example.com" class="bare-link">mail@example.com</a> と ' +
      '<a href="https://example.com/">語</a></p>\n',
  );
});

test("without the rule, links are as in CommonMark", () => {
  const plain = createMarkdown({ shownAddresses: false });
  expect(plain.render("<https://example.com/a>").html).toBe(
    '<p><a href="https://example.com/a">https://example.com/a</a></p>\n',
  );
});
