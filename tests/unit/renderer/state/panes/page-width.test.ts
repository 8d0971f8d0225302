import { expect, test } from "vitest";
import { fitPage } from "#renderer/state/panes/page-width.ts";

test("a page that fits has its real width", () => {
  expect(fitPage("phone", { width: 600, height: 800 })).toEqual({ width: 390, height: 800, scale: 1 });
  expect(fitPage("full", { width: 600, height: 800 })).toEqual({ width: 600, height: 800, scale: 1 });
});

test("a wider page is scaled down to fill the pane", () => {
  const fitted = fitPage("tablet", { width: 410, height: 700 });
  expect(fitted).toEqual({ width: 820, height: 1400, scale: 0.5 });
});

test("before the pane has a size, nothing is divided by zero", () => {
  expect(fitPage("full", { width: 0, height: 0 })).toEqual({ width: 0, height: 0, scale: 1 });
});
