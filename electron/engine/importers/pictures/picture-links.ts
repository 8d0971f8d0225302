import { decodeEntities } from "#engine/base/markup.ts";
import { percentDecoded } from "#contract/text/percent-encoding.ts";
import type { Moment } from "#engine/blog/posts/post.ts";

/** Matches pictures in a post's text: images, and links from an image to its larger version. */
const patterns: readonly RegExp[] = [
  /(!\[(?:[^\]\\]|\\.)*\]\(<?)((?:https?:)?\/\/[^\s<>)]+)/g,
  /(<img\b[^<>]*?\ssrc\s*=\s*["'])((?:https?:)?\/\/[^"'<>\s]+)/gi,
  /(\)\]\(<?)(https?:\/\/[^\s<>)]+\.(?:jpe?g|png|gif|webp))(?=[\s>)])/gi,
  /(<a\b[^<>]*?\shref\s*=\s*["'])(https?:\/\/[^"'<>\s]+\.(?:jpe?g|png|gif|webp))(?=["'][^<>]*>\s*<img\b)/gi,
];

/** Returns the addresses of the pictures in a text, each once. */
export function pictureAddresses(text: string): string[] {
  const found = patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, , written = ""]) => complete(written)),
  );
  return [...new Set(found)];
}

/** Replaces addresses of pictures. If `replacement` returns undefined, the address stays unchanged. */
export function withPictures(text: string, replacement: (address: string) => string | undefined): string {
  return patterns.reduce(
    (changed, pattern) =>
      changed.replace(
        pattern,
        (whole: string, before: string, written: string) =>
          mapped(replacement(complete(written)), before) ?? whole,
      ),
    text,
  );
}

function mapped(path: string | undefined, before: string): string | undefined {
  return path === undefined ? undefined : before + path;
}

function complete(written: string): string {
  const address = decodeEntities(written);
  return address.startsWith("//") ? `https:${address}` : address;
}

/** Patterns for the names of thumbnails on several services. The replacements give the original names. */
const copies: readonly (readonly [RegExp, string])[] = [
  // WordPress: photo-300x200.jpg
  [/-\d{2,5}x\d{2,5}(\.(?:jpe?g|png|gif|webp))$/i, "$1"],
  // Names on さくらのブログ and Seesaa, such as `photo-thumbnail2.jpg`.
  [/-thumbnail\d*(\.(?:jpe?g|png|gif|webp))$/i, "$1"],
  // Names on はてなフォトライフ, such as `20151107202826_120.jpg` and `20151107202826_m.gif`.
  [/(\/\d{14})_(?:m|\d{2,4})(\.(?:jpe?g|png|gif))$/i, "$1$2"],
  // Paths on Blogger, such as `/s320/photo.jpg` and `/w640-h480/photo.jpg`.
  [/\/(?:s\d{2,4}|w\d+-h\d+)(?:-[a-z0-9-]+)?(\/[^/]+)$/i, "/s0$1"],
];

/** Returns the addresses of the possible versions of a picture, the largest version first. */
export function versionsOf(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const url = new URL(address);
  const inner = /^\/image\/[^/]+\/.*?\/(https?%3A%2F%2F[^/?]+)$/i.exec(url.pathname)?.[1];
  // On はてな's server, the address of a thumbnail contains the address of the original picture.
  const start =
    url.host.endsWith("st-hatena.com") && inner !== undefined ? (percentDecoded(inner) ?? address) : address;
  const original = new URL(URL.canParse(start) ? start : address);
  for (const [pattern, replacement] of copies)
    original.pathname = original.pathname.replace(pattern, replacement);
  return [...new Set([original.href, address])];
}

/**
 * Returns a time and a time zone, from which the caller calculates the month of a picture's folder.
 * For a post with a date, the month is taken in the date's own time zone, not in the blog's time zone.
 * Without a date, the month is the present month in the blog's time zone.
 */
export function monthOf(date: Moment | null, timeZone: string): { now: number; timeZone: string } {
  return date === null
    ? { now: Date.now(), timeZone }
    : { now: date.time + date.offsetMinutes * 60_000, timeZone: "UTC" };
}
