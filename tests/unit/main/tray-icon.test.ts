import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { decodeImage } from "#engine/site/media/images/codecs.ts";

vi.mock("electron", () => ({ app: {}, Menu: {}, Tray: class {} }));
const { trayImage } = await import("#main/windows/tray-icon.ts");

const icon = (name: string): Buffer =>
  readFileSync(new URL(`../../../resources/icons/${name}`, import.meta.url));

test.each([
  ["trayTemplate.png", 16],
  ["trayTemplate@2x.png", 32],
])("%s is black and transparent, so that macOS can colour it", async (name, size) => {
  const image = await decodeImage(icon(name), "png");
  expect(image).toMatchObject({ width: size, height: size });
  const pixels = Array.from({ length: size * size }, (_, at) => [
    ...(image?.data.slice(at * 4, at * 4 + 4) ?? []),
  ]);
  const inked = pixels.filter(([, , , alpha = 0]) => alpha > 0);
  expect(inked.filter(([red = 0, green = 0, blue = 0]) => red + green + blue > 0)).toEqual([]);
  expect(inked.length / pixels.length).toBeGreaterThan(0.15);
  expect(inked.length / pixels.length).toBeLessThan(0.6);
});

test("each system gets its icon", () => {
  expect(trayImage("darwin")).toBe("trayTemplate.png");
  for (const platform of ["win32", "linux"]) expect(icon(trayImage(platform)).length).toBeGreaterThan(0);
});
