import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { encodeLegacy, type LegacyCharset, type Substitute } from "#engine/base/legacy-encoder.ts";

/** Encoding of a page, under the name that HTML gives it. */
export type Charset = "utf-8" | LegacyCharset;

/** The encoding of the pages of a section; "" and unknown sections have the site's own. */
export function charsetOf(settings: BlogSettings, section: string): Charset {
  return settings.sections[section]?.charset ?? "utf-8";
}

/**
 * The bytes of a page. What an old encoding does not have is written as a reference (`&#128512;`), or in scripts, where
 * those mean nothing, as an escapeSequence (`\ud83d\ude00`).
 */
export function pageBytes(html: string, charset: Charset = "utf-8"): Buffer {
  if (charset === "utf-8") return Buffer.from(html);
  const parts = html.split(/(<script\b[^>]*>[\s\S]*?<\/script>)/i);
  return Buffer.concat(
    parts.map((part, at) => encodeLegacy(part, charset, at % 2 === 0 ? reference : escapeSequence)),
  );
}

/** Pages longer than this get memory of their own. */
const mostReused = 2 ** 20;

/** Makes the bytes of page after page in the same memory, of which a build of thousands of them would need much. */
export class ReusedBytes {
  #memory = Buffer.alloc(2 ** 16);

  /** The bytes of a page, to be read before the next one is made. */
  bytesOf(html: string, charset: Charset = "utf-8"): Uint8Array {
    const most = 3 * html.length;
    if (charset !== "utf-8" || most > mostReused) return pageBytes(html, charset);
    if (most > this.#memory.length) this.#memory = Buffer.alloc(Math.min(2 * most, mostReused));
    return this.#memory.subarray(0, this.#memory.write(html));
  }
}

const reference: Substitute = (character) => `&#${character.codePointAt(0)};`;

const escapeSequence: Substitute = (character) =>
  Array.from({ length: character.length }, (_, at) => {
    const unit = character.charCodeAt(at).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
