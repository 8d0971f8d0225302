import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlogSettings, blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { mediaMarkdown } from "#engine/blog/media/media.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { postLink } from "#renderer/writing/post-links.ts";
import { replyText } from "#renderer/writing/reply-text.ts";
import { escapeWords } from "#renderer/writing/quote-text.ts";

const themesFolder = join(import.meta.dirname, "../../../resources/themes");

/** A built site: its files by path, and the problems that the build found. */
export interface BuiltSite {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Builds a blog of these posts in a new folder. `prepare` may first write files into it. */
export async function buildBlog(
  settings: BlogSettings,
  posts: readonly Post[],
  prepare: (blogFolder: string) => void = () => undefined,
): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), "hitofude-hostile-"));
  try {
    const blogFolder = join(folder, "blog");
    mkdirSync(blogFolder);
    prepare(blogFolder);
    const outDir = join(folder, "out");
    const renderer = createSiteRenderer({
      blogFolder,
      blogId: "hostile",
      themesFolder,
      cacheFolder: join(folder, "cache"),
    });
    const byPath = new Map(posts.map((post) => [post.path, post]));
    const now = Date.parse("2026-01-01T00:00:00Z");
    const built = await renderer.build({ settings, posts: byPath, baseUrl: settings.url, now, outDir });
    const files = new Map(built.files.map(({ path, location }) => [path, readFileSync(location, "utf8")]));
    const { problems } = built;
    return { files, problems };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns settings in which everything that readers see is set. `words` is the value of every free text. */
export function settingsWith(
  words: string,
  theme: string,
  changes: Record<string, unknown> = {},
): BlogSettings {
  return blogSettingsSchema.parse({
    title: `題${words}`,
    brand: words,
    description: words,
    author: { name: words, url: `https://example.com/${words}`, profiles: [words] },
    language: "ja",
    url: "https://example.com/",
    theme,
    links: [
      { label: words, url: `https://example.com/${words}` },
      { label: "リンク", url: words },
    ],
    share: [{ service: "x", label: words }, { service: "bluesky" }],
    counter: { format: `${words} {total}` },
    copyright: { holder: words, from: 2020 },
    titles: { post: `{title}${words}` },
    dateFormat: `{yyyy}${words}`,
    sections: { diary: { title: words } },
    notices: [{ text: "知らせ", at: "2025-01-01" }],
    feeds: { items: 1000, content: "full" },
    ...changes,
  });
}

const notes = {
  heading: ({ name, date }: { name: string; date: string }) => escapeWords(`${name} ${date}`),
  answer: "答え",
};

/** Returns a post with the words in every text that comes from other people. */
export function postWith(words: string, index: number, settings: BlogSettings): Post {
  const date = new Date(Date.UTC(2025, 0, 1, 0, index)).toISOString();
  const path = `posts/diary/${String(index).padStart(4, "0")}.md`;
  const text = JSON.stringify(words);
  const front = [
    `title: ${text}`,
    `date: ${date}`,
    `status: ready`,
    `tags: [${text}, 札]`,
    `category: ${text}`,
    `summary: ${text}`,
    `language: ${JSON.stringify(index % 2 === 0 ? "ja" : words)}`,
    `source: { name: ${text}, url: ${text} }`,
    `series: ${text}`,
    `relations:\n  - { kind: reply, to: posts/diary/0000.md, label: ${text} }`,
    `revisions:\n  - { at: 2025-02-01, note: ${text} }`,
    `permalink: p${index}.html`,
  ];
  const message = { source: null, name: words, date: words, text: words };
  const body = [
    `文 ${postLink(path, "posts/diary/0000.md", words)} 文`,
    mediaMarkdown(path, `media/${words.replaceAll("/", "")}.png`, words),
    replyText([message], "", notes).text,
  ];
  return parsePost({
    path,
    bytes: Buffer.from(`---\n${front.join("\n")}\n---\n\n${body.join("\n\n")}\n`),
    settings,
  });
}
