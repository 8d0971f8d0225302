import { expect, test } from "vitest";
import { packedBytes, packText } from "#engine/base/packed-text.ts";

test("texts of all lengths are restored", () => {
  const texts = Array.from({ length: 3000 }, (_, at) => `${at}: ${"一筆𠮷ａ\n".repeat(at % 97)}`);
  texts.push("長".repeat(400_000), "");
  const packed = texts.map(packText);
  expect(packed.map(String)).toEqual(texts);
});

test("allocated bytes are zero and not shared", () => {
  const rooms = Array.from({ length: 600 }, () => packedBytes(1000));
  expect(rooms.every((room) => room.every((byte) => byte === 0))).toBe(true);
  for (const [at, room] of rooms.entries()) room.fill(at % 256);
  expect(rooms.every((room, at) => room.every((byte) => byte === at % 256))).toBe(true);
});
