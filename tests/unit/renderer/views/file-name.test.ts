import { expect, test } from "vitest";
import { fileNameOf, isFileName, tidyFileName } from "#renderer/views/shared/file-name-sheet.tsx";

test("a path is split into folder, name and extension", () => {
  expect(fileNameOf("posts/hitokoto/2026.05.md")).toEqual({
    folder: "posts/hitokoto/",
    name: "2026.05",
    extension: ".md",
  });
  expect(fileNameOf("pages/about")).toEqual({ folder: "pages/", name: "about", extension: "" });
});

test("a typed name is normalised", () => {
  expect(tidyFileName(" か\u3099っこう.MD ", ".md")).toBe("がっこう");
  expect(tidyFileName("foo.JPG", ".JPG")).toBe("foo");
  expect(tidyFileName("foo.jpg", ".JPG")).toBe("foo");
  expect(tidyFileName("about", "")).toBe("about");
});

test.each(["雨の日", "2026.05", "a-b_c", "console"])("%s is a valid name", (name) => {
  expect(isFileName(name)).toBe(true);
});

test.each(["", "a/b", "a\\b", "a:b", "a?", ".a", "a.", "a ", "CON", "com1", "nul.tar", "com¹", "a\u0007"])(
  "%j is not a valid name on every system",
  (name) => {
    expect(isFileName(name)).toBe(false);
  },
);
