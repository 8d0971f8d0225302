import { expect, test } from "vitest";
import { changesBetween } from "#contract/list-changes.ts";

test.each([
  ["one added in the middle", "abcd", "abxcd", "", "x"],
  ["one replaced", "abcd", "abxd", "c", "x"],
  ["one removed", "abcd", "abd", "c", ""],
  ["one moved", "abcd", "bcda", "", ""],
  ["one moved, one added", "abcd", "bxcda", "", "x"],
  ["added at both ends", "abc", "xabcy", "", "xy"],
  ["all added", "", "ab", "", "ab"],
  ["all removed", "ab", "", "ab", ""],
  ["none", "ab", "ab", "", ""],
])("changes between lists: %s", (_, before, now, gone, fresh) => {
  const changes = changesBetween([...before], [...now]);
  expect([changes.gone.join(""), changes.fresh.join("")]).toEqual([gone, fresh]);
});
