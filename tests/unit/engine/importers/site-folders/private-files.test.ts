import { expect, test } from "vitest";
import { movedFolder, type MovedFolder } from "../moved-folder.ts";

const page = (title: string, more = ""): string =>
  `---\ntitle: ${title}\ndate: 2024-01-02\n${more}---\nText\n`;
const zolaPage = (title: string, more = ""): string =>
  `+++\ntitle = "${title}"\ndate = 2024-01-02\n${more}+++\nText\n`;

/** Returns the titles of the imported posts and pages that will be published. */
function publicTitles({ posts }: MovedFolder): string[] {
  return Array.from(posts)
    .flatMap(([title, text]) => (text.includes("status: ready\n") ? [title] : []))
    .sort();
}

test("Zola: pages below a draft section, and private pages by values of the theme, are drafts", async () => {
  await using moved = await movedFolder({
    "config.toml": 'base_url = "https://example.org"\n',
    "content/blog/open.md": zolaPage("Open"),
    "content/blog/theme.md": zolaPage("Theme", "[extra]\nprivate = true\n"),
    "content/blog/quiet.md": zolaPage("Quiet", "[extra]\nunlisted = true\n"),
    "content/later/_index.md": '+++\ntitle = "Later"\ndraft = true\n+++\n',
    "content/later/one.md": zolaPage("One"),
    "content/later/inner/two.md": zolaPage("Two"),
  });
  expect(publicTitles(moved)).toEqual(["Open", "Quiet"]);
  expect(moved.posts.get("Quiet")).toContain("unlisted: true\n");
});

test("Hexo: posts with a tag that the configuration locks are drafts", async () => {
  await using moved = await movedFolder({
    "_config.yml": "url: https://example.org\nencrypt:\n  tags:\n    - { name: diary, password: abc }\n",
    "source/_posts/open.md": page("Open", "tags: [garden]\n"),
    "source/_posts/locked.md": page("Locked", "tags: [garden, diary]\n"),
    "source/_posts/unlocked.md": page("Unlocked", 'tags: [diary]\npassword: ""\n'),
  });
  expect(publicTitles(moved)).toEqual(["Open", "Unlocked"]);
});

test("Astro: pubDatetime is the date of a post and can be in the future", async () => {
  const dated = (title: string, date: string): string =>
    `---\ntitle: ${title}\npubDatetime: ${date}\n---\nText\n`;
  await using moved = await movedFolder({
    "astro.config.mjs": "export default {}\n",
    "src/content/blog/open.md": dated("Open", "2024-01-02T03:04:05Z"),
    "src/content/blog/future.md": dated("Future", "2999-01-02T03:04:05Z"),
  });
  expect(publicTitles(moved)).toEqual(["Open"]);
  expect(moved.posts.get("Open")).toContain("date: 2024-01-02");
});
