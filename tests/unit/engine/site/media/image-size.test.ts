import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ImageSizes } from "#engine/site/media/image-size.ts";
import { hold, letGo } from "../../systems/as-windows.ts";

/** A PNG of one pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("a picture that another program holds has its size after the next listing, if it can be read then", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-size-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const location = join(folder, "a.png");
  await writeFile(location, png);
  const [sizes, file] = [new ImageSizes(), { path: "media/a.png", location, size: png.length, modified: 1 }];
  const tries = hold({ on: ["open"], path: /a\.png$/ });
  expect(sizes.of(file)).toBeNull();
  const once = tries();
  expect([sizes.of(file), tries()]).toEqual([null, once]);
  letGo();
  const listedAgain = { ...file };
  expect(sizes.of(listedAgain)).toEqual({ width: 1, height: 1 });
  const failed = hold({ on: ["open"], path: /a\.png$/ });
  expect(sizes.of(file)).toEqual({ width: 1, height: 1 });
  expect(failed()).toBe(0);
});

test.each(["a.mp4", "a.webm", "a.png"])("%s, which vanished after it was listed, has no size", (name) => {
  const location = join(tmpdir(), "hitofude-none", name);
  expect(new ImageSizes().of({ path: `media/${name}`, location, size: 1, modified: 1 })).toBeNull();
});
