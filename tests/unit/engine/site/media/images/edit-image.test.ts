import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ImageEdit } from "#contract/types/media-types.ts";
import { decodeImage, encodeWebp } from "#engine/site/media/images/codecs.ts";
import { editImage } from "#engine/site/media/images/edit-image.ts";
import { inspectImage } from "#engine/site/media/images/make-variants.ts";
import type { Pixels } from "#engine/site/media/images/pixels.ts";
import { turn } from "#engine/site/media/images/turn.ts";
import { isLossless, readWebpChunks, writeWebpChunks } from "#engine/site/media/images/webp-chunks.ts";
import {
  blue,
  type Colour,
  exif,
  farthest,
  green,
  jpeg,
  png,
  profile,
  profileSegment,
  quarters,
  red,
  white,
} from "./test-images.ts";

const colours: readonly Colour[] = [red, green, blue, white];
const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const rightHalf = { left: 0.5, top: 0, right: 1, bottom: 1 };

async function edited(bytes: Buffer, edit: ImageEdit): Promise<Buffer> {
  const result = await editImage(bytes, edit);
  if (typeof result === "string") throw new Error(result);
  return result;
}

/** Returns the pixels as a browser displays them. */
async function shown(bytes: Buffer): Promise<Pixels> {
  const traits = inspectImage(bytes);
  if (typeof traits === "string") throw new Error(traits);
  const pixels = await decodeImage(bytes, traits.type);
  if (!pixels) throw new Error("damaged");
  return turn(pixels, traits.orientation);
}

/** The colours of the quarters after a clockwise rotation by 90°. */
const rotated = ([topLeft, topRight, bottomLeft, bottomRight]: readonly Colour[]): Colour[] =>
  [bottomLeft, topLeft, bottomRight, topRight].flatMap((colour) => (colour ? [colour] : []));

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "orientation %i is respected by rotations and crops",
  async (orientation) => {
    const original = await jpeg(quarters(96, 64, colours), [exif(orientation)]);
    const before = await shown(original);
    let expected = [1, 2, 3, 4].map((quarter) => quarterOf(before, quarter));
    for (const rotation of [90, 180, 270] as const) {
      expected = rotated(expected);
      const turned = await edited(original, { rotation, area: whole });
      expect(farthest(await shown(turned), expected)).toBeLessThan(8);
      const cropped = await edited(original, { rotation, area: rightHalf });
      const [, topRight = white, , bottomRight = white] = expected;
      expect(farthest(await shown(cropped), [topRight, topRight, bottomRight, bottomRight])).toBeLessThan(8);
    }
  },
);

/** Returns the colour in the middle of a quarter, numbered from 1. */
function quarterOf({ data, width, height }: Pixels, number: number): Colour {
  const x = Math.floor((number % 2 === 1 ? 0.25 : 0.75) * width);
  const y = Math.floor((number <= 2 ? 0.25 : 0.75) * height);
  const found = data.subarray((y * width + x) * 4);
  const distance = ([r, g, b]: Colour): number =>
    Math.abs((found[0] ?? 0) - r) + Math.abs((found[1] ?? 0) - g) + Math.abs((found[2] ?? 0) - b);
  return colours.toSorted((a, b) => distance(a) - distance(b))[0] ?? white;
}

test("a rotated JPEG keeps its compressed data and loses only its metadata", async () => {
  const plain = await jpeg(quarters(96, 64, colours));
  const photograph = await jpeg(quarters(96, 64, colours), [exif(6)]);
  const turned = await edited(photograph, { rotation: 90, area: whole });
  expect(inspectImage(turned)).toMatchObject({ orientation: 3, width: 96, height: 64 });
  expect(turned.includes("GPS")).toBe(false);
  expect(turned.subarray(-plain.length + 200)).toEqual(plain.subarray(200));
  const upright = await edited(photograph, { rotation: 270, area: whole });
  expect(inspectImage(upright)).toMatchObject({ orientation: 1 });
});

test("a crop has the size of its area, is upright, and keeps the colour profile", async () => {
  const photograph = await jpeg(quarters(100, 60, colours), [exif(6), profileSegment("RGB ", "Display P3")]);
  const area = { left: 0.25, top: 0.1, right: 0.75, bottom: 0.9 };
  const cropped = await edited(photograph, { rotation: 0, area });
  expect(inspectImage(cropped)).toMatchObject({
    type: "jpg",
    width: 30,
    height: 80,
    orientation: 1,
    profile: profile("RGB ", "Display P3"),
  });
  const tiny = await edited(photograph, { rotation: 0, area: { left: 1, top: 1, right: 1, bottom: 1 } });
  expect(inspectImage(tiny)).toMatchObject({ width: 1, height: 1 });
});

test("PNG and lossless WebP keep each pixel, their transparency and their profile", async () => {
  const faint: Colour = [220, 40, 30, 128];
  const pixels = quarters(40, 30, [red, faint, blue, faint], 0);
  const profiled = Buffer.concat([Buffer.from("P3\0\0"), deflateSync(profile("RGB ", "P3"))]);
  for (const original of [png(pixels, [["iCCP", profiled]]), await encodeWebp(pixels, null)]) {
    const cropped = await edited(original, { rotation: 180, area: { ...whole, right: 0.5 } });
    expect(farthest(await shown(cropped), [faint, faint, faint, faint])).toBe(0);
    expect(inspectImage(cropped)).toMatchObject({ width: 20, height: 30 });
  }
  const png180 = await edited(png(pixels, [["iCCP", profiled]]), { rotation: 180, area: whole });
  expect(inspectImage(png180)).toMatchObject({ type: "png", profile: profile("RGB ", "P3") });
  expect(isLossless(await edited(await encodeWebp(pixels, null), { rotation: 90, area: whole }))).toBe(true);
  expect(isLossless(await edited(await encodeWebp(pixels, 80), { rotation: 90, area: whole }))).toBe(false);
});

test("animations, drawings and damaged files are refused", async () => {
  const edit: ImageEdit = { rotation: 90, area: whole };
  const animated = png(quarters(20, 20, colours), [["acTL", Buffer.alloc(8)]]);
  expect(await editImage(animated, edit)).toBe("alone");
  expect(await editImage(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), edit)).toBe("alone");
  const photograph = await jpeg(quarters(96, 64, colours));
  expect(await editImage(photograph.subarray(0, 400), edit)).toBe("image.broken");
  const webp = await encodeWebp(quarters(40, 30, colours), 80);
  expect(await editImage(webp.subarray(0, 60), edit)).toBe("image.broken");
  const chunks = readWebpChunks(webp) ?? [];
  const moving = writeWebpChunks([
    { type: "VP8X", content: Buffer.from([2, 0, 0, 0, 39, 0, 0, 29, 0, 0]) },
    ...chunks.filter(({ type }) => type !== "VP8X"),
  ]);
  expect(await editImage(moving, edit)).toBe("alone");
});
