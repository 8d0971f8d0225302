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
  return html
    .split(/(<script\b[^>]*>[\s\S]*?<\/script>)/i)
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

/** The same for JSON and for scripts that hold nothing but values: what they say stays the same. */
export function valuesWithoutServerCode(json: string): string {
  return /<[?%!s]/i.test(json) ? json.replace(/<(?=[?%!s])/gi, "\\u003c") : json;
}
