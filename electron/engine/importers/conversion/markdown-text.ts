import { writtenTargets } from "#engine/blog/links/written-targets.ts";

/** Changes the targets of links and pictures in a Markdown text. Code stays as it is. */
export function withTargets(text: string, change: (target: string) => string): string {
  let [changed, done] = ["", 0];
  for (const { start, end, meant } of writtenTargets(text)) {
    const target = change(meant);
    if (start < done || target === meant) continue;
    changed += text.slice(done, start) + target;
    done = end;
  }
  return changed + text.slice(done);
}

/** Changes the parts of a Markdown text that are not code. */
export function outsideCode(text: string, change: (part: string) => string): string {
  // The expression matches code, so `split` returns code at every odd index.
  return text
    .split(/(^[ \t]*(?:```|~~~)[\s\S]*?^[ \t]*(?:```|~~~)[^\n]*$|(?<!`)(?:`[^`\n]+`|``[^\n]+?``)(?!`))/m)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join("");
}
