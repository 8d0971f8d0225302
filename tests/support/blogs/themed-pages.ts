import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { SiteFactory } from "#engine/site/session/site-factory.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import type { Theme } from "#engine/site/theme/theme.ts";

/** A page of a site: its template, the values that the template may use, and the output. */
export interface ThemedPageText {
  readonly path: string;
  readonly template: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A site's theme and every page that it renders. */
export interface ThemedPages {
  readonly theme: Theme;
  readonly language: string;
  readonly pages: readonly ThemedPageText[];
}

/** Renders every page of a blog with a theme, and returns the input and the output of each page. */
export function makeThemedPages(blogFolder: string, themesFolder: string, theme: string): ThemedPages {
  const text = readFileSync(join(blogFolder, "blog.yaml"), "utf8");
  const settings = blogSettingsSchema.parse({ ...parse(text), theme });
  const factory = new SiteFactory({
    blogFolder,
    cacheFolder: join(blogFolder, ".hitofude", "cache"),
    blogId: "pages",
    themesFolder,
  });
  // Adds an alias, so that the site has a redirect page
  const [first, ...others] = readPosts(blogFolder, settings);
  const all = first ? [{ ...first, aliases: [...first.aliases, "old/address.html"] }, ...others] : [];
  const posts = new Map(all.map((post) => [post.path, post]));
  const now = Date.parse("2026-11-01T00:00:00+09:00");
  const site = factory.create({ settings, posts, baseUrl: settings.url, now }, { open: null });
  const pages: ThemedPageText[] = [];
  const templates: typeof site.templates = {
    ...site.templates,
    render(template, scope, path) {
      const text = site.templates.render(template, scope, path);
      pages.push({ path, template, scope, text });
      return text;
    },
  };
  for (const file of planSite({ ...site, templates }).made.values()) file.text();
  return { theme: site.theme, language: settings.language, pages };
}

function readPosts(folder: string, settings: Parameters<typeof parsePost>[0]["settings"]): Post[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) =>
      parsePost({ path: path.replaceAll("\\", "/"), bytes: readFileSync(join(folder, path)), settings }),
    );
}
