import { expect, test } from "vitest";
import type { MediaImage } from "#contract/types/media-types.ts";
import { filterImages, type ImageOrder } from "#renderer/views/media/match-images.ts";

const image = (path: string, used: boolean, size = 1): MediaImage => ({
  path,
  size,
  width: null,
  height: null,
  thumbnail: "",
  uses: used ? [{ path: "posts/a.md", as: "text" }] : [],
});
const images = [image("media/2024/Rain-1.png", true), image("media/2025/雨ガ.jpg", false)];
const paths = (query: string, onlyUnused = false): string[] =>
  filterImages(images, { query, onlyUnused, order: "newest" }).map(({ path }) => path);

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

test("images are sorted by name and by size, and otherwise stay as the engine has sorted them", () => {
  const given = [
    image("media/b10.png", true, 5),
    image("media/b9.png", true, 7),
    image("media/A.png", true, 7),
  ];
  const sorted = (order: ImageOrder): string[] =>
    filterImages(given, { query: "", onlyUnused: false, order }).map(({ path }) => path.slice(6));
  expect(sorted("newest")).toEqual(["b10.png", "b9.png", "A.png"]);
  expect(sorted("name")).toEqual(["A.png", "b9.png", "b10.png"]);
  expect(sorted("size")).toEqual(["b9.png", "A.png", "b10.png"]);
});
