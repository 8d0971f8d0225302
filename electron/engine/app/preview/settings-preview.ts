import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Look } from "#contract/calls/settings-calls.ts";
import type { Problem } from "#contract/errors.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { sha256 } from "#engine/base/hash.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { addressOf } from "#engine/site/addresses/addresses.ts";
import { places } from "#engine/site/addresses/places.ts";
import { lettersOf } from "#engine/site/addresses/running-letters.ts";
import { publicPath } from "#engine/site/addresses/urls.ts";
import type { SiteInput } from "#engine/site/model/site.ts";
import type { SiteFactory } from "#engine/site/session/site-factory.ts";
import { TrialSites } from "#engine/site/preview/trial-sites.ts";
import { type PreviewResponse, SitePreview } from "#engine/site/preview/preview.ts";
import type { ThemeDrafts } from "#engine/site/theme/theme.ts";
import { sampleFolders } from "../new-blog.ts";

/** A page of a preview, and the URL from which a frame loads the page. */
export interface ShownPage {
  readonly url: string;
  readonly html: string;
}

/** Number of posts that the theme gallery shows with each theme: the newest posts. */
const postsOfLooks = 12;
/** Prefix of the names of previews in the theme gallery, such as `look-fude` for the theme `fude`. */
const lookPrefix = "look-";

/** Previews the blog with unsaved settings. Also previews the newest posts with each available theme. */
export class SettingsPreview {
  readonly #factory: SiteFactory;
  readonly #siteOrigin: string;
  readonly #saved: () => SiteInput;
  readonly #sites: TrialSites;
  #edited: SitePreview | undefined;
  /** What the sites of the theme gallery are made from. `made` maps themes to the sites made so far. */
  #looks: {
    readonly input: SiteInput;
    readonly drafts: ThemeDrafts;
    readonly made: Map<string, SitePreview>;
  };

  /** `saved` returns the input for making a site with the saved settings. */
  constructor(factory: SiteFactory, siteOrigin: string, saved: () => SiteInput) {
    this.#factory = factory;
    this.#siteOrigin = siteOrigin;
    this.#saved = saved;
    this.#sites = new TrialSites(factory, true);
    this.#looks = { input: { ...saved(), posts: new Map() }, drafts: new Map(), made: new Map() };
  }

  /**
   * Shows the blog with unsaved settings and theme files (`drafts`).
   * Resolves with the front page or the newest post's page.
   * Rejects with `theme.*` errors. After a rejection, the preview still shows the previous settings.
   */
  async show(
    settings: BlogSettings,
    page: "front" | "post",
    drafts: ThemeDrafts = new Map(),
  ): Promise<ShownPage> {
    const input = { ...this.#saved(), settings, baseUrl: settings.url };
    this.#sites.drafts = drafts;
    const edited = new SitePreview(this.#sites, input);
    const address = page === "front" ? places.front : newestAddress(input);
    // Makes the page before the frame requests the page, because the frame cannot report a theme's error.
    const response = await edited.respond(address);
    this.#edited = edited;
    const html = response ? await withPreviewOf(response, settingsFile, edited) : "";
    return { url: this.#urlOf(address, settingsFile), html };
  }

  /**
   * For each theme, returns the URLs of the front page and of the newest post. The pages are made on request.
   * If the blog has no published post, the themes show posts of the sample blog (`hasSamples`).
   */
  looks(
    settings: BlogSettings,
    themes: readonly string[],
    drafts: ThemeDrafts,
  ): { looks: Look[]; hasSamples: boolean } {
    const all = { ...this.#saved(), settings, baseUrl: settings.url };
    const own = newestPosts(all);
    const hasSamples = [...own.values()].every(({ kind }) => kind === "page");
    const samples = hasSamples ? samplePosts(this.#factory.options.themesFolder, settings) : [];
    const posts = hasSamples ? newestPosts({ ...all, posts: new Map([...own, ...samples]) }) : own;
    const input = { ...all, posts };
    this.#looks = { input, drafts, made: new Map() };
    const post = newestAddress(input);
    const looks = themes.map((theme) => ({
      theme,
      front: this.#urlOf(places.front, lookPrefix + theme),
      post: this.#urlOf(post, lookPrefix + theme),
    }));
    return { looks, hasSamples };
  }

  /** Returns a problem for each broken link in the settings that were shown last. */
  linkProblems(): Problem[] {
    return this.#edited?.settingLinkProblems() ?? [];
  }

  /** Whether `respond` can return pages of the preview with this name. */
  shows(preview: string): boolean {
    return preview === settingsFile ? this.#edited !== undefined : preview.startsWith(lookPrefix);
  }

  /** Returns a page or file of a preview. */
  async respond(path: string, preview: string): Promise<PreviewResponse | null> {
    const site = preview === settingsFile ? this.#edited : this.#lookOf(preview.slice(lookPrefix.length));
    const response = (await site?.respond(path)) ?? null;
    if (!site || !response?.type.startsWith("text/html")) return response;
    return { ...response, bytes: Buffer.from(await withPreviewOf(response, preview, site)) };
  }

  /**
   * Returns a file for a request that names no preview, from the first site that has the file. Any site will
   * do: the names of theme files contain a hash of the content, so files with equal names are equal.
   */
  async stored(path: string): Promise<PreviewResponse | null> {
    for (const site of [this.#edited, ...this.#looks.made.values()]) {
      const response = await site?.respond(path);
      if (response) return response;
    }
    return null;
  }

  #lookOf(theme: string): SitePreview {
    const { input, drafts, made } = this.#looks;
    const known = made.get(theme);
    if (known) return known;
    const sites = new TrialSites(this.#factory, false);
    sites.drafts = drafts;
    const site = new SitePreview(sites, { ...input, settings: { ...input.settings, theme } });
    made.set(theme, site);
    return site;
  }

  #urlOf(address: string, preview: string): string {
    return `${this.#siteOrigin}/${publicPath(address)}?${new URLSearchParams({ preview })}`;
  }
}

/**
 * Returns a page. Adds the preview's name and a version to the URL of the author's own style sheet.
 * The style sheet's name has no hash, so the plain URL leads to the style sheet of the saved site.
 * A changed style sheet gets a new version, so that an open page loads it again.
 */
async function withPreviewOf(
  { bytes }: PreviewResponse,
  preview: string,
  site: SitePreview,
): Promise<string> {
  const page = Buffer.from(bytes).toString("utf8");
  const address = new RegExp(`( href="(?:\\.\\./)*${places.ownStyles.replaceAll(".", "\\.")})"`, "g");
  if (!address.test(page)) return page;
  const file = await site.respond(places.ownStyles);
  const version = file ? sha256(file.bytes).slice(0, 8) : "";
  return page.replace(address, `$1?${new URLSearchParams({ preview })}&amp;version=${version}"`);
}

/** Whether readers find a post in the lists of the site now, such as the front page. */
function isListed({ kind, status, properties, date }: Post, now: number): boolean {
  const time = date?.time ?? Number.POSITIVE_INFINITY;
  return kind === "post" && status === "ready" && properties.unlisted !== true && time <= now;
}

/** Returns the newest posts in the lists of the site, and all pages. */
function newestPosts({ posts, now }: SiteInput): Map<string, Post> {
  const timeOf = ({ date }: Post): number => date?.time ?? Number.POSITIVE_INFINITY;
  const shown = [...posts.values()].filter((post) => isListed(post, now));
  const newest = shown.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, postsOfLooks);
  const pages = [...posts.values()].filter((post) => post.kind === "page");
  return new Map([...newest, ...pages].map((post) => [post.path, post]));
}

/**
 * Returns the sample blog's posts that contain no pictures, and puts all of them into the first section of
 * `settings`. `themesFolder` and the folders of the sample blogs have the same parent folder.
 */
function samplePosts(themesFolder: string, settings: BlogSettings): [string, Post][] {
  const language = /^ja\b/i.test(settings.language) ? "ja" : "en";
  const folder = join(dirname(themesFolder), sampleFolders[language], "posts");
  const [section = "posts"] = Object.keys(settings.sections);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      // Skips posts with pictures, because the sample blog's pictures are not in the author's blog.
      if (bytes.includes("media/")) return [];
      const path = `posts/${section}/sample-${basename(name)}`;
      return [[path, parsePost({ path, bytes, settings })]];
    });
}

function newestAddress({ posts, settings, now }: SiteInput): string {
  const letters = lettersOf([...posts.values()], settings);
  let newest: { readonly time: number; readonly address: string } | undefined;
  for (const post of posts.values()) {
    const time = post.date?.time ?? 0;
    if (!isListed(post, now) || time < (newest?.time ?? 0)) continue;
    const address = addressOf(post, settings, letters);
    if (address.kind === "address") newest = { time, address: address.address };
  }
  return newest?.address ?? places.front;
}
