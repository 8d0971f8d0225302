import { expect, test } from "vitest";
import { serverText } from "#engine/publish/base/server-data.ts";

test("text from a server cannot move the cursor of a terminal", () => {
  expect(serverText("Pass\u001B[2Jword\u0007 for\r 筆者:\u009B1A")).toBe("Pass[2Jword for 筆者:1A");
});

test("line ends are kept, and long texts are cut", () => {
  expect(serverText("one\ntwo")).toBe("one\ntwo");
  expect(serverText("あ".repeat(5000))).toHaveLength(1000);
});
