import { decodeEntities } from "#engine/base/markup.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { withoutEscapes } from "#contract/text/markdown-text.ts";
import { ownCopy } from "#engine/base/packed-text.ts";

/**
 * Matches a slash and the name of a JPEG, PNG or WebP file. Only images of these types get smaller copies.
 */
const mention = /\/([^/\n]{1,240}?(?:\.(?:jpe?g|png|webp))+)/gi;

/** Returns the names of all `media/` images that a text shows or links to. Does not render the text. */
export function imageNamesIn(body: string): readonly string[] {
  if (!body.includes("media/")) return [];
  const names = Array.from(body.matchAll(mention), ([, name = ""]) => ownCopy(plainName(name)));
  return [...new Set(names)];
}

/** Returns a file name without the escapes of Markdown, HTML and URLs. */
function plainName(written: string): string {
  const name = decodeEntities(withoutEscapes(written));
  return decoded(name);
}
