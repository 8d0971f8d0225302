import { tinyPng } from "../site-fixture.ts";
import type { TrialBlog, TrialPost } from "./trial-blog.ts";

/** Settings of a blog with two sections, whose lists and feeds are so short that a few posts fill them. */
export const smallSettings = {
  title: "日々の記",
  theme: "hitokoto",
  url: "https://example.com/diary/",
  sections: { hitokoto: { title: "ひとこと" }, futakoto: { title: "ふたこと", path: "talk" } },
  front: { posts: 5, recentUpdates: 5 },
  feeds: { items: 6 },
};

/**
 * Returns the path of the n-th post; the oldest is the first. There is one per day from 1 January 2024 on.
 */
export function dayPath(day: number): string {
  return `posts/hitokoto/${String(day).padStart(3, "0")}.md`;
}

/** Returns a post that links to the previous one and shows an image; its text depends on `edition`. */
function dayPost(day: number, edition = "初版"): TrialPost {
  const date = new Date(Date.UTC(2024, 0, day, 9)).toISOString().slice(0, 16).replace("T", " ");
  const paragraph = `${day}日目の${edition}です。`.repeat(20);
  return {
    front: { title: `${day}日目 ${edition}`, date, tags: [day % 2 === 0 ? "茶" : "机"], category: "日々" },
    body: [
      paragraph,
      `[前日](${String(day - 1).padStart(3, "0")}.md)`,
      "![絵](/media/0.png)",
      paragraph,
    ].join("\n\n"),
  };
}

/** Fills a blog with this many posts, an image and a page. */
export function fillWithDays(blog: TrialBlog, days: number, edition = "初版"): void {
  blog.put("media/0.png", tinyPng);
  blog.putPost("pages/about.md", { front: { title: `案内 ${edition}` }, body: "このサイトについて。" });
  for (let day = 1; day <= days; day += 1) blog.putPost(dayPath(day), dayPost(day, edition));
}
