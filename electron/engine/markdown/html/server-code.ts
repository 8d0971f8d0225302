/** A fast check: matches the beginning of code that a web server could run. */
const some = /<[?%]|<!--#|<script\s+language/i;
const starts = /<(?=[?%]|script\s+language\s*=\s*["']?php)|<!--#/gi;

/**
 * Escapes code that a web server would run. Keeps the code at offsets for which `isOwn` returns true.
 * `<?`, `<%` and `<script language="php">` begin PHP and similar code. `<!--#` begins a server-side include.
 * The code becomes visible text. In scripts, `<` becomes `\u003c`.
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
        // Uses `\u003c` in scripts, because browsers do not decode character references there.
        return index % 2 === 0 ? "&lt;" : "\\u003c";
      });
    })
    .join("");
}

/** Splits HTML at its scripts. Every second piece is a script with its start tag and end tag. */
function splitAtScripts(html: string): string[] {
  const [opening, closing] = [/<script\b/gi, /<\/script>/gi];
  const pieces: string[] = [];
  let done = 0;
  for (let open = opening.exec(html); open; open = opening.exec(html)) {
    // Stops at an unclosed tag or script, because no later script can be closed either.
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

/**
 * Escapes web server code in JSON, or in a script that contains only JSON values.
 * The values of the JSON stay the same.
 */
export function valuesWithoutServerCode(json: string): string {
  return /<[?%!s]/i.test(json) ? json.replace(/<(?=[?%!s])/gi, "\\u003c") : json;
}
