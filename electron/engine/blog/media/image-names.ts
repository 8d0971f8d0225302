import { ownCopy } from "#engine/base/own-copy.ts";

/** Matches an image file's name after a slash, up to an extension that gets smaller copies. */
const mention = /\/([^/\n]{1,240}?(?:\.(?:jpe?g|png|webp))+)/gi;

/**
 * Returns the names of the images that a text may show, without rendering it: also images that are only
 * linked to, but never too few of those in `media/`.
 */
export function imageNamesIn(body: string): readonly string[] {
  if (!body.includes("media/")) return [];
  const names = Array.from(body.matchAll(mention), ([, name = ""]) => ownCopy(plainName(name)));
  return [...new Set(names)];
}

/** Undoes the escapes of Markdown, HTML and URLs in a name. */
function plainName(written: string): string {
  const name = written.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&amp;", "&");
  try {
    return decodeURIComponent(name).normalize("NFC");
  } catch {
    return name.normalize("NFC");
  }
}
