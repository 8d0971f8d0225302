/// <reference path="../types/markdown-it-plugins.d.ts" />
import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import deflist from "markdown-it-deflist";
import type { MarkdownOptions } from "../types/markdown-types.ts";
import { attributesRule } from "../rules/blocks/attributes.ts";
import { bareLinksRule } from "../rules/inline/bare-links.ts";
import { blockLinesRule } from "../rules/blocks/block-lines.ts";
import { blocksRule } from "../rules/blocks/blocks.ts";
import { boxesRule } from "../rules/blocks/boxes.ts";
import { calloutsRule } from "../rules/blocks/callouts.ts";
import { codeRule } from "../rules/blocks/code.ts";
import { contentsRule } from "../rules/blocks/contents.ts";
import { definitionsRule } from "../rules/blocks/definitions.ts";
import { diagramsRule } from "../rules/blocks/diagrams.ts";
import { embedsRule } from "../rules/blocks/embeds.ts";
import { emojiRule } from "../rules/inline/emoji.ts";
import { emphasisDotsRule } from "../rules/inline/emphasis-dots.ts";
import { figuresRule } from "../rules/blocks/figures.ts";
import { footnotesRule } from "../rules/blocks/footnotes.ts";
import { headingLinksRule } from "../rules/blocks/heading-links.ts";
import { inlineRule } from "../rules/inline/inline.ts";
import { inlineTagsRule } from "../rules/inline/inline-tags.ts";
import { linkLabelsRule } from "../rules/inline/link-labels.ts";
import { lineJoinsRule } from "../rules/inline/line-joins.ts";
import { linkAddressesRule } from "../rules/inline/link-addresses.ts";
import { listNumbersRule } from "../rules/blocks/list-numbers.ts";
import { mathsRule } from "../rules/inline/maths.ts";
import { paragraphsRule } from "../rules/blocks/paragraphs.ts";
import { pictureLinksRule } from "../rules/inline/picture-links.ts";
import { rubyRules } from "../rules/inline/ruby.ts";
import { serverCodeRule } from "../rules/inline/server-code.ts";
import { shownAddressesRule } from "../rules/inline/shown-addresses.ts";
import { tablesRule } from "../rules/blocks/tables.ts";
import { taskListsRule } from "../rules/blocks/task-lists.ts";
import { textRule } from "../rules/inline/text.ts";
import { uprightDigitsRule } from "../rules/inline/upright-digits.ts";
import { windowsPathsRule } from "../rules/inline/windows-paths.ts";

/**
 * Creates a markdown-it parser with the rules that `options` choose.
 * The order matters: of rules that are pushed, or put before the same rule, the first one runs first.
 */
export function createParser(options: MarkdownOptions): MarkdownIt {
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
  boxesRule(md);
  if (options.callouts ?? true) calloutsRule(md);
  if (options.headingLinks ?? false) headingLinksRule(md);
  md.use(deflist);
  attributesRule(md);
  footnotesRule(md);
  taskListsRule(md);
  figuresRule(md, options.galleries ?? true);
  if (options.pictureLinks ?? false) pictureLinksRule(md);
  if (options.embeds ?? true) embedsRule(md);
  tablesRule(md);
  codeRule(md, options.colours ?? true);
  windowsPathsRule(md);
  if (options.strictListNumbers ?? true) listNumbersRule(md);
  if (options.cjkEmphasis ?? true) md.use(cjkFriendly);
  if (options.bareLinks ?? true) bareLinksRule(md);
  if (options.shownAddresses ?? true) shownAddressesRule(md);
  if (options.emphasisDots ?? true) emphasisDotsRule(md);
  if (options.emoji ?? false) emojiRule(md);
  if (options.maths ?? true) mathsRule(md);
  if (options.diagrams ?? true) diagramsRule(md);
  if (ruby || plainRuby) rubyRules(md, { ruby, plainRuby });
  if (options.uprightDigits ?? false) uprightDigitsRule(md);
  if (!breaks && (options.cjkLineJoin ?? true)) lineJoinsRule(md);
  if (!(options.serverCode ?? false)) serverCodeRule(md);
  return md;
}
