/** Whether there is anything that a server could run, in most texts there is not. */
const some = /<[?%]|<!--#|<script\s+language/i;
const starts = /<(?=[?%]|script\s+language\s*=\s*["']?php)|<!--#/gi;

/**
 * HTML in which a server finds no code but that for which `isOwn` says so, by where it stands: `<?` and `<%` are PHP or the like,
 * `<script language="php">` was until PHP 7, `<!--#` is a server-side include. In pages they become words, in scripts the same
 * characters in another spelling.
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
        // In scripts, references mean nothing
        return index % 2 === 0 ? "&lt;" : "\\u003c";
      });
    })
    .join("");
}

/** HTML in pieces: every second one is a script, from its start tag to its end tag. */
function splitAtScripts(html: string): string[] {
  const [opening, closing] = [/<script\b/gi, /<\/script>/gi];
  const pieces: string[] = [];
  let done = 0;
  for (let open = opening.exec(html); open; open = opening.exec(html)) {
    // Where a tag or a script has no end, none behind it has one either
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

/** The same for JSON and for scripts that hold nothing but values: what they say stays the same. */
export function valuesWithoutServerCode(json: string): string {
  return /<[?%!s]/i.test(json) ? json.replace(/<(?=[?%!s])/gi, "\\u003c") : json;
}
