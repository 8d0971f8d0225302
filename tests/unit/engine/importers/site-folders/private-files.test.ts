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

test("Hugo: files beside the text of a bundle, and files in ignoreFiles, are drafts", async () => {
  await using moved = await movedFolder({
    "hugo.toml": 'baseURL = "https://example.org/"\nignoreFiles = ["secret-.*\\\\.md$", "["]\n',
    "content/posts/open.md": page("Open"),
    "content/posts/rain/index.md": page("Rain"),
    "content/posts/rain/notes.md": page("Notes"),
    "content/posts/rain/inner/index.md": page("Inner"),
    "content/posts/secret-plan.md": page("Plan"),
    "content/parts/index.md": page("Parts", "headless: true\n"),
    "content/parts/one.md": page("One"),
  });
  expect(publicTitles(moved)).toEqual(["Open", "Rain"]);
});

test("Hexo: hidden posts and files that the configuration excludes are drafts", async () => {
  await using moved = await movedFolder({
    "_config.yml":
      'url: https://example.org\ninclude:\n  - "_posts/_shown.md"\nexclude:\n  - "_posts/old/**"\nignore:\n  - "**/plan*.md"\n',
    "source/_posts/open.md": page("Open"),
    "source/_posts/_shown.md": page("Shown"),
    "source/_posts/_hidden.md": page("Hidden"),
    "source/_posts/_later/one.md": page("One"),
    "source/_posts/old/two.md": page("Two"),
    "source/_posts/plans.md": page("Plans"),
  });
  expect(publicTitles(moved)).toEqual(["Open", "Shown"]);
});

test("Jekyll and Zola: files that the configuration excludes are drafts", async () => {
  await using jekyll = await movedFolder({
    "_config.yml": "exclude:\n  - private/\n  - notes.md\n  - _posts/2024-01-03-*\n",
    "_posts/2024-01-02-open.md": page("Open"),
    "_posts/2024-01-03-plan.md": page("Plan"),
    "private/diary.md": page("Diary"),
    "notes.md": page("Notes"),
    "walks/notes.md": page("Walk"),
  });
  expect(publicTitles(jekyll)).toEqual(["Open", "Walk"]);

  await using zola = await movedFolder({
    "config.toml":
      'base_url = "https://example.org"\nignored_content = ["*.{secret,old}.md", "**/private/**"]\n',
    "content/blog/open.md": zolaPage("Open"),
    "content/blog/plan.secret.md": zolaPage("Plan"),
    "content/blog/plan.old.md": zolaPage("Old"),
    "content/blog/private/diary.md": zolaPage("Diary"),
  });
  expect(publicTitles(zola)).toEqual(["Open"]);
});

test("comments that the programs remove are not in posts", async () => {
  const text = (...parts: string[]): string =>
    `---\ntitle: Rain\ndate: 2024-01-02\n---\n${parts.join("\n\n")}\n`;
  const sites = [
    {
      "_config.yml": "title: x\n",
      "_posts/2024-01-02-rain.md": text(
        "## One {#one}",
        "{::comment}\nsecret\n{:/comment}",
        "Two {::comment}secret{:/} three C#}",
        "{% comment %}secret{% endcomment %}",
        "Four",
      ),
    },
    {
      "hugo.toml": 'baseURL = "https://example.org"\n',
      "content/posts/rain.md": text(
        "One Two three",
        "{{< comment >}} secret {{< /comment >}}",
        "{{% comment %}}\nsecret\n{{% /comment %}}",
        "Four",
      ),
    },
    {
      "astro.config.mjs": "export default {}\n",
      "src/content/blog/rain.mdx": text(
        "One Two three",
        "{/* secret */}",
        "{/*\nsecret\n\nsecret */}",
        "Four",
      ),
    },
    {
      "_config.yml": "title: x\n",
      "source/_posts/rain.md": text(
        "One Two three",
        "{#\nsecret #}",
        "{% comment %}secret{% endcomment %}",
        "Four",
      ),
    },
    {
      "eleventy.config.js": 'export default () => ({ markdownTemplateEngine: "njk" })\n',
      "posts/rain.md": text("One Two three", "```\n{# secret #}\n```", "Four"),
    },
  ];
  for (const site of sites) {
    await using moved = await movedFolder(site);
    const post = moved.posts.get("Rain") ?? "";
    expect(moved.report.posts[0]?.notes).toContain("comment");
    expect(post).not.toContain("secret");
    expect(post).toMatch(/One[\s\S]*Two\s+three[\s\S]*Four/);
  }
});

test("what only looks like a comment stays, and a text whose comment has no end is a draft", async () => {
  const text = (...parts: string[]): string =>
    `---\ntitle: Rain\ndate: 2024-01-02\n---\n${parts.join("\n\n")}\n`;
  const shown = [
    {
      "_config.yml": "title: x\n",
      "_posts/2024-01-02-rain.md": text(
        "{% raw %}{% comment %}one{% endcomment %}{% endraw %}",
        "`{::comment}one{:/}`",
      ),
    },
    {
      "hugo.toml": 'baseURL = "https://example.org"\n',
      "content/posts/rain.md": text("{{</* comment */>}}one{{</* /comment */>}}"),
    },
    {
      "astro.config.mjs": "export default {}\n",
      "src/content/blog/rain.md": text("{/* one */}"),
    },
    {
      "astro.config.mjs": "export default {}\n",
      "src/content/blog/rain.mdx": text("```jsx\n<a>{/* one */}</a>\n```"),
    },
    { "eleventy.config.js": "export default {}\n", "posts/rain.md": text("```\n{# one #}\n```", "{#x}") },
  ];
  for (const site of shown) {
    await using moved = await movedFolder(site);
    expect(moved.posts.get("Rain")).toContain("status: ready\n");
    expect(moved.posts.get("Rain")).toContain("one");
    expect(moved.report.posts[0]?.notes ?? []).not.toContain("comment");
  }
  await using open = await movedFolder({
    "_config.yml": "title: x\n",
    "_posts/2024-01-02-rain.md": text("One", "{% comment %}", "two"),
  });
  expect(open.posts.get("Rain")).toContain("status: draft\n");
  expect(open.posts.get("Rain")).toContain("two");
  expect(open.report.posts).toMatchObject([{ notes: ["shortcode", "openComment"] }]);
});

test("Eleventy: files in lists of ignored files and in the configuration are drafts", async () => {
  const files = {
    ".eleventyignore": "# a comment\nsrc/private/\n*.secret.md\n!src/shown.secret.md\n",
    ".gitignore": "src/local.md\n",
    "src/.eleventyignore": "inner\n",
    "src/posts/open.md": page("Open"),
    "src/private/diary.md": page("Diary"),
    "src/plan.secret.md": page("Plan"),
    "src/shown.secret.md": page("Shown"),
    "src/local.md": page("Local"),
    "src/inner/one.md": page("One"),
    "src/added/two.md": page("Two"),
  };
  const config = (more: string): string =>
    `export default (c) => { c.ignores.add("src/added/**"); ${more} return { dir: { input: "src" } } }\n`;
  await using moved = await movedFolder({ ...files, "eleventy.config.js": config("") });
  expect(publicTitles(moved)).toEqual(["Open", "Shown"]);
  await using other = await movedFolder({
    ...files,
    "eleventy.config.js": config("c.setUseGitIgnore(false);"),
  });
  expect(publicTitles(other)).toEqual(["Local", "Open", "Shown"]);
});
