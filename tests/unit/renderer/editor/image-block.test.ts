import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { imageBlock } from "#renderer/editor/images/image-block.ts";
import { storeImages } from "#renderer/editor/images/store-images.ts";
import type { InsertedImage } from "#renderer/state/current-editor.ts";

const inserted = (before: string, after: string, images: readonly string[], lineEnd = "\n"): string =>
  before + imageBlock({ before, after }, images, lineEnd).text + after;

test("a single image stays in its line", () => {
  expect(inserted("前", "後", ["![](a)"])).toBe("前![](a)後");
});

test("a single image that follows another image becomes a paragraph of its own", () => {
  expect(imageBlock({ before: "![](a)", after: "\n後" }, ["![](b)"], "\n", true).text).toBe("\n\n![](b)\n");
});

test("several images become a paragraph of their own, with no more blank lines than needed", () => {
  const images = ["![](a)", "![](b)"];
  expect(inserted("", "", images)).toBe("![](a)\n![](b)");
  expect(inserted("前", "後", images)).toBe("前\n\n![](a)\n![](b)\n\n後");
  expect(inserted("前\n", "\n後", images)).toBe("前\n\n![](a)\n![](b)\n\n後");
  expect(inserted("前\n\n", "\n\n後", images)).toBe("前\n\n![](a)\n![](b)\n\n後");
  expect(inserted("前\n \n", "\n", images)).toBe("前\n \n![](a)\n![](b)\n");
  expect(inserted("前\r\n", "後", images, "\r\n")).toBe("前\r\n\r\n![](a)\r\n![](b)\r\n\r\n後");
});

test("the span covers the images without the blank lines", () => {
  const { text, images } = imageBlock({ before: "前", after: "後" }, ["![](a)", "![](b)"], "\n");
  expect(text.slice(images.start, images.end)).toBe("![](a)\n![](b)");
});

test("if several images cannot be stored, the error of the first one has the names of the others", async () => {
  const read = async (): Promise<Uint8Array> => new Uint8Array();
  const images = ["a.heic", "b.jpg", "c.heic", "d.heic"].map((name) => ({ name, size: 1, read }));
  const store = async (image: InsertedImage): Promise<string> => {
    const name = "name" in image ? image.name : "";
    if (name.endsWith("heic")) throw new AppError("image.heif", { name });
    return `![](${name})`;
  };
  const { stored, failure } = await storeImages(images, store, () => undefined);
  expect(stored).toEqual(["![](b.jpg)"]);
  expect(failure?.reason).toMatchObject({
    code: "image.heif",
    values: { name: "a.heic", alsoFailed: "c.heic, d.heic" },
  });
});
