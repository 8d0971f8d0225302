import { expect, test } from "vitest";
import { xhtmlOf } from "#engine/export/content/xhtml.ts";

function converted(html: string): string {
  return xhtmlOf(html, {
    isEpub: true,
    id: (id) => `x-${id}`,
    link: (href) => (href === "dead" ? null : href),
    image: (src) => (src === "gone.png" ? null : `images/${src}`),
    outside: (src) => (src.startsWith("https:") ? src : null),
  });
}

test.each([
  [
    "ruby and upright digits stay",
    '<ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby><span class="tcy">12</span>',
  ],
  ["tables stay", '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'],
])("%s", (_, html) => expect(converted(html)).toBe(html));

test.each([
  ["empty elements are closed", "a<br>b<hr>", "a<br/>b<hr/>"],
  ["text is escaped once", "a &amp; b &lt; &nbsp;", "a &amp; b &lt; \u00A0"],
  ["control characters go", "a\u000Bb", "ab"],
  ["old elements leave their content", "<center><font color=red>a</font></center>", "<div>a</div>"],
  ["scripts and forms go", "a<script>1</script><form><input name=q><button>b</button></form>", "a"],
  ["handlers and styles go", '<p onclick="1" style="color:red" title="t">a</p>', '<p title="t">a</p>'],
  ["an id is written once", "<p id=a></p><p id=a></p>", '<p id="x-a"></p><p></p>'],
  ["a link to nowhere becomes text", '<a href="dead">a</a>', "<span>a</span>"],
  ["a missing picture leaves its description", '<img src="gone.png" alt="図">', "図"],
  [
    "a picture elsewhere is a link",
    '<img src="https://x/a.png" alt="b">',
    '<img src="images/https://x/a.png" alt="b"/>',
  ],
  [
    "a video is a link",
    '<video src="https://x/v.mp4"></video>',
    '<a href="https://x/v.mp4">https://x/v.mp4</a>',
  ],
  ["a block leaves its inline element", "<b><div>a</div></b>", "<div>a</div>"],
  ["a list has only items", "<ul>a</ul><li>b</li>", "<ul><li>a</li></ul><div>b</div>"],
  ["definitions without a term are plain", "<dl><dd>a</dd></dl>", "<div><div>a</div></div>"],
  [
    "a box is open",
    "<details><summary>a</summary>b</details>",
    '<details open=""><summary>a</summary>b</details>',
  ],
  ["tasks have marks", "<input type=checkbox checked><input type=checkbox>", "☑☐"],
  [
    "drawings have no scripts and no links",
    '<svg onload="1"><script>1</script><path d="M0 0"/><a href="x"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
  ],
  [
    "notes are marked",
    '<a role="doc-noteref" href="#fn1">1</a><section role="doc-endnotes"><ol><li id="fn1">a</li></ol></section>',
    '<a href="#fn1" role="doc-noteref" epub:type="noteref">1</a><section epub:type="footnotes"><ol><li id="x-fn1" epub:type="footnote">a</li></ol></section>',
  ],
])("%s", (_, html, xhtml) => expect(converted(html)).toBe(xhtml));

test("deeply nested elements do not overflow the stack", () => {
  expect(converted("<div>".repeat(20_000)).length).toBeLessThan(5_000);
});
