/** Maximum length of an entity, or of the delimiters of a CDATA section, in characters. */
const longestMark = 64;

/** An ampersand that begins no entity. */
const bareAmpersand = /&(?!(?:#\d{1,8}|#x[\da-f]{1,7}|[a-z_][\w.-]{0,40});)/gi;

/**
 * Escapes bare ampersands in XML, as in `?a=1&b=2`, because some services write them unescaped.
 * After a bare ampersand, an XML parser would read the text up to the next `;` as the name of an entity.
 * The XML text arrives in pieces, and a piece can end inside an entity.
 */
export class BareAmpersands {
  /** The end of the last piece, kept back because an entity or delimiter may continue in the next piece. */
  #rest = "";
  #isInCdata = false;

  /** Returns the text that is ready so far. With the last piece (`isLast`), returns all remaining text. */
  write(piece: string, isLast = false): string {
    const text = this.#rest + piece;
    const tail = isLast ? -1 : text.slice(-longestMark).search(/[<&\]]/);
    let end = tail < 0 ? text.length : Math.max(0, text.length - longestMark) + tail;
    // Keeps brackets at the end for the next piece, because they may be the beginning of `]]>`.
    while (tail >= 0 && text[end - 1] === "]") end -= 1;
    this.#rest = text.slice(end);
    return this.#escaped(text.slice(0, end));
  }

  #escaped(text: string): string {
    const parts: string[] = [];
    for (let at = 0; at < text.length; ) {
      const mark = this.#isInCdata ? "]]>" : "<![CDATA[";
      const found = text.indexOf(mark, at);
      const end = found < 0 ? text.length : found + mark.length;
      const part = text.slice(at, end);
      // Ampersands in a CDATA section are plain text.
      parts.push(this.#isInCdata ? part : part.replace(bareAmpersand, "&amp;"));
      if (found >= 0) this.#isInCdata = !this.#isInCdata;
      at = end;
    }
    return parts.join("");
  }
}
