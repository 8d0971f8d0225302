import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acceptPlayed } from "#engine/blog/media/accept-played.ts";
import { videoSize } from "#engine/site/media/video-size.ts";
import { temporaryBlog } from "../temporary-blog.ts";
import { sampleMp4 } from "./sample-mp4.ts";

test("the place where a video was taken is removed, and nothing moves in the file", () => {
  const video = sampleMp4({ width: 640, height: 360, place: "+35.6812+139.7671/" });
  const accepted = acceptPlayed("a.mov", video);
  expect(accepted?.type).toBe("mp4");
  const bytes = Buffer.from(accepted?.bytes ?? []);
  expect(bytes.length).toBe(video.length);
  expect(video.includes("+35.6812")).toBe(true);
  expect(bytes.includes("+35.6812")).toBe(false);
  const moov = video.indexOf("udta");
  expect(bytes.subarray(0, moov)).toEqual(video.subarray(0, moov));
});

test("sounds and videos are recognised by their bytes, other files are not", () => {
  const type = (text: string, name = "a"): string | undefined =>
    acceptPlayed(name, Buffer.from(text, "latin1"))?.type;
  expect(type("ID3\x04rest")).toBe("mp3");
  expect(type("\xFF\xFB\x90rest")).toBe("mp3");
  expect(type("OggSrest")).toBe("ogg");
  expect(type("OggSrest", "a.OGV")).toBe("ogv");
  expect(type("fLaC", "a.ogv")).toBe("flac");
  expect(type("RIFF\0\0\0\0WAVE")).toBe("wav");
  expect(type("\0\0\0\x10ftypM4A \0\0\0\0")).toBe("m4a");
  expect(type("\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm")).toBe("webm");
  expect(type("\xFF\xD8\xFF\xE0")).toBeUndefined();
  expect(type("RIFF\0\0\0\0WEBP")).toBeUndefined();
  expect(type("\0\0\0\x10ftypheic")).toBeUndefined();
  expect(type("\0\0\0\x10ftypavif")).toBeUndefined();
});

test("the size of a video is read as it is shown", async () => {
  await using disk = await temporaryBlog();
  const size = async (name: string, bytes: Uint8Array) => {
    const location = join(disk.folder, name);
    await writeFile(location, bytes);
    return videoSize(location);
  };
  expect(await size("a.mp4", sampleMp4({ width: 640, height: 360 }))).toEqual({ width: 640, height: 360 });
  const turned = sampleMp4({ width: 640, height: 360, isTurned: true });
  expect(await size("b.mp4", turned)).toEqual({ width: 360, height: 640 });
  const webm = Buffer.from([
    0x1a, 0x45, 0xdf, 0xa3, 0xe0, 0x88, 0xb0, 0x82, 0x05, 0x00, 0xba, 0x82, 0x02, 0xd0,
  ]);
  expect(await size("c.webm", webm)).toEqual({ width: 1280, height: 720 });
  expect(await size("d.mp4", Buffer.from("no video"))).toBeNull();
  expect(await size("e.mp4", sampleMp4({ width: 640, height: 360 }).subarray(0, 60))).toBeNull();
});
