import { expect, test } from "vitest";
import { movedFolder } from "../moved-folder.ts";

interface WrittenPost {
  readonly title: string;
  readonly body: string;
  readonly footer?: string;
}

/** Returns a page of the export as Medium writes it. */
function page({ title, body, footer = "" }: WrittenPost): string {
  return `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${title}</title><style>
      * { font-family: Georgia; }</style></head><body><article class="h-entry">
<header>
<h1 class="p-name">${title}</h1>
</header>
<section data-field="subtitle" class="p-summary">
はじめの文
</section>
<section data-field="body" class="e-content">
<section name="1a2b" class="section section--body section--first section--last"><div class="section-divider"><hr class="section-divider"></div><div class="section-content"><div class="section-inner sectionLayout--insetColumn">${body}</div></div></section>
</section>
<footer>${footer}<p>Exported from <a href="https://medium.com">Medium</a> on May 6, 2024.</p></footer></article></body></html>`;
}

const published = (path: string, host = "medium.com"): string =>
  `<p>By <a href="https://medium.com/@hanako" class="p-author h-card">花子</a> on <a href="https://medium.com/p/aaaaaaaaaaaa"><time class="dt-published" datetime="2024-01-31T15:30:00.000Z">January 31, 2024</time></a>.</p><p><a href="https://${host}${path}" class="p-canonical">Canonical link</a></p>`;

test("posts and drafts of Medium: titles once, cards and code, links to own posts, own domains", async () => {
  await using moved = await movedFolder({
    "posts/2024-01-31_Ame-3f2a1b0c9d8e.html": page({
      title: "雨 &amp; 傘",
      body: `<h3 name="aaaa" id="aaaa" class="graf graf--h3 graf--leading graf--title">雨 &amp; 傘</h3><p name="bbbb" id="bbbb" class="graf graf--p graf-after--h3">雨です。<a href="https://medium.com/@hanako/hana-aaaabbbbcccc" class="markup--anchor">花</a> <a href="https://medium.com/p/aaaabbbbcccc#2">こちら</a></p><figure class="graf graf--figure"><img class="graf-image" data-image-id="1*a.jpeg" src="https://cdn-images-1.medium.com/max/800/1*a.jpeg"><figcaption class="imageCaption">庭です</figcaption></figure><div class="graf graf--mixtapeEmbed"><a href="https://example.com/x" class="markup--anchor markup--mixtapeEmbed-anchor" title="https://example.com/x"><strong class="markup--strong">よいページ</strong><br>example.com</a><a href="https://example.com/x" class="js-mixtapeImage mixtapeImage u-ignoreBlock"></a></div><pre class="graf graf--pre">a &lt; b</pre>`,
      footer: published("/@hanako/ame-3f2a1b0c9d8e"),
    }),
    "posts/2024-02-01_Hana-aaaabbbbcccc.html": page({
      title: "花",
      body: `<h3 class="graf graf--h3 graf--title">花</h3><p class="graf graf--p">花です。</p>`,
      footer: published("/hana-aaaabbbbcccc", "hanako.example"),
    }),
    "posts/draft_Memo-1234567890ab.html": page({
      title: "下書き",
      body: '<h3 class="graf graf--h3 graf--title">下書き</h3><p class="graf graf--p">まだ</p>',
    }),
    "profile/profile.html": "<p>hanako@example.jp</p>",
    "ips/ips-0001.html": "<p>192.0.2.1</p>",
    "README.html": "<p>README</p>",
  });
  const { posts, report } = moved;
  expect(moved.format).toBe("medium");
  expect(report).toMatchObject({
    counts: { add: 3 },
    analysis: { states: { published: 2, draft: 1 }, authors: { 花子: 2 }, oldAddresses: 1 },
  });
  const first = posts.get("雨 & 傘") ?? "";
  expect(first).toMatch(
    /^---\ntitle: 雨 & 傘\ndate: 2024-02-01 00:30:00\nstatus: ready\nsummary: はじめの文\nslug: ame\n---\n\n雨です。/,
  );
  expect(first).toMatch(/\[花\]\(20240201-0030b?\.md\) \[こちら\]\(20240201-0030b?\.md#2\)/);
  expect(first).toContain('![](https://cdn-images-1.medium.com/max/800/1*a.jpeg "庭です")');
  expect(first).toContain("](https://example.com/x)");
  expect(first).toMatch(/```\na < b\n```\n$/);
  expect(first).not.toContain("---\n\n---");
  expect(posts.get("花")).toContain("aliases: [/hana-aaaabbbbcccc]");
  expect(posts.get("下書き")).toContain("status: draft");
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});
