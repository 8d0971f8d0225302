import { expect, test } from "vitest";
import { feedIdOf, guidOf } from "#engine/site/addresses/guid.ts";
import { makePost } from "../make-post.ts";

test("the front matter's guid is kept unchanged", () => {
  expect(guidOf(makePost("posts/a.md", { guid: "tag:example.com,2010:1" }), "blog")).toBe(
    "tag:example.com,2010:1",
  );
});

test("a generated guid is a version 5 UUID of blog and path, whatever the title is", () => {
  const guid = guidOf(makePost("posts/a.md"), "blog");
  expect(guid).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(guidOf(makePost("posts/a.md", { title: "other", date: null }), "blog")).toBe(guid);
  const others = [guidOf(makePost("posts/b.md"), "blog"), guidOf(makePost("posts/a.md"), "other")];
  expect(new Set([guid, ...others, feedIdOf("blog", "atom.xml")]).size).toBe(4);
});
