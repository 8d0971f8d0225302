import { legalJson } from "#engine/base/text/legal-text.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { places } from "../addresses/places.ts";
import { encodePath, fromRoot, linkAddress } from "../addresses/urls.ts";
import { logoSize, pictureOf } from "../media/blog-pictures.ts";
import { icoWidth } from "../media/images/image-copies.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { MediaFile } from "../media/media-files.ts";
import type { Site } from "../model/site.ts";
import { fullTitle } from "./site-texts.ts";

type ShownSite = Pick<Site, "settings" | "media">;

/** Width in pixels of the icon that Apple's systems show on the home screen. */
const appleSize = 180;

/**
 * Returns the links to the blog's icons for the head of a page.
 * Returns a link to the blog's picture if no icons have been made from the picture.
 */
export function iconHtml({ settings, media }: ShownSite, root: string): string {
  const file = pictureOf(settings.icon, media.files);
  if (!file) return "";
  const links = media.icons.map(({ path, width }) => {
    const href = escapeMarkup(fromRoot(root, encodePath(path)));
    if (width === icoWidth) return `<link rel="icon" href="${href}">`;
    const rel = width === appleSize ? 'rel="apple-touch-icon"' : 'rel="icon" type="image/png"';
    return `<link ${rel} sizes="${width}x${width}" href="${href}">`;
  });
  if (hasManifest(media)) links.push(`<link rel="manifest" href="${fromRoot(root, places.manifest)}">`);
  return links.length > 0 ? links.join("\n") : `<link rel="icon" href="${urlOf(file, root)}">`;
}

/** Minimum width in pixels of the widest icon. Browsers ignore manifests whose icons are all narrower. */
const smallestInManifest = 192;

/** Whether the site has a web app manifest. A manifest needs an icon of at least `smallestInManifest`. */
export function hasManifest({ icons }: Pick<MediaLibrary, "icons">): boolean {
  return icons.some(({ width }) => width >= smallestInManifest);
}

/**
 * Renders the web app manifest, which states the name and the icons of the blog for home screens.
 * Links in the manifest are relative to the manifest.
 * @see https://www.w3.org/TR/appmanifest/
 */
export function renderManifest({ settings, media }: ShownSite): string {
  const icons = media.icons
    .filter(({ width }) => width >= smallestInManifest)
    .map(({ path, width }) => ({ src: encodePath(path), sizes: `${width}x${width}`, type: "image/png" }));
  const manifest = {
    name: fullTitle(settings),
    short_name: settings.title,
    lang: settings.language,
    start_url: "./",
    scope: "./",
    display: "browser",
    icons,
  };
  return `${legalJson(manifest)}\n`;
}

/** From this width of the logo in pixels, the blog's title is below the logo instead of beside it. */
const wideLogo = 240;

/** Returns the HTML of the blog's logo, and also of the logo for dark colours if there is one. */
export function logoHtml(site: ShownSite, root: string): string {
  const { logo } = site.settings;
  const file = pictureOf(logo?.picture, site.media.files);
  if (!logo || !file) return "";
  const size = site.media.dimensionsOf(file);
  const shown = size && logoSize(size);
  const alt = logo.alt ?? (logo.withTitle ? "" : fullTitle(site.settings));
  const sizes = shown ? ` width="${shown.width}" height="${shown.height}"` : "";
  const isAbove = logo.withTitle && (shown?.width ?? 0) >= wideLogo;
  const names = isAbove ? "site-logo site-logo-wide" : "site-logo";
  const image = `<img class="${names}" src="${urlOf(file, root)}" alt="${escapeMarkup(alt)}"${sizes}>`;
  const dark = pictureOf(logo.dark, site.media.files);
  if (!dark) return image;
  const source = `<source srcset="${urlOf(dark, root)}" media="(prefers-color-scheme: dark)">`;
  return `<picture>${source}${image}</picture>`;
}

/** Whether pages show the title as text. Without a picture, pages always show the title. */
export function showsTitle({ settings, media }: ShownSite): boolean {
  const { logo } = settings;
  return !logo || logo.withTitle || pictureOf(logo.picture, media.files) === undefined;
}

function urlOf({ path }: MediaFile, root: string): string {
  return escapeMarkup(fromRoot(root, encodePath(path)));
}

/** Returns the URL of the author's picture: a media file of the blog, or an address on the web. */
export function authorPictureUrl({ settings, media }: Site, root: string): string {
  const written = settings.author.picture ?? "";
  const path = written.normalize("NFC").replace(/^\/+/, "");
  for (const file of media.paths()) if (file === path) return fromRoot(root, encodePath(path));
  return /^https?:/i.test(written) ? linkAddress(written) : "";
}
