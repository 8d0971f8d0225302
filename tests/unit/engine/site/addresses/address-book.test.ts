import { collisionKey } from "#contract/text/collision-key.ts";
import { expect, test } from "vitest";
import fc from "fast-check";
import { AddressBook, mayCollide } from "#engine/site/addresses/address-book.ts";

test("the second of two files with the same address is refused, and both are named", () => {
  const book = new AddressBook();
  expect(book.claim("Case.html", { name: "posts/a.md", file: "posts/a.md" })).toBe(true);
  expect(book.claim("case.html", { name: "posts/b.md", file: "posts/b.md" })).toBe(false);
  expect(book.problems).toEqual([
    {
      code: "address.collision",
      severity: "error",
      file: "posts/b.md",
      values: { address: "case.html", first: "posts/a.md", second: "posts/b.md" },
    },
  ]);
});

test("a post cannot take a generated page's address, and the problem is at the post", () => {
  const book = new AddressBook();
  book.claim("index.html", { name: "front page" });
  expect(book.claim("index.html", { name: "pages/top.md", file: "pages/top.md" })).toBe(false);
  expect(book.problems[0]).toMatchObject({ file: "pages/top.md", values: { first: "front page" } });
});

test("a file cannot be where a folder is needed, in either order", () => {
  const book = new AddressBook();
  expect(book.claim("a/b/c.html", { name: "first" })).toBe(true);
  expect(book.claim("A/b", { name: "second" })).toBe(false);
  expect(book.claim("x", { name: "third" })).toBe(true);
  expect(book.claim("x/y/z.html", { name: "fourth" })).toBe(false);
  expect(book.problems).toHaveLength(2);
});

test("new paths may collide if and only if an address book refuses one of all paths", () => {
  const segment = fc.constantFrom("a", "A", "b", "が", "が".normalize("NFD"), "c");
  const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/"));
  const results = new Set<boolean>();
  fc.assert(
    fc.property(fc.array(path, { maxLength: 3 }), fc.array(path, { maxLength: 5 }), (newPaths, others) => {
      const book = new AddressBook();
      const sound = others.filter((other) => book.claim(other, { name: other }));
      const collides = !newPaths.every((fresh) => book.claim(fresh, { name: fresh }));
      results.add(collides);
      expect(mayCollide(newPaths, [sound.map(collisionKey)])).toBe(collides);
    }),
    { numRuns: 1000 },
  );
  expect([...results]).toHaveLength(2);
});
