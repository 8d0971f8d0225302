import { expect, test } from "vitest";
import { cellStep } from "#renderer/views/table/cell-step.ts";

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

function stepOf(key: string, [start, end]: readonly [number, number], changes: Partial<typeof none> = {}) {
  const step = cellStep(
    { ...none, key, ...changes },
    { selectionStart: start, selectionEnd: end, value: "日本" },
  );
  return step && [step.rows, step.columns];
}

test("left and right leave a cell only at the ends of its text, and not with selected text", () => {
  expect(stepOf("ArrowRight", [1, 1])).toBeNull();
  expect(stepOf("ArrowRight", [0, 2])).toBeNull();
  expect(stepOf("ArrowRight", [2, 2])).toEqual([0, 1]);
  expect(stepOf("ArrowLeft", [0, 0])).toEqual([0, -1]);
  expect(stepOf("ArrowLeft", [0, 0], { shiftKey: true })).toBeNull();
});

test("up, down and Enter change the row wherever the caret is; only Enter adds one", () => {
  expect(stepOf("ArrowDown", [1, 1])).toEqual([1, 0]);
  expect(stepOf("Enter", [1, 1], { shiftKey: true })).toEqual([-1, 0]);
  const caret = { selectionStart: 0, selectionEnd: 0, value: "" };
  expect(cellStep({ ...none, key: "Enter" }, caret)?.mayAddRow).toBe(true);
  expect(cellStep({ ...none, key: "ArrowDown" }, caret)?.mayAddRow).toBe(false);
});

test("Alt moves the row or the column; Ctrl+Enter belongs to the sheet", () => {
  const caret = { selectionStart: 1, selectionEnd: 1, value: "日本" };
  expect(cellStep({ ...none, key: "ArrowLeft", altKey: true }, caret)).toMatchObject({
    columns: -1,
    takesAlong: true,
  });
  expect(cellStep({ ...none, key: "Enter", ctrlKey: true }, caret)).toBeNull();
});
