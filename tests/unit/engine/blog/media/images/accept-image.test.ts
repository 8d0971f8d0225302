import { readdir } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { acceptImage } from "#engine/blog/media/images/accept-image.ts";
import { addMedia } from "#engine/blog/media/media.ts";
import { temporaryBlog } from "../../temporary-blog.ts";
import * as sample from "./image-samples.ts";

const name = "写真.jpg";

/** Returns the beginning of a file in a box format, with its brands. */
function boxFile(major: string, ...compatible: string[]): Buffer {
  const brands = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join("")}`, "latin1");
  const head = Buffer.alloc(4);
  head.writeUInt32BE(brands.length + 4);
  return Buffer.concat([head, brands, Buffer.alloc(64)]);
}

/** Returns a valid PNG of one colour: a few bytes, however many pixels it has. */
function plainPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1A\n", "latin1"),
    sample.pngChunk("IHDR", header),
    sample.pngChunk("IDAT", pixels),
    sample.pngChunk("IEND", ""),
  ]);
}

/** Returns the JPEG with another size in its frame header. */
function resized(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

const svg = (inside: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

test.each([
  ["nothing", Buffer.from(""), "image.unsupported"],
  ["a text", Buffer.from("Dear diary"), "image.unsupported"],
  ["a TIFF", Buffer.from("II*\0\x08\0\0\0"), "image.unsupported"],
  ["a film", boxFile("isom", "isom", "mp41"), "image.unsupported"],
  ["a HEIC photo", boxFile("heic", "mif1", "heic"), "image.heif"],
  ["a HEIF photo", boxFile("mif1", "mif1", "heic"), "image.heif"],
  ["a HEIC series", boxFile("msf1", "hevc"), "image.heif"],
  ["a JPEG cut short in its tables", sample.baselineJpeg.subarray(0, 100), "image.damaged"],
  ["a JPEG cut short in its pixels", sample.baselineJpeg.subarray(0, -8), "image.damaged"],
  ["a PNG cut short", plainPng(40, 40).subarray(0, 60), "image.damaged"],
  ["a WebP cut short", sample.webp.subarray(0, 60), "image.damaged"],
  ["an AVIF cut short", sample.avif.subarray(0, 80), "image.damaged"],
  ["a drawing with a script", svg("<script>alert(1)</script>"), "image.unsafe"],
  ["a drawing of endless depth", svg("<g>".repeat(200_000) + "</g>".repeat(200_000)), "image.damaged"],
])("%s is refused with its own reason, and nothing is stored", async (_, bytes, code) => {
  await using disk = await temporaryBlog();
  const adding = addMedia({ folder: disk.folder, postPath: "posts/a.md", name, bytes, now: 0 });
  await expect(adding).rejects.toMatchObject({ code, values: { name } });
  expect(await readdir(disk.folder)).toEqual(["blog.yaml"]);
});

test("limits are given in megabytes for files and in megapixels for images", () => {
  const large = Buffer.concat([sample.gif, Buffer.alloc(60 * 1024 * 1024)]);
  expect(() => acceptImage(name, large)).toThrow(
    expect.objectContaining({ code: "image.tooLarge", values: { name, megabytes: 61, most: 25 } }),
  );
  const drawing = svg(`<desc>${"word ".repeat(1024 * 1024)}</desc>`);
  expect(() => acceptImage(name, drawing)).toThrow(
    expect.objectContaining({ code: "image.tooLarge", values: { name, megabytes: 6, most: 4 } }),
  );
  const bomb = plainPng(20_000, 20_000);
  expect(bomb.length).toBeLessThan(100_000);
  const huge = { code: "image.hugePixels", values: { name, millions: 400, most: 65 } };
  expect(() => acceptImage(name, bomb)).toThrow(expect.objectContaining(huge));
  const photograph = resized(sample.baselineJpeg, 12_000, 8_500);
  expect(() => acceptImage(name, photograph)).toThrow(
    expect.objectContaining({ code: "image.hugePixels", values: { name, millions: 102, most: 65 } }),
  );
});

test("images from phones and cameras are accepted", () => {
  expect(acceptImage(name, resized(sample.baselineJpeg, 9_280, 6_920))).toMatchObject({ width: 9_280 });
  expect(acceptImage(name, plainPng(4_000, 3_000))).toMatchObject({ type: "png", height: 3_000 });
  // An AVIF may also name the format family of HEIC
  const avif = Buffer.from(sample.avif);
  avif.write("mif1", 8, "latin1");
  expect(acceptImage(name, avif)).toMatchObject({ type: "avif", width: 16 });
});
