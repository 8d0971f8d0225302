import { afterEach, beforeEach, expect, test } from "vitest";
import { withoutForeignDirectives } from "#engine/site/template-data/include-directives.ts";
import { makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

/** Code that a server would execute in a page. */
const attempts = [
  "<?php system($_GET['c']); ?>",
  "<?= `id` ?>",
  "<? phpinfo(); ?>",
  "<?PHP echo 1 ?>",
  "<?xml version='1.0'?>",
  "<<?php echo 1 ?>",
  "<% echo 1 %>",
  "<script language='php'>echo 1</script>",
  '<SCRIPT\n language = "PHP">echo 1</SCRIPT>',
  '<script>const a = "<?php echo 1 ?>";</script>',
  "<!-- <?php echo 1 ?> -->",
  '<!--#exec cmd="id" -->',
  '<!--#include virtual="/etc/passwd" -->',
  '<script>"<!--#exec cmd=\\"id\\" -->"</script>',
  '<!--<!--#echo var="DATE_LOCAL" -->',
];

const code = /<[?%]|<script\s+language\s*=\s*["']?php|<!--#/gi;
const off = { serverCode: false };

test.each(attempts)("%s is plain text for the server", (attempt) => {
  const own = [
    "<?php readfile(__DIR__ . '/parts/a.html'); ?>\n",
    '<!--#include virtual="/parts/a.html" -->\n',
  ];
  for (const directive of own) {
    const guarded = withoutForeignDirectives(attempt + directive + attempt, off, own);
    expect(guarded.match(code)).toHaveLength(1);
    expect(guarded).toContain(directive);
    // A directive that only begins like ours
    const foreign = directive.replace("parts/a", "parts/../../secret");
    expect(withoutForeignDirectives(foreign, off, own)).not.toMatch(code);
  }
  expect(withoutForeignDirectives(attempt, { serverCode: true }, own)).toBe(attempt);
});

test("the text of a page and of its scripts stays the same", () => {
  const guard = (html: string): string => withoutForeignDirectives(html, off);
  expect(guard('<p title="<?">a <? b</p>')).toBe('<p title="&lt;?">a &lt;? b</p>');
  expect(guard('<script>f("<?")</script>')).toBe('<script>f("\\u003c?")</script>');
});

test.each(["php", "ssi"] as const)(
  "mode %s: no directive from posts and settings is kept",
  async (include) => {
    const text = attempts.join("\n\n");
    fixture.settings = makeSettings({
      parts: { include },
      title: `日々 ${text}`,
      description: text,
      header: text,
      footer: [text],
      notices: [{ text }],
      links: [{ label: text, url: "https://example.org/?<?php" }],
      author: { name: text },
    });
    fixture.put(
      "theme/templates/parts/all.liquid",
      "{{ site.header_html | raw }}{{ site.title | raw }}{{ site.notices[0].html | raw }}",
    );
    fixture.put(
      "theme/templates/partials/footer.liquid",
      "{{ site.parts.all | raw }}{{ site.description | raw }}",
    );
    const built = await fixture.build([
      makePost("posts/hitokoto/a.md", {
        title: text,
        body: `${text}\n\n\`\`\`\n${text}\n\`\`\``,
        aliases: ["old.html"],
      }),
    ]);
    const pages = [...fixture.contents()].filter(([path]) => path.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(8);
    expect(built.files.map(({ path }) => path)).toContain("parts/all.html");
    for (const [path, html] of pages) {
      const found = [...html.matchAll(code)].map(({ index }) => html.slice(index, index + 70));
      const own =
        include === "php"
          ? /^<\?php readfile\(__DIR__ \. '\/(\.\.\/)*parts\/(?:all|site-head)\.html'\); \?>/
          : /^<!--#include virtual="\/diary\/parts\/(?:all|site-head)\.html" -->/;
      // Each page of the theme has a directive for the part, and one in its head.
      const expected = path.startsWith("parts/") || /(^old|\/latest)\.html$/.test(path) ? 0 : 2;
      expect([path, found.filter((start) => own.test(start)).length]).toEqual([path, expected]);
      expect([path, found.filter((start) => !own.test(start))]).toEqual([path, []]);
    }
  },
);
