import { expect, test } from "vitest";
import { contrastLevel, contrastOf, shownColour } from "#renderer/writing/colour-contrast.ts";

test("contrast and its levels are those of WCAG 2.2", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastOf("#ffffff", "#ffffff")).toBe(1);
  // https://webaim.org/resources/contrastchecker/ gives 4.54 and 4.47 for these
  expect(contrastOf("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrastOf("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
  expect([7, 6.99, 4.5, 4.49, 3, 2.99].map(contrastLevel)).toEqual([
    "aaa",
    "aa",
    "aa",
    "large",
    "large",
    "low",
  ]);
});

test("a colour is shown within the theme's limits, as a browser computes oklch()", () => {
  const all = { on: "#ffffff", lightness: [0, 1] as [number, number], chroma: 1 };
  for (const colour of ["#7a3e2b", "#1f5a86", "#c8c8c8", "#000000", "#ffffff"]) {
    expect(shownColour(colour, all)).toBe(colour);
  }
  // What Chromium paints for `oklch(from <colour> min(l, 0.46) min(c, 0.13) h)`, or `max(l, 0.77) min(c, 0.1)`
  const painted = {
    "#c8c8c8": ["#585858", "#c8c8c8"],
    "#ff0000": ["#93342a", "#ed9c8f"],
    "#1f5a86": ["#1f5a86", "#80bbec"],
  };
  for (const [colour, both] of Object.entries(painted)) {
    const light = shownColour(colour, { on: "#ffffff", lightness: [0, 0.46], chroma: 0.13 });
    const dark = shownColour(colour, { on: "#000000", lightness: [0.77, 1], chroma: 0.1 });
    expect([light, dark]).toEqual(both);
  }
});
