import { expect, test } from "vitest";
import { createMessages } from "#contract/messages.ts";
import { problemTexts } from "#renderer/views/checks/problem-text.tsx";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const path = "posts/rain.md";
const dead = {
  code: "link.dead",
  severity: "warning",
  file: path,
  values: { path, target: "x.md" },
} as const;

test("below the post's name, its path is left out", () => {
  expect(problemTexts(createMessages("ja", ja), dead).what).toBe(
    "この記事のリンク先 x.md が、サイトにありません。",
  );
  expect(problemTexts(createMessages<typeof ja>("en", en), dead).what).toBe(
    "This post links to x.md, which is not on the site.",
  );
});

test("the path of another file stays", () => {
  const other = { ...dead, file: "posts/sun.md" };
  expect(problemTexts(createMessages<typeof ja>("en", en), other).what).toContain(path);
});
