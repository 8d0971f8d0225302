import { expect, test } from "vitest";
import { imageTypeOf } from "#engine/blog/media/images/image-type.ts";
import { orientationBlock, orientationOf } from "#engine/blog/media/images/orientation.ts";
import { stripAvif } from "#engine/blog/media/images/strip-avif.ts";
import { stripJpeg } from "#engine/blog/media/images/strip-jpeg.ts";
import { stripPng } from "#engine/blog/media/images/strip-png.ts";
import { stripWebp } from "#engine/blog/media/images/strip-webp.ts";
import * as sample from "./image-samples.ts";

const { secret } = sample;

function found(bytes: Uint8Array | null, text: string): boolean {
  return bytes !== null && Buffer.from(bytes).includes(Buffer.from(text, "latin1"));
}

test("recognises image types by their bytes", () => {
  expect(imageTypeOf(sample.baselineJpeg)).toBe("jpg");
  expect(imageTypeOf(sample.png())).toBe("png");
  expect(imageTypeOf(sample.gif)).toBe("gif");
  expect(imageTypeOf(sample.webp)).toBe("webp");
  expect(imageTypeOf(sample.avif)).toBe("avif");
  expect(imageTypeOf(Buffer.from("\uFEFF <?xml version='1.0'?><svg/>"))).toBe("svg");
  for (const other of ["", "G", "<html><svg>", "%PDF-1.7", "BM6", "II*\0", "RIFF0000WAVE"]) {
    expect(imageTypeOf(Buffer.from(other))).toBeNull();
  }
});

test.each([
  ["baseline", sample.baselineJpeg],
  ["progressive", sample.progressiveJpeg],
])("a %s JPEG without metadata stays unchanged", (_, jpeg) => {
  expect(Buffer.from(stripJpeg(jpeg) ?? []).equals(jpeg)).toBe(true);
});

test.each([
  ["baseline", sample.baselineJpeg],
  ["progressive", sample.progressiveJpeg],
])(
  "a %s JPEG loses location, camera, texts and trailing data, and keeps picture, colours and orientation",
  (_, jpeg) => {
    const profile = sample.jpegSegment(0xe2, "ICC_PROFILE\0\x01\x01", "colours");
    const adobe = sample.jpegSegment(0xee, "Adobe\0d\0\0\0\0\0");
    const dirty = Buffer.concat([
      sample.withSegments(
        jpeg,
        sample.jpegSegment(0xe1, "Exif\0\0", sample.exifBlock(6)),
        sample.jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\0", secret),
        profile,
        sample.jpegSegment(0xe2, "MPF\0", secret),
        sample.jpegSegment(0xed, "Photoshop 3.0\0", secret),
        adobe,
        sample.jpegSegment(0xfe, secret),
        Buffer.from([0xff, 0xff]),
      ),
      Buffer.from(secret),
    ]);
    expect(found(dirty, secret)).toBe(true);
    const clean = stripJpeg(dirty);
    expect(found(clean, secret)).toBe(false);
    const upright = sample.jpegSegment(0xe1, "Exif\0\0", orientationBlock(6));
    expect(Buffer.from(clean ?? []).equals(sample.withSegments(jpeg, upright, profile, adobe))).toBe(true);
    expect(orientationOf(sample.exifBlock(6))).toBe(6);
    expect(orientationOf(orientationBlock(6))).toBe(6);
  },
);

test("an upright JPEG needs no EXIF", () => {
  const dirty = sample.withSegments(
    sample.baselineJpeg,
    sample.jpegSegment(0xe1, "Exif\0\0", sample.exifBlock(1)),
  );
  expect(Buffer.from(stripJpeg(dirty) ?? []).equals(sample.baselineJpeg)).toBe(true);
});

test("a truncated JPEG is damaged", () => {
  for (const length of [2, 3, 20, 200]) expect(stripJpeg(sample.baselineJpeg.subarray(0, length))).toBeNull();
});

test("a PNG loses EXIF, texts, times and trailing data", () => {
  const colours = sample.pngChunk("gAMA", "\0\0\xB1\x8F");
  const dirty = Buffer.concat([
    sample.png(
      sample.pngChunk("eXIf", sample.exifBlock(6)),
      colours,
      sample.pngChunk("tEXt", `Comment\0${secret}`),
      sample.pngChunk("iTXt", `XML:com.adobe.xmp\0${secret}`),
      sample.pngChunk("zTXt", secret),
      sample.pngChunk("tIME", "\x07\xE6\x05\x06\0\0\0"),
      sample.pngChunk("prVt", secret),
    ),
    Buffer.from(secret),
  ]);
  const clean = stripPng(dirty);
  const upright = sample.pngChunk("eXIf", orientationBlock(6));
  expect(Buffer.from(clean ?? []).equals(sample.png(upright, colours))).toBe(true);
  expect(stripPng(dirty.subarray(0, 60))).toBeNull();
  expect(Buffer.from(stripPng(sample.png()) ?? []).equals(sample.png())).toBe(true);
});

test("a WebP loses EXIF and XMP and the flags for them", () => {
  const pictures = sample.webp.subarray(12);
  const flags = (value: number): Buffer =>
    sample.riffChunk("VP8X", Buffer.from([value, 0, 0, 0, 15, 0, 0, 7, 0, 0]));
  const dirty = Buffer.concat([
    sample.riff(
      flags(0x2c),
      sample.riffChunk("ICCP", Buffer.from("abc")),
      pictures,
      sample.riffChunk("EXIF", sample.exifBlock(1)),
      sample.riffChunk("XMP ", Buffer.from(secret)),
    ),
    Buffer.from(secret),
  ]);
  const expected = sample.riff(flags(0x20), sample.riffChunk("ICCP", Buffer.from("abc")), pictures);
  expect(Buffer.from(stripWebp(dirty) ?? []).equals(expected)).toBe(true);
  expect(Buffer.from(stripWebp(sample.webp) ?? []).equals(sample.webp)).toBe(true);
  expect(stripWebp(sample.webp.subarray(0, 40))).toBeNull();
});

test("EXIF in an AVIF is replaced by zeros, and its picture is kept", () => {
  const exif = sample.exifBlock(1);
  const dirty = sample.avifWithExif("PICTURE", exif);
  const clean = stripAvif(dirty);
  expect(found(dirty, secret)).toBe(true);
  expect(Buffer.from(clean ?? []).equals(sample.avifWithExif("PICTURE", Buffer.alloc(exif.length)))).toBe(
    true,
  );
  expect(Buffer.from(stripAvif(sample.avif) ?? []).equals(sample.avif)).toBe(true);
  expect(stripAvif(sample.avif.subarray(0, 100))).toBeNull();
  expect(stripAvif(sample.avif.subarray(0, 28))).toBeNull();
});
