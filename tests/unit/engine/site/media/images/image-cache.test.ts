import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { makePost, makeSettings } from "../../make-post.ts";
import { images, PhotoBlog, photograph, post, variantsIn } from "./photo-blog.ts";
import { mountSmall } from "./small-disk.ts";
import { blue, green, jpeg, quarters, red, white } from "./test-images.ts";

let fixture: PhotoBlog;
beforeEach(() => {
  fixture = new PhotoBlog();
});
afterEach(() => fixture.remove());

test("no build makes a copy twice, even after a restart, a rename or a change of time", async () => {
  await fixture.build([post]);
  const before = fixture.cached();
  expect(Object.keys(before)).toHaveLength(2);
  expect(await fixture.build([post])).toMatchObject({ written: 0, made: 0 });
  fixture.renderer = fixture.freshRenderer();
  expect(await fixture.build([post])).toMatchObject({ written: 0, made: 0 });
  const media = join(fixture.blogFolder, "media/2024");
  renameSync(join(media, "夏 1.jpg"), join(media, "s.jpg"));
  const moved = await fixture.build([makePost(post.path, { body: "<img src='/media/2024/s.jpg'>" })]);
  expect(variantsIn(moved).every((path) => path.startsWith("media/2024/s."))).toBe(true);
  fixture.put("media/2024/s.jpg", photograph);
  await fixture.build([makePost(post.path, { body: "<img src='/media/2024/s.jpg'>" })]);
  expect(fixture.cached()).toEqual(before);
});

test("a damaged or missing file of the cache is made again", async () => {
  const good = variantsIn(await fixture.build([post]));
  const contents = (): Record<string, string> =>
    Object.fromEntries(
      Object.keys(fixture.cached()).map((name) => [
        name,
        readFileSync(join(fixture.cacheFolder, name), "base64"),
      ]),
    );
  const wanted = contents();
  const expectGood = async (): Promise<void> => {
    expect(variantsIn(await fixture.build([post]))).toEqual(good);
    expect(contents()).toEqual(wanted);
  };
  const [first = "", second = ""] = Object.keys(wanted).map((name) => join(fixture.cacheFolder, name));
  writeFileSync(first, Buffer.alloc(statSync(first).size));
  fixture.renderer = fixture.freshRenderer();
  await expectGood();
  rmSync(second);
  await expectGood();
  writeFileSync(`${fixture.cacheFolder}.index`, "no index");
  await expectGood();
  rmSync(join(fixture.blogFolder, ".hitofude"), { recursive: true });
  await expectGood();
});

test("copies are removed if no post shows the image any more, or copies are off", async () => {
  await fixture.build([post]);
  const without = await fixture.build([makePost(post.path, { body: "本文" })]);
  expect([variantsIn(without), fixture.cached()]).toEqual([[], {}]);
  await fixture.build([post]);
  expect(Object.keys(fixture.cached())).toHaveLength(2);
  fixture.settings = makeSettings({ images: { ...images, variants: false } });
  expect(variantsIn(await fixture.build([post]))).toEqual([]);
  expect(fixture.cached()).toEqual({});
  expect(fixture.read("20220506-0000.html")).not.toContain("srcset");
});

test("a cancelled build keeps its copies, and the next one completes them", async () => {
  const colours = { red, green, blue, white };
  for (const [name, colour] of Object.entries(colours)) {
    fixture.put(`media/${name}.jpg`, await jpeg(quarters(640, 480, [colour, colour, colour, colour])));
  }
  const body = Object.keys(colours)
    .map((name) => `![${name}](/media/${name}.jpg)`)
    .join("\n\n");
  const all = [makePost(post.path, { body })];
  const cancellation = new Cancellation();
  const seen: string[] = [];
  const onProgress = ({ done, total, path }: { done: number; total: number; path: string }): void => {
    seen.push(`${path} ${done}/${total}`);
    cancellation.cancel();
  };
  const cancelled = fixture.renderer.build({
    ...fixture.input(all),
    outDir: fixture.outDir,
    signal: cancellation,
    onProgress,
  });
  await expect(cancelled).rejects.toMatchObject({ code: "call.cancelled" });
  expect(seen[0]).toMatch(/1\/4$/);
  const kept = fixture.cached();
  expect(Object.keys(kept).length).toBeGreaterThan(0);
  expect(variantsIn(await fixture.build(all))).toHaveLength(8);
  expect(fixture.cached()).toMatchObject(kept);
});

test("a full disk is reported", async ({ skip }) => {
  mkdirSync(fixture.cacheFolder, { recursive: true });
  const unmount = mountSmall(fixture.cacheFolder);
  skip(unmount === null, "needs the right to mount a disk");
  try {
    await expect(fixture.build([post])).rejects.toMatchObject({ code: "file.diskFull" });
  } finally {
    unmount?.();
  }
});
