import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isDue } from "../entries/due.ts";
import { isProtected } from "../entries/protected-sections.ts";
import { ownTitleOf } from "../entries/site-entry.ts";
import type { Site, ThemeContext } from "../model/site.ts";
import { fullTitle } from "../template-data/site-texts.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { ShareCard } from "../media/share-pictures/card-drawing.ts";
import { drawableText } from "../media/share-pictures/card-fonts.ts";

export interface CardSource {
  readonly posts: Iterable<Post>;
  readonly now: number;
}

/**
 * Returns a map from blog paths to cards, for all visible posts that lack a picture.
 * A post whose title cannot be drawn has no card.
 */
export function shareCards(
  { posts, now }: CardSource,
  { settings, theme, themeOptions }: ThemeContext,
  media: MediaLibrary,
): Map<string, ShareCard> {
  const cards = new Map<string, ShareCard>();
  const shared = {
    blog: drawableName(fullTitle(settings)),
    author: drawableName(settings.author.name),
    isVertical: themeOptions.values.vertical === true && settings.language.startsWith("ja"),
    colours: coloursOf(theme.assets.get("style.css")?.bytes, settings),
  };
  for (const post of posts) {
    if (!canHaveCard(post, settings) || !isDue(post, now) || hasPicture(post, media)) continue;
    const { text, lacking } = drawableText(ownTitleOf(post));
    if (text !== "" && lacking.length === 0) cards.set(post.path, { title: text, ...shared });
  }
  return cards;
}

/** Returns a name, or "" if the name cannot be drawn. */
function drawableName(name: string): string {
  const { text, lacking } = drawableText(name);
  return lacking.length === 0 ? text : "";
}

/** A post without a picture, and the characters of its title that the fonts lack. */
interface UndrawablePost {
  readonly title: string;
  readonly lacking: readonly string[];
}

/** Returns the posts that have no share picture because the fonts lack characters of their titles. */
export function undrawablePosts(site: Site): UndrawablePost[] {
  if (!site.settings.show.sharePictures) return [];
  return site.model.entries.flatMap((entry) => {
    if (!canHaveCard(entry.post, site.settings) || ownTitleOf(entry.post) === "") return [];
    const { lacking } = drawableText(entry.title);
    const isDrawn = lacking.length === 0 || site.summaryOf(entry).cardImage !== null;
    return isDrawn ? [] : [{ title: entry.title, lacking }];
  });
}

function canHaveCard({ kind, section }: Pick<Post, "kind" | "section">, settings: BlogSettings): boolean {
  return kind === "post" && !isProtected(settings, section);
}

function hasPicture({ imageNames }: Post, media: MediaLibrary): boolean {
  const found = imageNames.flatMap((name) => media.imagesNamed(name));
  // Ignores WebP images, because some services cannot show WebP in share cards.
  return found.some(({ path }) => !/\.webp$/i.test(path));
}

/** Matches the conditional rules of a style sheet, such as rules for print or for dark colours. */
const conditional = /@(?:media|supports)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;

/** Reads the light colours from the custom properties of a theme's style sheet. */
function coloursOf(styleSheet: Uint8Array | undefined, { themeOptions }: BlogSettings): ShareCard["colours"] {
  const whole = styleSheet === undefined ? "" : Buffer.from(styleSheet).toString("utf8");
  const text = whole.replace(conditional, "");
  const colour = (names: string, other: string): string =>
    new RegExp(`--(?:${names}):\\s*(#(?:[0-9a-f]{3}|[0-9a-f]{6}))\\s*[;}]`, "i").exec(text)?.[1] ?? other;
  const chosen = /^#[0-9a-f]{6}$/i.exec(String(themeOptions.accent))?.[0];
  return {
    paper: colour("paper", "#ffffff"),
    ink: colour("ink", "#222222"),
    faint: colour("faint", "#555555"),
    accent: chosen ?? colour("accent|mark", "#1f5a86"),
  };
}
