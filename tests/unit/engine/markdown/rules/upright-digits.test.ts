import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const upright = createMarkdown({ uprightDigits: true });

function render(text: string): string {
  return upright.render(text).html.trim();
}

test.each([
  ["5月16日", '<span class="tcy">5</span>月<span class="tcy">16</span>日'],
  ["まさか!?", 'まさか<span class="tcy">!?</span>'],
  ["**7**つ", '<strong><span class="tcy">7</span></strong>つ'],
  ["2026年", "2026年"],
  ["1.5倍、10:30、3,200、50%", "1.5倍、10:30、3,200、50%"],
  ["H2O と v8", "H2O と v8"],
  [
    "`12` と https://example.com/12/",
    '<code>12</code> と <a href="https://example.com/12/" class="bare-link">https://example.com/12/</a>',
  ],
])("%s", (text, html) => {
  expect(render(text)).toBe(`<p>${html}</p>`);
});

test("markup in the text stays text, and ids, alternative texts and plain text are unchanged", () => {
  expect(render("a < b & 12")).toBe('<p>a &lt; b &amp; <span class="tcy">12</span></p>');
  const { html, plainText } = upright.render("## 第3回\n\n![絵の12](a.png)\n");
  expect(html).toContain('<h2 id="第3回">第<span class="tcy">3</span>回</h2>');
  expect(html).toContain('alt="絵の12"');
  expect(plainText).toBe("第3回");
});

test("without the option, digits are unchanged", () => {
  expect(createMarkdown().render("12").html).toBe("<p>12</p>\n");
});
