import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** Lists of faces for running text; menus and buttons may have narrower ones. */
const lists = [
  ["the editor's gothic", read("renderer/styles/tokens.css"), /--face-sans:([^;]+);/],
  [
    "the feed reader's view",
    read("electron/engine/site/preview/other-views.ts"),
    /font: 17px\/1\.8 ([^;]+);/,
  ],
  ["the themes with base.css", read("resources/themes/shared/base.css"), /--gothic:([^;]+);/],
  ["the theme hitokoto", read("resources/themes/hitokoto/assets/style.css"), /--gothic:([^;]+);/],
] as const;

test.each(lists)("%s has BIZ UDPGothic before any other face of Windows", (_name, style, list) => {
  const faces = (list.exec(style)?.[1] ?? "").split(",").map((face) => face.trim().replaceAll('"', ""));
  const place = faces.indexOf("BIZ UDPGothic");
  expect(place).toBeGreaterThan(-1);
  const ofWindows = faces.findIndex((face) => /Yu Gothic|Meiryo|MS |system-ui|Text Gothic/.test(face));
  expect(ofWindows).toBeGreaterThan(place);
  expect(faces.filter((face) => /^(?:Yu Gothic UI|Meiryo UI|MS UI)/.test(face))).toEqual([]);
});
