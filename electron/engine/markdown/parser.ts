/// <reference path="./markdown-it-plugins.d.ts" />
import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import deflist from "markdown-it-deflist";
import type { Labels } from "./labels.ts";
import type { MarkdownOptions } from "./markdown-types.ts";
import { attributesRule } from "./rules/attributes.ts";
import { bareLinksRule } from "./rules/bare-links.ts";
import { blockLinesRule } from "./rules/block-lines.ts";
import { blocksRule } from "./rules/blocks.ts";
import { boxesRule } from "./rules/boxes.ts";
import { codeRule } from "./rules/code.ts";
import { contentsRule } from "./rules/contents.ts";
import { definitionsRule } from "./rules/definitions.ts";
import { diagramsRule } from "./rules/diagrams.ts";
import { emphasisDotsRule } from "./rules/emphasis-dots.ts";
import { figuresRule } from "./rules/figures.ts";
import { footnotesRule } from "./rules/footnotes.ts";
import { inlineRule } from "./rules/inline.ts";
import { lineJoinsRule } from "./rules/line-joins.ts";
import { linkAddressesRule } from "./rules/link-addresses.ts";
import { listNumbersRule } from "./rules/list-numbers.ts";
import { mathsRule } from "./rules/maths.ts";
import { paragraphsRule } from "./rules/paragraphs.ts";
import { rubyRules } from "./rules/ruby.ts";
import { serverCodeRule } from "./rules/server-code.ts";
import { shownAddressesRule } from "./rules/shown-addresses.ts";
import { tablesRule } from "./rules/tables.ts";
import { taskListsRule } from "./rules/task-lists.ts";
import { textRule } from "./rules/text.ts";
import { uprightDigitsRule } from "./rules/upright-digits.ts";
import { windowsPathsRule } from "./rules/windows-paths.ts";

/** markdown-it with the rules that the options ask for. The order of the inline rules is the order of precedence. */
export function createParser(options: MarkdownOptions, labels: Labels): MarkdownIt {
  const { breaks = false, ruby = true, plainRuby = false } = options;
  const md = new MarkdownIt({ html: true, breaks });
  md.core.ruler.disable("normalize"); // `normalizeBody` has done that
  textRule(md);
  blockLinesRule(md);
  blocksRule(md);
  paragraphsRule(md);
  inlineRule(md);
  linkAddressesRule(md);
  definitionsRule(md, options.strictDefinitions ?? true);
  contentsRule(md);
  boxesRule(md, labels);
  md.use(deflist);
  attributesRule(md);
  footnotesRule(md, labels);
  taskListsRule(md);
  figuresRule(md);
  tablesRule(md, labels);
  codeRule(md);
  windowsPathsRule(md);
  if (options.strictListNumbers ?? true) listNumbersRule(md);
  if (options.cjkEmphasis ?? true) md.use(cjkFriendly);
  if (options.bareLinks ?? true) bareLinksRule(md);
  if (options.shownAddresses ?? true) shownAddressesRule(md);
  if (options.emphasisDots ?? true) emphasisDotsRule(md);
  if (options.maths ?? true) mathsRule(md);
  if (options.diagrams ?? true) diagramsRule(md, labels);
  if (ruby || plainRuby) rubyRules(md, { ruby, plainRuby });
  if (options.uprightDigits ?? false) uprightDigitsRule(md);
  if (!breaks && (options.cjkLineJoin ?? true)) lineJoinsRule(md);
  if (!(options.serverCode ?? false)) serverCodeRule(md);
  return md;
}
