import { readTags } from "#engine/markdown/html/html-tags.ts";

/**
 * Removes `<meta>` elements from HTML. In a text they are useless, and `http-equiv="refresh"` would make the
 * preview leave the page while the author writes.
 */
export function withoutMeta(html: string): string {
  if (!/<meta/i.test(html)) return html;
  let left = "";
  let done = 0;
  for (const { name, start, end } of readTags(html)) {
    if (name !== "meta") continue;
    left += html.slice(done, start);
    done = end;
  }
  return left + html.slice(done);
}
