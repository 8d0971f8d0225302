import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, previewArticle, saved, shownText } from "#tests/support/program/editing.ts";
import { answerDialog, type GivenFile, handOver } from "#tests/support/give-files.ts";
import { type SharedProgram, test, withProgram } from "#tests/support/program/program-test.ts";
import * as sample from "#tests/unit/engine/blog/media/images/image-samples.ts";
import {
  blue,
  exif,
  green,
  jpeg,
  quarters,
  red,
  white,
} from "#tests/unit/engine/site/media/images/test-images.ts";

const given = (name: string, type: string, bytes: Uint8Array | string): GivenFile => ({
  name,
  type,
  bytes: Buffer.from(bytes),
});

const megabyte = 1024 * 1024;

/** Returns a small PNG file of 400 million pixels. */
function bomb(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(20_000, 0);
  header.writeUInt32BE(20_000, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1A\n", "latin1"),
    sample.pngChunk("IHDR", header),
    sample.pngChunk("IDAT", deflateSync(Buffer.alloc(2_501 * 20_000), { level: 9 })),
    sample.pngChunk("IEND", ""),
  ]);
}

/** Returns a JPEG whose header says that it has 102 million pixels. */
function hugeJpeg(): Buffer {
  const copy = Buffer.from(sample.baselineJpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(8_500, frame + 5);
  copy.writeUInt16BE(12_000, frame + 7);
  return copy;
}

/** Files that cannot be inserted into a post, with the expected message in each language. */
const refused: readonly [file: GivenFile, japanese: string, english: string][] = [
  [
    given("IMG_0001.heic", "", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")),
    "「IMG_0001.heic」は HEIC 形式の写真です",
    "“IMG_0001.heic” is a HEIC photo",
  ],
  [given("sea.jpg", "image/jpeg", hugeJpeg()), "102 メガピクセル", "102 million pixels"],
  [given("bomb.png", "image/png", bomb()), "400 メガピクセル", "400 million pixels"],
  [
    given("half.jpg", "image/jpeg", sample.baselineJpeg.subarray(0, -8)),
    "「half.jpg」は壊れているか",
    "“half.jpg” is damaged",
  ],
  [given("memo.png", "image/png", "Dear diary"), "扱える画像ではありません", "not an image that can be used"],
  [
    given("plan.svg", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "読者のブラウザーで動作",
    "could act in readers’ browsers",
  ],
  [{ ...given("big.png", "image/png", ""), zeros: 60 * megabyte }, "60 MB あります", "has 60 MB"],
  [
    { ...given("film.mp4", "video/mp4", ""), zeros: 60 * megabyte },
    "扱える画像では",
    "not an image that can",
  ],
];

test("unusable images are refused with a clear message when pasted, dropped or chosen: ja", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(1, practiceSettings);
  const desk = await setDesk({ blog, preferences: { language: "ja" } });
  await giveRefused({ ...(await startProgram(desk)), desk }, "ja");
});

test.describe("in English", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(1, practiceSettings) }));

  test("unusable images are refused with a clear message when pasted, dropped or chosen: en", () =>
    giveRefused(program, "en"));

  test("usable images are inserted in order as one undo step, even if others are refused", async () => {
    const { page, app, desk } = program;
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    const photograph = await jpeg(quarters(400, 300, [red, green, blue, white]), [exif(6)]);
    const animated = animatedWebp();
    await answerDialog(app, join(desk.home, "pictures"), [
      given("a.gif", "", sample.gif),
      given("b.txt", "", "no image"),
      given("c.webp", "", animated),
      given("d.avif", "", sample.avif),
      given("e.jpg", "", photograph),
    ]);
    await expect.poll(() => shownText(page)).not.toBe("");
    const before = await shownText(page);
    await chooseImage(page);
    await expect(page.locator(".notice[role=alert]")).toContainText("“b.txt” is not an image");
    await expect(previewArticle(page).locator("img")).toHaveCount(4);
    // The first description is selected, so that typing replaces it.
    await page.keyboard.type("波");
    await saved(page);
    const text = await readFile(join(desk.blog, "posts/diary/001.md"), "utf8");
    const targets = [...text.matchAll(/!\[(.*?)\]\(\.\.\/\.\.\/(media\/.*?)\)/g)];
    expect(targets.map(([, alt, path = ""]) => [alt, path.split(".").at(-1)])).toEqual([
      ["波", "gif"],
      ["", "webp"],
      ["", "avif"],
      ["", "jpg"],
    ]);
    const stored = await Promise.all(targets.map(([, , path = ""]) => readFile(join(desk.blog, path))));
    // Animations stay animated. The photograph's location is removed, its orientation is kept.
    expect(stored[0]).toEqual(sample.gif);
    expect(stored[1]?.includes("ANMF")).toBe(true);
    expect(photograph.includes("GPS")).toBe(true);
    expect(stored[3]?.includes("GPS")).toBe(false);
    await expect(previewArticle(page).locator("img").last()).toHaveJSProperty("naturalWidth", 300);

    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => shownText(page)).toBe(before);
    // The stored file stays: after an undo, a redo must be possible.
    expect((await stat(join(desk.blog, targets[0]?.[2] ?? ""))).size).toBe(sample.gif.length);
  });

  test("the author can type while large images are processed", async () => {
    const { page } = program;
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    const heavy = { ...given("heavy.gif", "image/gif", sample.gif), zeros: 24 * megabyte };
    const tooHeavy = { ...given("big.png", "image/png", ""), zeros: 60 * megabyte };
    await handOver(page, "paste", [heavy, tooHeavy]);
    await page.keyboard.press("Enter");
    await page.keyboard.type("雨の日に書いた言葉は、一つもなくならない。");
    await expect(page.locator(".notice[role=alert]")).toContainText("has 60 MB");
    await expect(previewArticle(page).locator("img")).toHaveCount(1);
    await expect(previewArticle(page)).toContainText("雨の日に書いた言葉は、一つもなくならない。");
  });
});

/** Gives the program every unusable image in every way, and expects its messages. */
async function giveRefused({ app, page, desk }: SharedProgram, language: "en" | "ja"): Promise<void> {
  await focusEditor(page);
  const before = await readFile(join(desk.blog, "posts/diary/001.md"), "utf8");
  const answered = async (file: GivenFile, words: string): Promise<void> => {
    const notice = page.locator(".notice[role=alert]").filter({ hasText: words });
    await expect(notice, file.name).toBeVisible();
    // The message also says what to do.
    await expect(notice.locator(".notice-detail")).toContainText(language === "ja" ? "ください" : "Please");
    await notice.getByRole("button", { name: language === "ja" ? "閉じる" : "Close" }).click();
    await expect(notice).toHaveCount(0);
    await focusEditor(page);
  };
  for (const [file, japanese, english] of refused) {
    const words = language === "ja" ? japanese : english;
    for (const how of ["paste", "drop"] as const) {
      await handOver(page, how, [file]);
      await answered(file, words);
    }
    await answerDialog(app, join(desk.home, "pictures"), [file]);
    await chooseImage(page);
    await answered(file, words);
  }
  await page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => readdir(desk.blog)).not.toContain("media");
  expect(await readFile(join(desk.blog, "posts/diary/001.md"), "utf8")).toBe(before);
}

async function chooseImage(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.insertText("insert-image");
  await page.locator('[data-key="insert-image"]').click();
}

/** Returns an animation of two frames of the sample. */
function animatedWebp(): Buffer {
  const picture = sample.webp.subarray(12);
  const frame = Buffer.alloc(16);
  frame.writeUIntLE(15, 6, 3);
  frame.writeUIntLE(7, 9, 3);
  frame.writeUIntLE(200, 12, 3);
  const frames = [1, 2].map(() => sample.riffChunk("ANMF", Buffer.concat([frame, picture])));
  const extended = Buffer.from([2, 0, 0, 0, 15, 0, 0, 7, 0, 0]);
  return sample.riff(
    sample.riffChunk("VP8X", extended),
    sample.riffChunk("ANIM", Buffer.alloc(6)),
    ...frames,
  );
}
