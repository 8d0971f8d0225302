import { expect, test } from "vitest";
import { type Head, renderHead } from "#engine/site/template-data/head.ts";

const head: Head = {
  canonical: "https://example.com/diary/20220506-0000.html",
  title: "題",
  description: "説明",
  language: "ja",
  image: null,
  shared: "",
  feeds: [{ title: "RSS", type: "application/rss+xml", url: "rss.xml" }],
  home: "https://example.com/diary/",
  author: null,
  article: null,
};

const article = {
  published: "2022-05-06T00:00:00+09:00",
  modified: "2022-05-07T00:00:00+09:00",
};

const author = {
  name: "書き手",
  url: "https://example.com/",
  profiles: ["https://example.com/", "https://social.example/@me"],
};

test("the front page contains its address, its feeds and its author", () => {
  const html = renderHead({ ...head, author });
  expect(html).toContain('<link rel="canonical" href="https://example.com/diary/20220506-0000.html">');
  expect(html).toContain('<link rel="alternate" type="application/rss+xml" title="RSS" href="rss.xml">');
  expect(html).toContain('<link rel="me" href="https://example.com/">');
  expect(html).toContain('<link rel="me" href="https://social.example/@me">');
  expect(html).toContain('<meta property="og:type" content="website">');
  expect(html).toContain('<meta property="og:locale" content="ja_JP">');
  expect(html).toContain('<meta name="twitter:card" content="summary">');
  const json = /<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? "";
  expect(JSON.parse(json)).toEqual({
    "@context": "https://schema.org",
    "@type": "Person",
    "@id": "https://example.com/diary/#author",
    name: "書き手",
    url: "https://example.com/",
    sameAs: ["https://example.com/", "https://social.example/@me"],
  });
});

test("a page without author or article has no structured data", () => {
  expect(renderHead(head)).not.toMatch(/ld\+json|rel="me"/);
});

test("a post has dates, a large card for its image, and structured data", () => {
  const image = "https://example.com/diary/media/a.png";
  const html = renderHead({ ...head, article, image: { url: image, width: 1200, height: 630 } });
  expect(html).toContain(
    `<meta property="og:image" content="${image}">\n<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">`,
  );
  expect(html).toContain('<meta property="article:modified_time" content="2022-05-07T00:00:00+09:00">');
  expect(html).toContain('<meta name="twitter:card" content="summary_large_image">');
  const json = /<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? "";
  expect(JSON.parse(json)).toEqual({
    "@context": "https://schema.org",
    "@type": "BlogPosting",
    headline: "題",
    datePublished: "2022-05-06T00:00:00+09:00",
    dateModified: "2022-05-07T00:00:00+09:00",
    author: {
      "@type": "Person",
      "@id": "https://example.com/diary/#author",
      url: "https://example.com/diary/",
    },
    image: [image],
  });
});

test("an image of unknown size has no size in the head", () => {
  const html = renderHead({
    ...head,
    image: { url: "https://example.com/a.png", width: null, height: null },
  });
  expect(html).toContain('og:image"');
  expect(html).not.toContain("og:image:");
});

test("no text can leave its attribute or the script", () => {
  const hostile = `</script><!--"'><img src=x onerror=alert(1)>\u2028&`;
  const html = renderHead({ ...head, article, title: hostile, description: hostile });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html).not.toContain("<img");
  expect(html).not.toContain("<!--");
  const json = /<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? "";
  expect(JSON.parse(json).headline).toBe(hostile);
});

test("a page without an address has noindex", () => {
  const html = renderHead({ ...head, canonical: null });
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).not.toContain("canonical");
  expect(html).not.toContain("og:");
});
