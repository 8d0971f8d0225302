import { expect, test } from "vitest";
import { serverText } from "#engine/publish/base/server-text.ts";

test("what a server says cannot move the cursor of a terminal", () => {
  expect(serverText("Pass\u001B[2Jword\u0007 for\r 筆者:\u009B1A")).toBe("Pass[2Jword for 筆者:1A");
});

test("lines stay, and a text ends", () => {
  expect(serverText("one\ntwo")).toBe("one\ntwo");
  expect(serverText("あ".repeat(5000))).toHaveLength(1000);
});
