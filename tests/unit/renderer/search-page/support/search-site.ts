import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";

/** Files of posts and pages by path in the blog. */
export type SourceFiles = Readonly<Record<string, string>>;

/** A published site with a search, in a folder of its own. */
export class SearchSite {
  readonly folder = mkdtempSync(join(tmpdir(), "hitofude-search-"));
  readonly outDir = join(this.folder, "site");

  async build(sources: SourceFiles, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const settings = blogSettingsSchema.parse({
      title: "日々の記",
      theme: "fude",
      url: "https://example.com/diary/",
      sections: { diary: { title: "日記", address: "{slug}.html" } },
      ...changes,
    });
    const posts = Object.entries(sources).map(([path, text]): [string, Post] => [
      path,
      parsePost({ path, bytes: Buffer.from(text), settings }),
    ]);
    const themesFolder = join(import.meta.dirname, "../../../../../resources/themes");
    const renderer = createSiteRenderer({
      blogFolder: join(this.folder, "blog"),
      cacheFolder: join(this.folder, "cache"),
      blogId: "search",
      themesFolder,
    });
    const now = Date.parse("2026-06-01T12:00:00+09:00");
    await renderer.build({
      settings,
      posts: new Map(posts),
      baseUrl: settings.url,
      now,
      outDir: this.outDir,
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const seasons = [
  "春の雨が庭の石を濡らす。",
  "夏の夕立のあと、蛙が鳴く。",
  "秋の月を障子ごしに見る。",
  "冬の朝、鉄瓶の湯気がのぼる。",
];

/** Returns a diary of this many days, with a few posts that a search must distinguish from the rest. */
export function diary(days: number): SourceFiles {
  const files: Record<string, string> = {
    "posts/diary/kettle.md": post("鉄瓶を買う", "2020-02-01", "盛岡で南部鉄器の店に入った。"),
    "posts/diary/half.md": post(
      "ブログの引越し",
      "2021-03-01",
      "ﾌﾞﾛｸﾞのソフトを替えた。TypeScriptで書かれている。",
    ),
    "posts/diary/markup.md": post(
      `"<img src=x onerror=\\"window.hacked=1\\"> の話"`,
      "2022-05-06",
      "要素の `<script>window.hacked=1</script>` を文章に書く。標識。",
    ),
    "posts/diary/draft.md": post("下書きの鉄瓶", "2023-01-01\nstatus: draft", "まだ出さない鉄瓶の話。"),
    "posts/diary/later.md": post("これからの鉄瓶", "2027-01-01", "来年の鉄瓶の話。"),
    "pages/about.md": "---\ntitle: このサイトについて\n---\n\n盛岡に住む人の日記です。\n",
  };
  for (let day = 1; day <= days; day++) {
    const date = new Date(Date.UTC(2023, 0, day)).toISOString().slice(0, 10);
    const text = Array.from({ length: 30 }, (_, at) => seasons[(day + at) % 4]).join("");
    files[`posts/diary/day${day}.md`] = post(`${day}日目`, date, `${text}\n\nDay number w${day}x.`);
  }
  return files;
}

function post(title: string, date: string, body: string): string {
  return `---\ntitle: ${title}\ndate: ${date}\n---\n\n${body}\n`;
}
