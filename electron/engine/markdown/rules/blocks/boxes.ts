import type { MarkdownIt, StateCore, Token } from "markdown-it";
import container from "markdown-it-container";
import type { Labels } from "../../render/labels.ts";
import type { ParseEnvironment } from "../../types/environment.ts";

const header = /^\s*(note|warning|details)(?:\s+(.*))?$/;

function prepare(open: Token, labels: Labels): void {
  const [, name, title] = header.exec(open.info) ?? [];
  const kind = name === "warning" || name === "details" ? name : "note";
  const written = title?.trim() ?? "";
  open.content = written || labels.boxes[kind];
  open.meta = { ...open.meta, langHtml: written === "" ? labels.langHtml : "" };
  open.attrJoin("class", `box box-${kind}`);
  if (kind === "details") open.tag = "details";
  else open.attrPush(["role", "note"]);
}

/**
 * Sets the element and title of each box. Runs after all tokens exist.
 * Also sets the element of each end token, because the plugin does not know the box's element.
 */
function boxes(state: StateCore): void {
  const { labels }: ParseEnvironment = state.env;
  const open: Token[] = [];
  for (const token of state.tokens) {
    if (token.type === "container_box_open") {
      prepare(token, labels);
      open.push(token);
    } else if (token.type === "container_box_close") {
      token.tag = open.pop()?.tag ?? token.tag;
    }
  }
}

/**
 * Supports boxes (`note`, `warning` and `details`). A box begins with `::: note 題` and ends with `:::`.
 * A box that contains another box needs more colons than the inner box.
 */
export function boxesRule(md: MarkdownIt): void {
  container(md, "box", {
    validate: (params) => header.test(params),
    render: (tokens, index, _options, _env, renderer) => {
      const token = tokens[index];
      if (!token || token.nesting < 0) return `</${token?.tag}>\n`;
      const title = md.utils.escapeHtml(token.content);
      const { langHtml } = token.meta;
      const heading =
        token.tag === "details"
          ? `<summary${langHtml}>${title}</summary>`
          : `<p class="box-title"${langHtml}>${title}</p>`;
      return `<${token.tag}${renderer.renderAttrs(token)}>\n${heading}\n`;
    },
  });
  md.core.ruler.after("block", "boxes", boxes);
}
