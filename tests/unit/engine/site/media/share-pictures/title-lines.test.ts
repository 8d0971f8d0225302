import { describe, expect, test } from "vitest";
import { titleLines } from "#engine/site/media/share-pictures/title-lines.ts";

/** Wide characters have a width of 1 em, all others of half an em. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + (/[\u3000-\u9FFF\uFF00-\uFFEF]/.test(one) ? 1 : 0.5), 0);
const room = { length: 600, depth: 300, sizes: [60, 30], lineHeight: 1.5 };

describe("the lines of a title", () => {
  test("are about equally long, and no word is divided", () => {
    expect(titleLines("An afternoon in the rain", widthOf, room)).toEqual({
      size: 60,
      lines: ["An afternoon", "in the rain"],
    });
    expect(titleLines("梅雨の晴れ間に歩いた坂道", widthOf, room)).toEqual({
      size: 60,
      lines: ["梅雨の晴れ間", "に歩いた坂道"],
    });
  });

  test("never begin with closing punctuation, and never end with opening punctuation", () => {
    const title = "朝の「茶」、昼の（珈琲）、夜の『酒』。".repeat(3);
    for (let length = 120; length <= 900; length += 30) {
      const { lines } = titleLines(title, widthOf, { ...room, length, depth: 9000 });
      expect(lines.filter((line) => /^[、。」）』]|[「（『]$/.test(line))).toEqual([]);
      expect(lines.join("")).toBe(title);
    }
  });

  test("keep a number and the character after it together", () => {
    const { lines } = titleLines("十二月の23日に雪", widthOf, { ...room, length: 330 });
    expect(lines.join("|")).toContain("23日");
  });

  test("get smaller characters, and end with an ellipsis if the title is still too long", () => {
    expect(titleLines("長い題名です。".repeat(6), widthOf, room).size).toBe(30);
    const { size, lines } = titleLines("長い題名です。".repeat(60), widthOf, room);
    expect(size).toBe(30);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/…$/);
    expect(lines.every((line) => widthOf(line) * size <= room.length)).toBe(true);
  });
});
