import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isDue } from "../../model/due.ts";
import { isProtected } from "../../model/protected-sections.ts";
import { titleOf } from "../../model/site-entry.ts";
import type { ThemeContext } from "../../model/site.ts";
import { fullTitle } from "../../template-data/site-texts.ts";
import type { MediaLibrary } from "../media-library.ts";
import type { ShareCard } from "./card-drawing.ts";

export interface CardSource {
  readonly posts: Iterable<Post>;
  readonly now: number;
}

/** Returns a map from blog paths to cards, for all posts that readers may see and that have no picture. */
export function shareCards(
  { posts, now }: CardSource,
  { settings, theme, themeOptions }: ThemeContext,
  media: MediaLibrary,
): Map<string, ShareCard> {
  const cards = new Map<string, ShareCard>();
  if (!settings.show.sharePictures) return cards;
  const shared = {
    blog: fullTitle(settings),
    author: settings.author.name,
    isVertical: themeOptions.values.vertical === true && settings.language.startsWith("ja"),
    colours: coloursOf(theme.assets.get("style.css")?.bytes, settings),
  };
  for (const post of posts) {
    if (post.kind !== "post" || !isDue(post, now) || isProtected(settings, post.section)) continue;
    if (!hasPicture(post, media)) cards.set(post.path, { title: titleOf(post), ...shared });
  }
  return cards;
}

function hasPicture({ imageNames }: Post, media: MediaLibrary): boolean {
  const found = imageNames.flatMap((name) => media.imagesNamed(name));
  // Some services cannot show WebP in share cards.
  return found.some(({ path }) => !/\.webp$/i.test(path));
}

/** Matches the conditional rules of a style sheet, such as those for print or for dark colours. */
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
