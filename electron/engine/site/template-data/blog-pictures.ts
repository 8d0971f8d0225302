import { escapeMarkup } from "#engine/base/markup.ts";
import { encodePath, fromRoot } from "../addresses/urls.ts";
import { logoSize, pictureOf } from "../media/blog-pictures.ts";
import type { MediaFile } from "../media/media-files.ts";
import type { Site } from "../model/site.ts";
import { fullTitle } from "./site-texts.ts";

type ShownSite = Pick<Site, "settings" | "media">;

/** The icon that Apple's systems show on the home screen, by its width in pixels. */
const appleSize = 180;

/**
 * Returns the links to the blog's icons for the head of a page.
 * As long as no icons are made of the blog's picture, returns a link to the picture.
 */
export function iconHtml({ settings, media }: ShownSite, root: string): string {
  const file = pictureOf(settings.icon, media.files);
  if (!file) return "";
  const links = media.icons.map(({ path, width }) => {
    const href = escapeMarkup(fromRoot(root, encodePath(path)));
    const rel = width === appleSize ? 'rel="apple-touch-icon"' : 'rel="icon" type="image/png"';
    return `<link ${rel} sizes="${width}x${width}" href="${href}">`;
  });
  return links.length > 0 ? links.join("\n") : `<link rel="icon" href="${urlOf(file, root)}">`;
}

/** Returns the picture in the head of each page, with another one for dark colours if there is one. */
export function logoHtml(site: ShownSite, root: string): string {
  const { logo } = site.settings;
  const file = pictureOf(logo?.picture, site.media.files);
  if (!logo || !file) return "";
  const size = site.media.dimensionsOf(file);
  const shown = size && logoSize(size);
  const alt = logo.alt ?? (logo.withTitle ? "" : fullTitle(site.settings));
  const sizes = shown ? ` width="${shown.width}" height="${shown.height}"` : "";
  const image = `<img class="site-logo" src="${urlOf(file, root)}" alt="${escapeMarkup(alt)}"${sizes}>`;
  const dark = pictureOf(logo.dark, site.media.files);
  if (!dark) return image;
  const source = `<source srcset="${urlOf(dark, root)}" media="(prefers-color-scheme: dark)">`;
  return `<picture>${source}${image}</picture>`;
}

/** Whether pages show the title as text. Without a picture, they always do. */
export function showsTitle({ settings, media }: ShownSite): boolean {
  const { logo } = settings;
  return !logo || logo.withTitle || pictureOf(logo.picture, media.files) === undefined;
}

function urlOf({ path }: MediaFile, root: string): string {
  return escapeMarkup(fromRoot(root, encodePath(path)));
}
