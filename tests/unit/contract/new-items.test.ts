import { expect, test } from "vitest";
import { newItems } from "#contract/new-items.ts";

test.each([
  ["one added in the middle", "abcd", "abxcd", "x"],
  ["one replaced", "abcd", "abxd", "x"],
  ["one removed", "abcd", "abd", ""],
  ["one moved", "abcd", "bcda", ""],
  ["one moved, one added", "abcd", "bxcda", "x"],
  ["added at both ends", "abc", "xabcy", "xy"],
  ["all", "", "ab", "ab"],
  ["none", "ab", "", ""],
])("new items: %s", (_, before, now, added) => {
  expect(newItems([...before], [...now]).join("")).toBe(added);
});
