import { expect, test } from "vitest";
import { FileMoves } from "#engine/blog/folder/file-moves.ts";

test("the same bytes under another name count as a move, in either order of the events", () => {
  const moves = new FileMoves();
  expect(moves.went("a.md", "one")).toBeNull();
  expect(moves.came("b.md", "one")).toEqual({ from: "a.md", to: "b.md" });
  expect(moves.came("c.md", "one")).toBeNull();
  expect(moves.went("b.md", "one")).toEqual({ from: "b.md", to: "c.md" });
  expect(moves.went("c.md", "one")).toBeNull();
  expect(moves.came("d.md", "two")).toBeNull();
});

test("a file that reappears under its own name has not moved", () => {
  const moves = new FileMoves();
  moves.went("a.md", "one");
  expect(moves.came("a.md", "one")).toBeNull();
  expect(moves.went("a.md", "one")).toBeNull();
});

test("events far apart are not a move", () => {
  let now = 0;
  const moves = new FileMoves(() => now);
  moves.went("a.md", "one");
  moves.went("b.md", "two");
  now = 9_000;
  moves.went("c.md", "three");
  now = 11_000;
  expect(moves.came("d.md", "one")).toBeNull();
  expect(moves.came("e.md", "two")).toBeNull();
  expect(moves.came("f.md", "three")).toEqual({ from: "c.md", to: "f.md" });
});
