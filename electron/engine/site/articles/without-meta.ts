import { readTags } from "#engine/markdown/html/html-tags.ts";

/**
 * HTML without `<meta>` elements: in a text they do nothing for readers, but for one, `http-equiv="refresh"`, which would
 * send the preview away from its page in the middle of writing.
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
