import { isImageFile } from "#contract/media-files.ts";
import { expect, test } from "vitest";
import { mentionedMedia } from "#engine/blog/media/media-mentions.ts";

const paths = new Set([
  "media/a.png",
  "media/a.png.jpg",
  "media/2024/雨が降る.jpeg",
  "media/my photo (1).webp",
  "media/x&y.svg",
  "media/50%.gif",
]);
const found = (text: string): string[] => [...mentionedMedia(text, paths)].sort();

test.each([
  ["a link from the post's own folder", "![a](../../media/a.png)", ["media/a.png"]],
  ["a definition with a title", "[a]: /media/a.png '題'", ["media/a.png"]],
  ["an image of a set", '<img srcset="/media/none.png 1x, /media/a.png 2x">', ["media/a.png"]],
  ["a whole address", "https://example.com/blog/media/a.png?x=1", ["media/a.png"]],
  ["code, which may be copied from", "`media/a.png`", ["media/a.png"]],
  ["a name that begins like another", "![a](/media/a.png.jpg)", ["media/a.png.jpg"]],
  [
    "what is percent-encoded",
    "![雨](/media/2024/%E9%9B%A8%E3%81%8C%e9%99%8D%e3%82%8b.jpeg)",
    ["media/2024/雨が降る.jpeg"],
  ],
  ["what is not composed", "![雨](/media/2024/雨か\u3099降る.jpeg)", ["media/2024/雨が降る.jpeg"]],
  [
    "not composed and percent-encoded",
    `/media/2024/${encodeURIComponent("雨か\u3099降る")}.jpeg`,
    ["media/2024/雨が降る.jpeg"],
  ],
  ["blanks and brackets", "![p](</media/my photo (1).webp>)", ["media/my photo (1).webp"]],
  ["blanks as an address has them", "![p](/media/my%20photo%20%281%29.webp)", ["media/my photo (1).webp"]],
  ["brackets behind backslashes", "cover: 'media/my photo \\(1\\).webp'", ["media/my photo (1).webp"]],
  ["HTML's own characters", '<img src="/media/x&amp;y.svg">', ["media/x&y.svg"]],
  ["a percent sign as itself", "cover: media/50%.gif と 100%です", ["media/50%.gif"]],
  ["a percent sign in an address", "![](/media/50%25.gif)", ["media/50%.gif"]],
  ["two in one line", "media/a.png と media/x&y.svg", ["media/a.png", "media/x&y.svg"]],
  ["a video of the same name, as its poster", "![海](/media/my photo (1).MP4)", ["media/my photo (1).webp"]],
  ["a video without a poster", "![海](/media/x&y.mp4)", []],
  ["other files", "![a](/media/ab.png) と a.png と media/a.pngx", []],
])("an image is found in %s", (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

test("an image is recognised by its file extension", () => {
  expect(["media/a.JPG", "media/b.webp", "media/c.mp4", "media/jpg"].map(isImageFile)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
