import { expect, test } from "vitest";
import { decodePath } from "#main/security/url-path.ts";

test("a path is decoded and loses its leading slashes", () => {
  expect(decodePath("/posts/%E6%97%A5%E8%A8%98%20a%23.html")).toBe("posts/日記 a#.html");
  expect(decodePath("///index.html")).toBe("index.html");
  expect(decodePath("/")).toBe("");
});

test.each(["/%", "/%E6%97", "/%FF.html", "/a%zz"])("%s is not valid text", (path) => {
  expect(decodePath(path)).toBeNull();
});

test("a NUL is refused", () => {
  expect(decodePath("/index.html%00.png")).toBeNull();
});
