import { withoutEscapes } from "#contract/text/markdown-text.ts";
import { expect, test } from "vitest";
import {
  escapedDescription,
  imageAt,
  imagesInLine,
  imageText,
  isAlone,
} from "#renderer/writing/image-markdown.ts";

test.each([
  "![絵](a.png)",
  '![絵 \\[一\\]](<a b.png> "題 \\"名\\"")',
  "![](a(1).png){.half .right .own #id}",
  '![](../../media/a.png "題"){.small}',
])("%s is read and written without a change", (text) => {
  const [found] = imagesInLine(`前 ${text} 後`);
  expect(found && imageText(found)).toBe(text);
  expect(found).toMatchObject({ start: 2, end: 2 + text.length });
});

test("size, position and caption are read and changed; other attributes stay", () => {
  const found = imageAt("![絵](a.png '題'){.own .left}", 0);
  expect(found).toMatchObject({ caption: "題", size: "full", position: "left", attributes: [".own"] });
  expect(found && imageText({ ...found, size: "half", position: "none", caption: " 二\n行 " })).toBe(
    '![絵](a.png "二 行"){.half .own}',
  );
  expect(found && imageText({ ...found, position: "none", caption: "", attributes: [] })).toBe(
    "![絵](a.png)",
  );
});

test("the poster of a video is read and changed; special characters are encoded", () => {
  const found = imageAt('![海](a.mp4){.half poster="b c.jpg" .own}', 0);
  expect(found).toMatchObject({ size: "half", poster: "b c.jpg", attributes: [".own"] });
  const written = (poster: string): string | null => found && imageText({ ...found, poster });
  expect(written("../_私の_ 海_1=2.jpg")).toBe(
    "![海](a.mp4){.half poster=../%5F私の%5F%20海_1%3D2.jpg .own}",
  );
  expect(written("https://example.com/a.jpg")).toBe(
    '![海](a.mp4){.half poster="https://example.com/a.jpg" .own}',
  );
  expect(written("")).toBe("![海](a.mp4){.half .own}");
});

test("the image at the caret is found, or the only one of the line", () => {
  const line = "![](a) と ![](b)";
  expect(imageAt(line, 1)?.destination).toBe("a");
  expect(imageAt(line, line.length)?.destination).toBe("b");
  expect(imageAt(line, 7)).toBeNull();
  expect(imageAt("見て ![](a)", 0)?.destination).toBe("a");
  expect(imageAt("[a](b)", 0)).toBeNull();
});

test("brackets in a description are escaped, and read again", () => {
  expect(escapedDescription("図 [1]\n\\")).toBe("図 \\[1\\] \\\\");
  expect(withoutEscapes("図 \\[1\\] \\\\")).toBe("図 [1] \\");
});

test("an image is alone if neither its line nor the neighbouring lines contain anything else", () => {
  const alone = (text: string, index: number): boolean => {
    const lines = text.split("\n");
    const [found] = imagesInLine(lines[index] ?? "");
    return found !== undefined && isAlone(lines, index, found);
  };
  expect(alone("前\n\n![](a)\n\n後", 2)).toBe(true);
  expect(alone("![](a)", 0)).toBe(true);
  expect(alone("![](a)\n![](b)", 0)).toBe(false);
  expect(alone("見て ![](a)", 0)).toBe(false);
});
