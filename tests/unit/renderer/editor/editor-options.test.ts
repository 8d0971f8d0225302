import { expect, test } from "vitest";
import { wrappingFor } from "#renderer/editor/editor-options.ts";

test("wrapping is exact in texts and paragraphs of usual length, and fast in long ones", () => {
  expect(wrappingFor([])).toBe("advanced");
  expect(wrappingFor(Array.from({ length: 20 }, () => "雨".repeat(1_000)))).toBe("advanced");
  expect(wrappingFor(Array.from({ length: 31 }, () => "雨".repeat(1_000)))).toBe("simple");
  expect(wrappingFor(["短い。", "雨".repeat(3_001)])).toBe("simple");
});
