import { ownCopy } from "#engine/base/own-copy.ts";

/** A file's name in a text: in a folder, up to the ending of a kind that gets smaller copies. */
const mention = /\/([^/\n]{1,240}?(?:\.(?:jpe?g|png|webp))+)/gi;

/**
 * The names of the images that a text may show. Found without rendering it: an image that is only linked to is among them,
 * too, but none of `media/` that is shown is missing.
 */
export function imageNamesIn(body: string): readonly string[] {
  if (!body.includes("media/")) return [];
  const names = Array.from(body.matchAll(mention), ([, name = ""]) => ownCopy(plainName(name)));
  return [...new Set(names)];
}

/** Without what Markdown, HTML and addresses do to a name. */
function plainName(written: string): string {
  const name = written.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&amp;", "&");
  try {
    return decodeURIComponent(name).normalize("NFC");
  } catch {
    return name.normalize("NFC");
  }
}
