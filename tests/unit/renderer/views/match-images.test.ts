import { expect, test } from "vitest";
import type { MediaImage } from "#contract/types/media-types.ts";
import { filterImages } from "#renderer/views/media/match-images.ts";

const image = (path: string, used: boolean): MediaImage => ({
  path,
  size: 1,
  width: null,
  height: null,
  thumbnail: "",
  uses: used ? [{ path: "posts/a.md", as: "text" }] : [],
});
const images = [image("media/2024/Rain-1.png", true), image("media/2025/雨ガ.jpg", false)];
const paths = (query: string, onlyUnused = false): string[] =>
  filterImages(images, { query, onlyUnused }).map(({ path }) => path);

test("images are found by all words of their path, regardless of width and case", () => {
  expect(paths("")).toHaveLength(2);
  expect(paths("rain ２０２４")).toEqual(["media/2024/Rain-1.png"]);
  expect(paths("雨ｶﾞ")).toEqual(["media/2025/雨ガ.jpg"]);
  expect(paths("rain 2025")).toEqual([]);
});

test("the filter for unused images returns only these", () => {
  expect(paths("", true)).toEqual(["media/2025/雨ガ.jpg"]);
  expect(paths("rain", true)).toEqual([]);
});
