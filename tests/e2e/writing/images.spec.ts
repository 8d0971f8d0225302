import { blogState } from "#tests/support/program/program.ts";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { ready } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publishedNotice } from "#tests/support/program/publishing-window.ts";
import {
  blue,
  exif,
  green,
  jpeg,
  quarters,
  red,
  white,
} from "#tests/unit/engine/site/media/images/test-images.ts";

/** Decodes a picture in the browser. Returns its size, and the colour in the middle of each quarter. */
function lookAt(page: Page, bytes: Buffer): Promise<{ width: number; height: number; colours: number[][] }> {
  return page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const { width, height, ...bitmap } = await createImageBitmap(new Blob([binary])).then((image) => {
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      return { width: image.width, height: image.height, context };
    });
    const colours = [
      [1, 1],
      [3, 1],
      [1, 3],
      [3, 3],
    ].map(([x = 0, y = 0]) => {
      const { data = [] } =
        bitmap.context?.getImageData((width * x) / 4 - 4, (height * y) / 4 - 4, 8, 8) ?? {};
      return [0, 1, 2].map((part) => {
        const values = [...data].filter((_, index) => index % 4 === part);
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      });
    });
    return { width, height, colours };
  }, bytes.toString("base64"));
}

test("the browser shows the copies of a published photograph upright and in the right colours", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  await mkdir(join(desk.blog, "media"));
  // The picture is stored rotated, as phones store it.
  const photograph = await jpeg(quarters(1200, 900, [red, green, blue, white]), [exif(6)]);
  await writeFile(join(desk.blog, "media/photo.jpg"), photograph);
  const post = join(desk.blog, "posts/diary/001.md");
  await writeFile(post, `${await readFile(post, "utf8")}\n\n![四色](/media/photo.jpg)\n`);
  const { page } = await startProgram(desk);
  await ready(page);
  await page.getByRole("button", { name: /^Publish/ }).click();
  await expect(publishedNotice(page)).toBeVisible();

  const cache = blogState(desk, "cache/images");
  const copies = await Promise.all((await readdir(cache)).map((name) => readFile(join(cache, name))));
  const original = await lookAt(page, photograph);
  expect(original).toMatchObject({ width: 900, height: 1200 });
  const seen = await Promise.all(copies.map((bytes) => lookAt(page, bytes)));
  expect(seen.map(({ width, height }) => [width, height]).sort()).toEqual([
    [480, 640],
    [900, 1200],
  ]);
  for (const { colours } of seen) {
    const differences = colours.flatMap((colour, quarter) =>
      colour.map((value, part) => Math.abs(value - (original.colours[quarter]?.[part] ?? -999))),
    );
    expect(Math.max(...differences)).toBeLessThan(10);
  }
});
