import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { WindowBoundsStore } from "#main/windows/window-placement.ts";

const file = (): string => join(mkdtempSync(join(tmpdir(), "hitofude-places-")), "windows.json");
const place = { x: 1, y: 2, width: 800, height: 600, maximised: true };

test("each blog's window position persists after a restart", () => {
  const path = file();
  const places = new WindowBoundsStore(path);
  places.set("/blogs/a", place);
  places.set("/blogs/b", { ...place, x: 9 });
  expect(new WindowBoundsStore(path).get("/blogs/a")).toEqual(place);
  expect(new WindowBoundsStore(path).get("/blogs/b")?.x).toBe(9);
  expect(new WindowBoundsStore(path).get("/blogs/c")).toBeUndefined();
});

test("the file is bounded: the least recently used windows are forgotten", () => {
  const path = file();
  const places = new WindowBoundsStore(path);
  places.set("/first", place);
  for (let number = 0; number < 49; number += 1) places.set(`/blogs/${number}`, place);
  places.set("/first", place);
  places.set("/one more", place);
  expect(places.get("/first")).toEqual(place);
  expect(places.get("/blogs/0")).toBeUndefined();
  expect(new WindowBoundsStore(path).get("/blogs/1")).toEqual(place);
});

test("a file that is held at the start keeps the positions of the other windows", () => {
  const path = file();
  new WindowBoundsStore(path).set("/blogs/a", place);
  let isHeld = true;
  const before = (operation: string): void => {
    if (isHeld && operation === "read") throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
  };
  vi.spyOn(console, "error").mockReturnValue(undefined);
  const places = new WindowBoundsStore(path, { platform: "win32", pauses: [0], before });
  places.set("/blogs/b", place);
  isHeld = false;
  places.set("/blogs/c", place);
  vi.restoreAllMocks();
  const again = new WindowBoundsStore(path);
  expect(["a", "b", "c"].map((name) => again.get(`/blogs/${name}`))).toEqual([place, place, place]);
});

test.each(["{", "[]", '{"/a": {"x": "left"}}'])("a file with %s is ignored", (text) => {
  const path = file();
  writeFileSync(path, text);
  expect(new WindowBoundsStore(path).get("/a")).toBeUndefined();
});
