/** Fast check for code that a server could execute; most texts have none. */
const some = /<[?%]|<!--#|<script\s+language/i;
const starts = /<(?=[?%]|script\s+language\s*=\s*["']?php)|<!--#/gi;

/**
 * Escapes code that a server would execute, except where `isOwn` returns true for its offset: `<?` and `<%`
 * are PHP and similar, as was `<script language="php">` until PHP 7; `<!--#` is a server-side include. In
 * pages it becomes text, in scripts the same characters in another spelling.
 * @see https://www.php.net/manual/en/language.basic-syntax.phptags.php
 * @see https://httpd.apache.org/docs/2.4/mod/mod_include.html
 */
export function withoutServerCode(html: string, isOwn: (at: number) => boolean = () => false): string {
  if (!some.test(html)) return html;
  let done = 0;
  return splitAtScripts(html)
    .map((piece, index) => {
      const offset = done;
      done += piece.length;
      return piece.replace(starts, (start, at: number) => {
        if (isOwn(offset + at)) return start;
        if (start !== "<") return "<!-- #";
        // Scripts do not decode references
        return index % 2 === 0 ? "&lt;" : "\\u003c";
      });
    })
    .join("");
}

/** Splits HTML: every second piece is a script, from its start tag to its end tag. */
function splitAtScripts(html: string): string[] {
  const [opening, closing] = [/<script\b/gi, /<\/script>/gi];
  const pieces: string[] = [];
  let done = 0;
  for (let open = opening.exec(html); open; open = opening.exec(html)) {
    // If a tag or a script is not closed, none after it is closed either
    closing.lastIndex = html.indexOf(">", open.index);
    const close = closing.lastIndex < 0 ? null : closing.exec(html);
    if (!close) break;
    const end = close.index + close[0].length;
    pieces.push(html.slice(done, open.index), html.slice(open.index, end));
    done = end;
    opening.lastIndex = end;
  }
  return [...pieces, html.slice(done)];
}

/** Like `withoutServerCode`, for JSON and scripts that contain only values: the values stay the same. */
export function valuesWithoutServerCode(json: string): string {
  return /<[?%!s]/i.test(json) ? json.replace(/<(?=[?%!s])/gi, "\\u003c") : json;
}
