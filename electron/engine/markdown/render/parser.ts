/// <reference path="../types/markdown-it-plugins.d.ts" />
import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import deflist from "markdown-it-deflist";
import type { Labels } from "./labels.ts";
import type { MarkdownOptions } from "../types/markdown-types.ts";
import { attributesRule } from "../rules/blocks/attributes.ts";
import { bareLinksRule } from "../rules/inline/bare-links.ts";
import { blockLinesRule } from "../rules/blocks/block-lines.ts";
import { blocksRule } from "../rules/blocks/blocks.ts";
import { boxesRule } from "../rules/blocks/boxes.ts";
import { codeRule } from "../rules/blocks/code.ts";
import { contentsRule } from "../rules/blocks/contents.ts";
import { definitionsRule } from "../rules/blocks/definitions.ts";
import { diagramsRule } from "../rules/blocks/diagrams.ts";
import { emphasisDotsRule } from "../rules/inline/emphasis-dots.ts";
import { figuresRule } from "../rules/blocks/figures.ts";
import { footnotesRule } from "../rules/blocks/footnotes.ts";
import { inlineRule } from "../rules/inline/inline.ts";
import { inlineTagsRule } from "../rules/inline/inline-tags.ts";
import { linkLabelsRule } from "../rules/inline/link-labels.ts";
import { lineJoinsRule } from "../rules/inline/line-joins.ts";
import { linkAddressesRule } from "../rules/inline/link-addresses.ts";
import { listNumbersRule } from "../rules/blocks/list-numbers.ts";
import { mathsRule } from "../rules/inline/maths.ts";
import { paragraphsRule } from "../rules/blocks/paragraphs.ts";
import { rubyRules } from "../rules/inline/ruby.ts";
import { serverCodeRule } from "../rules/inline/server-code.ts";
import { shownAddressesRule } from "../rules/inline/shown-addresses.ts";
import { tablesRule } from "../rules/blocks/tables.ts";
import { taskListsRule } from "../rules/blocks/task-lists.ts";
import { textRule } from "../rules/inline/text.ts";
import { uprightDigitsRule } from "../rules/inline/upright-digits.ts";
import { windowsPathsRule } from "../rules/inline/windows-paths.ts";

/**
 * Creates a markdown-it parser with the rules that the options turn on. Inline rules are added in the order
 * in which they are tried.
 */
export function createParser(options: MarkdownOptions, labels: Labels): MarkdownIt {
  const { breaks = false, ruby = true, plainRuby = false } = options;
  const md = new MarkdownIt({ html: true, breaks });
  md.core.ruler.disable("normalize"); // `normalizeBody` does this.
  textRule(md);
  blockLinesRule(md);
  blocksRule(md);
  paragraphsRule(md);
  inlineRule(md);
  linkLabelsRule(md);
  inlineTagsRule(md);
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
