import type { MarkdownIt } from "markdown-it";
import type { ParseEnvironment } from "../../types/environment.ts";

/** Ends each heading with a link to itself. The link has no text, so that copied headings do not change. */
export function headingLinksRule(md: MarkdownIt): void {
  md.renderer.rules.heading_close = (tokens, index, _options, { labels }: ParseEnvironment) => {
    const tag = tokens[index]?.tag;
    const id = tokens[index - 2]?.attrGet("id");
    const end = `</${tag}>\n`;
    if (!id) return end;
    const label = md.utils.escapeHtml(labels.headingLink);
    return `<a class="heading-link" href="#${md.utils.escapeHtml(id)}" aria-label="${label}"></a>${end}`;
  };
}
