import { tinyPng } from "../site-fixture.ts";
import type { TrialBlog, TrialPost } from "./trial-blog.ts";

/** Settings of a blog with two sections, whose lists and feeds are short enough for a few posts to fill them. */
export const smallSettings = {
  title: "日々の記",
  theme: "hitokoto",
  url: "https://example.com/diary/",
  sections: { hitokoto: { title: "ひとこと" }, futakoto: { title: "ふたこと", path: "talk" } },
  front: { posts: 5, recentUpdates: 5 },
  feeds: { items: 6 },
};

/** Path of the n-th post, the oldest being the first; one a day from the first of January 2024. */
export function dayPath(day: number): string {
  return `posts/hitokoto/${String(day).padStart(3, "0")}.md`;
}

/** A post that links to the one before and shows an image; its words follow from `edition`. */
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

/** Fills a blog with so many posts, an image and a page. */
export function fillWithDays(blog: TrialBlog, days: number, edition = "初版"): void {
  blog.put("media/0.png", tinyPng);
  blog.putPost("pages/about.md", { front: { title: `案内 ${edition}` }, body: "このサイトについて。" });
  for (let day = 1; day <= days; day += 1) blog.putPost(dayPath(day), dayPost(day, edition));
}
