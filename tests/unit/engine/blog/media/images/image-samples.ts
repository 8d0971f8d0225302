import { crc32 } from "node:zlib";

const fromBase64 = (text: string): Buffer => Buffer.from(text, "base64");

/** Sixteen by eight pixels, red to blue, without metadata. */
export const baselineJpeg = fromBase64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAADAAAAAAAAAAAAAAAAAAAAFGH/xAAVAQEBAAAAAAAAAAAAAAAAAAAABf/EABcRAAMBAAAAAAAAAAAAAAAAAAAVYRb/2gAMAwEAAhEDEQA/AJFyljPwvvKHKM/A8p//2Q==",
);
/** The same picture in several scans. */
export const progressiveJpeg = fromBase64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAVAQEBAAAAAAAAAAAAAAAAAAAABP/aAAwDAQACEAMQAAABkWXj/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/2gAIAQEAAQUCtb//xAAVEQEBAAAAAAAAAAAAAAAAAAAAFP/aAAgBAwEBPwG5c//EABURAQEAAAAAAAAAAAAAAAAAAAAV/9oACAECAQE/AZ6e/8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQAGPwI//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPyEP/9oADAMBAAIAAwAAABAn/8QAFREBAQAAAAAAAAAAAAAAAAAAAHH/2gAIAQMBAT8QpT//xAAVEQEBAAAAAAAAAAAAAAAAAAAAcf/aAAgBAgEBPxCEP//EABUQAQEAAAAAAAAAAAAAAAAAAABx/9oACAEBAAE/EKU//9k=",
);
export const webp = fromBase64(
  "UklGRlAAAABXRUJQVlA4IEQAAACwAgCdASoQAAgAAgA0JagCdLcAlgH8AuP8D0P9gAAA/vaw64VOXrH/ji+FUl6/eFUl/8Cd/4U1/5nM6/LrKOkkS4AAAA==",
);
export const gif = fromBase64(
  "R0lGODlhEAAIAPIAAP8AANsAJLYASZIAbW0AkkkAtiQA2wAA/yH5BAAAAAAALAAAAAAQAAgAAAMiCLrcEDDKGYS9OIvBu/8DIY5kSRRoqq6F4b5wbBx0bd9HAgA7",
);
export const avif = fromBase64(
  "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACYAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgUBsAAAAABRpc3BlAAAAAAAAABAAAAAIAAAAEHBpeGkAAAAAAwwMDAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAubWRhdBIACglYDL+xoCGg3CAyFxgADjjjhABQvx0geCn5/Ptp7ImJ4w1A",
);

/** Text that is in every sample with metadata, and in none that was cleaned. */
export const secret = "N35.6762 E139.6503";

/** Returns an EXIF block (TIFF) with an orientation, and a GPS directory with the secret as its location. */
export function exifBlock(orientation: number): Buffer {
  const place = Buffer.from(`${secret}\0`, "latin1");
  const block = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4 + place.length);
  block.write("II*\0", 0, "latin1");
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(2, 8);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  };
  entry(10, 0x0112, 3, 1, orientation);
  entry(22, 0x8825, 4, 1, 38);
  block.writeUInt16LE(1, 38);
  entry(40, 0x001c, 7, place.length, 56);
  place.copy(block, 56);
  return block;
}

export function jpegSegment(marker: number, ...content: (string | Uint8Array)[]): Buffer {
  const bytes = Buffer.concat(
    content.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
  );
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

/** Returns the JPEG with segments inserted after its start. */
export function withSegments(jpeg: Buffer, ...segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

export function pngChunk(type: string, content: Uint8Array | string): Buffer {
  const bytes = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(content)]);
  const chunk = Buffer.alloc(bytes.length + 8);
  chunk.writeUInt32BE(bytes.length - 4, 0);
  bytes.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(bytes), bytes.length + 4);
  return chunk;
}

const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 8, 1, 0, 0, 0, 0]);

/** Returns a PNG with chunks before its pixels (which are not real). */
export function png(...chunks: Buffer[]): Buffer {
  const pixels = pngChunk("IDAT", "pixels");
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1A\n", "latin1"),
    ...[pngChunk("IHDR", header), ...chunks, pixels, pngChunk("IEND", "")],
  ]);
}

export function riffChunk(type: string, content: Uint8Array): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export function riff(...chunks: Uint8Array[]): Buffer {
  const content = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function box(type: string, ...content: (Uint8Array | number[])[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length + 8, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, bytes]);
}

/** Returns an AVIF whose second item is EXIF; the first is `picture`. */
export function avifWithExif(picture: string, exif: Uint8Array): Buffer {
  const first = box("infe", [2, 0, 0, 0, 0, 1, 0, 0], Buffer.from("av01\0"));
  const second = box("infe", [2, 0, 0, 0, 0, 2, 0, 0], Buffer.from("Exif\0"));
  const info = box("iinf", [0, 0, 0, 0, 0, 2], first, second);
  const start = box("ftyp", Buffer.from("avif\0\0\0\0avifmif1"));
  const build = (offset: number): Buffer => {
    const extent = (id: number, from: number, length: number): Buffer => {
      const bytes = Buffer.alloc(14);
      bytes.writeUInt16BE(id, 0);
      bytes.writeUInt16BE(1, 4);
      bytes.writeUInt32BE(from, 6);
      bytes.writeUInt32BE(length, 10);
      return bytes;
    };
    const items = [extent(1, offset, picture.length), extent(2, offset + picture.length, exif.length)];
    return box("meta", [0, 0, 0, 0], info, box("iloc", [0, 0, 0, 0, 0x44, 0, 0, 2], ...items));
  };
  const meta = build(start.length + build(0).length + 8);
  return Buffer.concat([start, meta, box("mdat", Buffer.from(picture), exif)]);
}
