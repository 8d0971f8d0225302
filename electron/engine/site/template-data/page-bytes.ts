import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { encodeLegacy, type LegacyCharset, type Substitute } from "#engine/base/text/legacy-encoder.ts";

export type Charset = "utf-8" | LegacyCharset;

/** Whether pages of a section are in an encoding other than UTF-8. */
export function hasOldCharset({ sections }: Pick<BlogSettings, "sections">): boolean {
  return Object.values(sections).some(({ charset = "utf-8" }) => charset !== "utf-8");
}

/** Returns the encoding of the pages of a section. The default is UTF-8. */
export function charsetOf(settings: BlogSettings, section: string): Charset {
  return settings.sections[section]?.charset ?? "utf-8";
}

/**
 * Encodes a page. Characters that the encoding lacks become references such as `&#128512;`.
 * Inside scripts, characters that the encoding lacks become escape sequences such as `\ud83d\ude00`.
 */
export function pageBytes(html: string, charset: Charset = "utf-8"): Buffer {
  if (charset === "utf-8") return Buffer.from(html);
  const parts = html.split(/(<script\b[^>]*>[\s\S]*?<\/script>)/i);
  return Buffer.concat(
    parts.map((part, at) => encodeLegacy(part, charset, at % 2 === 0 ? reference : escapeSequence)),
  );
}

/** Maximum size of the shared buffer in bytes. Longer pages get a buffer of their own. */
const maxReused = 2 ** 20;

/** Encodes pages one after another in one shared buffer, to save memory in large builds. */
export class ReusedBytes {
  #memory = Buffer.alloc(2 ** 16);

  /** Encodes a page. The next call overwrites the result. */
  bytesOf(html: string, charset: Charset = "utf-8"): Uint8Array {
    const most = 3 * html.length;
    if (charset !== "utf-8" || most > maxReused) return pageBytes(html, charset);
    if (most > this.#memory.length) this.#memory = Buffer.alloc(Math.min(2 * most, maxReused));
    return this.#memory.subarray(0, this.#memory.write(html));
  }
}

const reference: Substitute = (character) => `&#${character.codePointAt(0)};`;

const escapeSequence: Substitute = (character) =>
  Array.from({ length: character.length }, (_, at) => {
    const unit = character.charCodeAt(at).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
