import { expect, test } from "vitest";
import { fitPanes, smallest } from "#renderer/views/frame/pane-sizes.ts";

const wanted = { listWidth: 260, previewShare: 0.5 };
const all = { list: true, preview: true };

test("the list keeps its width and the preview its share of the rest", () => {
  expect(fitPanes(1280, all, wanted)).toEqual({ list: 260, preview: 510 });
});

test("hidden panes take no space", () => {
  expect(fitPanes(1280, { list: false, preview: false }, wanted)).toEqual({ list: 0, preview: 0 });
});

test("the text is never narrower than its minimum if there is enough space", () => {
  for (const previewShare of [0, 0.5, 1]) {
    for (const listWidth of [0, 300, 5000]) {
      const { list, preview } = fitPanes(1000, all, { listWidth, previewShare });
      expect(1000 - list - preview).toBeGreaterThanOrEqual(smallest.text);
      expect(list).toBeGreaterThanOrEqual(smallest.list);
      expect(preview).toBeGreaterThanOrEqual(smallest.preview);
    }
  }
});
