import { expect, test } from "vitest";
import { decodeImage, encodeWebp } from "#engine/site/media/images/codecs.ts";
import {
  makeVariants,
  type MadeVariant,
  type VariantOptions,
} from "#engine/site/media/images/make-variants.ts";
import { readWebpChunks, webpFlags, writeWebpChunks } from "#engine/site/media/images/webp-chunks.ts";
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

const options: VariantOptions = { widths: [120, 240, 400], quality: 80 };
const colours: readonly Colour[] = [red, green, blue, white];

async function made(bytes: Uint8Array): Promise<readonly MadeVariant[]> {
  const variants = await makeVariants(bytes, options);
  if (typeof variants === "string") throw new Error(variants);
  return variants;
}

test("a photograph gets copies of each smaller width, with its proportions and colours", async () => {
  const original = await jpeg(quarters(600, 450, colours));
  const variants = await made(original);
  expect(variants.map(({ width }) => width)).toEqual([120, 240, 400]);
  for (const { width, bytes } of variants) {
    const pixels = await decodeImage(bytes, "webp");
    expect(pixels).toMatchObject({ width, height: (width * 3) / 4 });
    if (pixels) expect(farthest(pixels, colours)).toBeLessThan(6);
    expect(bytes.length).toBeLessThan(original.length);
  }
});

test("no copy is wider than its original, which gets one of its own width", async () => {
  const variants = await made(await jpeg(quarters(300, 200, colours)));
  expect(variants.map(({ width }) => width)).toEqual([120, 240, 300]);
});

test.each([
  [1, [red, green, blue, white]],
  [2, [green, red, white, blue]],
  [3, [white, blue, green, red]],
  [4, [blue, white, red, green]],
  [5, [red, blue, green, white]],
  [6, [blue, red, white, green]],
  [7, [white, green, blue, red]],
  [8, [green, white, red, blue]],
] as const)("EXIF orientation %i is honoured", async (orientation, turned) => {
  const [variant] = await made(await jpeg(quarters(480, 320, colours), [exif(orientation)]));
  const pixels = variant && (await decodeImage(variant.bytes, "webp"));
  expect(pixels).toMatchObject(orientation >= 5 ? { width: 120, height: 180 } : { width: 120, height: 80 });
  if (pixels) expect(farthest(pixels, turned)).toBeLessThan(6);
});

test("location and camera are removed, a colour profile is kept, and sRGB needs none", async () => {
  const pixels = quarters(300, 200, colours);
  const wide = await made(await jpeg(pixels, [exif(1), profileSegment("RGB ", "Display P3")]));
  const usual = await made(await jpeg(pixels, [profileSegment("RGB ", "sRGB IEC61966-2.1")]));
  for (const { bytes } of wide) {
    expect(bytes.includes("GPS")).toBe(false);
    expect(readWebpChunks(bytes)?.find(({ type }) => type === "ICCP")?.content).toEqual(
      profile("RGB ", "Display P3"),
    );
    expect(await decodeImage(bytes, "webp")).not.toBeNull();
  }
  for (const { bytes } of usual) expect(bytes.includes("ICCP")).toBe(false);
});

test("transparency and the colours beside it are kept", async () => {
  const glassy: readonly Colour[] = [[...red.slice(0, 3), 128], [0, 0, 0, 0], blue, white].map(
    ([r = 0, g = 0, b = 0, opacity = 255]) => [r, g, b, opacity],
  );
  const variants = await made(png(quarters(500, 400, glassy)));
  const [variant] = variants;
  const pixels = variant && (await decodeImage(variant.bytes, "webp"));
  expect(pixels).not.toBeNull();
  if (pixels) expect(farthest(pixels, [glassy[0] ?? red, [0, 0, 0, 0], blue, white])).toBeLessThan(8);
});

test("a WebP gets smaller copies, but none of its own width", async () => {
  const variants = await made(await encodeWebp(quarters(300, 200, colours), 95));
  expect(variants.map(({ width }) => width)).toEqual([120, 240]);
});

test.each([
  ["too small", () => jpeg(quarters(100, 300, colours))],
  ["coarser than any copy", () => jpeg(quarters(300, 200, colours, 90), [], 20)],
  ["GIF", () => Buffer.from("GIF89a\u0001\0\u0001\0\0\0\0;", "latin1")],
  ["SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["animated PNG", () => png(quarters(300, 200, colours), [["acTL", Buffer.alloc(8)]])],
  ["grey profile", () => jpeg(quarters(300, 200, colours), [profileSegment("GRAY", "grey")])],
  [
    "animated WebP",
    async () => {
      const header = Buffer.alloc(10);
      header.writeUInt8(webpFlags.animation, 0);
      const still = readWebpChunks(await encodeWebp(quarters(300, 200, colours), 90)) ?? [];
      return writeWebpChunks([{ type: "VP8X", content: header }, ...still]);
    },
  ],
])("gets no copies: %s", async (_, bytes) => {
  expect(await makeVariants(await bytes(), options)).toEqual([]);
});

test("copies of a drawing are lossless where this makes them smaller, copies of a shaded picture are not", async () => {
  const diagram = quarters(600, 400, colours, 0);
  const kinds = async (bytes: Uint8Array): Promise<string[]> =>
    (await made(bytes)).map((variant) => Buffer.from(variant.bytes).toString("latin1", 12, 16));
  expect(await kinds(png(diagram))).toEqual(["VP8L", "VP8L", "VP8L"]);
  expect(await kinds(png(quarters(600, 400, colours)))).toEqual(["VP8 ", "VP8 ", "VP8 "]);
});

test("damaged images and CMYK are reported, not thrown", async () => {
  const whole = await jpeg(quarters(300, 200, colours));
  const drawn = png(quarters(300, 200, colours));
  expect(await makeVariants(whole.subarray(0, whole.length / 2), options)).toBe("image.broken");
  expect(await makeVariants(drawn.subarray(0, drawn.length / 2), options)).toBe("image.broken");
  expect(await makeVariants(Buffer.from("no picture"), options)).toBe("image.broken");
  const scrambled = Buffer.from(drawn).fill(0x55, 20_000, 20_400);
  expect(await makeVariants(scrambled, options)).toBe("image.broken");
  const inks = Buffer.from(whole);
  inks.writeUInt8(4, whole.indexOf(Buffer.from([0xff, 0xc2])) + 9);
  expect(await makeVariants(inks, options)).toBe("image.cmyk");
});

test("an image with too many pixels is reported before it is decoded", async () => {
  const huge = png(quarters(300, 200, colours));
  huge.writeUInt32BE(70_000, 16);
  huge.writeUInt32BE(1000, 20);
  expect(await makeVariants(huge, options)).toBe("image.tooManyPixels");
});

test("the same image yields the same bytes", async () => {
  const original = await jpeg(quarters(400, 300, colours));
  expect(await made(original)).toEqual(await made(original));
});
