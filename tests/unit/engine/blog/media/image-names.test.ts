import { expect, test } from "vitest";
import { imageNamesIn } from "#engine/blog/media/image-names.ts";

test.each([
  ["![絵](/media/2024/a.jpg)", ["a.jpg"]],
  ["![](../../media/a.JPEG) と ![](media/b.png)", ["a.JPEG", "b.png"]],
  ["![](</media/夏 の 1.jpg> '題')", ["夏 の 1.jpg"]],
  ["![](/media/%E5%A4%8F%201.webp)", ["夏 1.webp"]],
  ["![][絵]\n\n[絵]: /media/a_b.png", ["a_b.png"]],
  ['<img src="/media/a&amp;b.jpg" alt=""><img src=/media/c.jpg>', ["a&b.jpg", "c.jpg"]],
  ["![](/media/a\\_b\\(1\\).jpg)", ["a_b(1).jpg"]],
  ["![](/media/か\u3099.png)", ["が.png"]],
  ["![](/media/a.jpg.png)![](/media/100%.jpg)", ["a.jpg.png", "100%.jpg"]],
  ["[大きく](/media/a.jpg)![](/media/a.jpg)", ["a.jpg"]],
  ["![](/media/a.gif) ![](https://example.com/a.jpg)", ["a.jpg"]],
  ["絵のない本文 a/b.jpg", []],
])("%s", (body, names) => {
  expect(imageNamesIn(body)).toEqual(names);
});

test("a text of slashes takes time in proportion to its length", () => {
  // If the text were scanned once for each of its characters, this would take longer than any test may.
  expect(imageNamesIn(`media/${"/a".repeat(2_000_000)}`)).toEqual([]);
  expect(imageNamesIn(`media/${"a".repeat(4_000_000)}`)).toEqual([]);
});
