import { expect, test } from "vitest";
import { encodePath, fromRoot, normalizeBaseUrl, publicPath, rootOf } from "#engine/site/addresses/urls.ts";

test("a path is encoded once, segment by segment", () => {
  expect(encodePath("tags/日記/a b#c%.html")).toBe("tags/%E6%97%A5%E8%A8%98/a%20b%23c%25.html");
  expect(encodePath("a:b\ud800")).toBe("a%3Ab%EF%BF%BD");
});

test("readers get folder URLs, not index files", () => {
  expect(publicPath("index.html")).toBe("");
  expect(publicPath("tags/go/index.html")).toBe("tags/go/");
  expect(publicPath("myindex.html")).toBe("myindex.html");
});

test("a URL from any depth leads to the same file, and is never empty", () => {
  for (const page of ["a.html", "x/a.html", "x/y/a.html"]) {
    for (const target of ["", "b.html", "x/", "x/y/c.html"]) {
      const url = fromRoot(rootOf(page), target);
      expect(url).not.toBe("");
      expect(new URL(url, `https://h/s/${page}`).href).toBe(`https://h/s/${target}`);
    }
  }
});

test("a base address ends with one slash and has no query", () => {
  expect(normalizeBaseUrl("https://example.com")).toBe("https://example.com/");
  expect(normalizeBaseUrl("https://example.com/a?b#c")).toBe("https://example.com/a/");
  expect(normalizeBaseUrl("site://b1/")).toBe("site://b1/");
});
