import type { MarkdownIt, StateInline } from "markdown-it";

/** The `markup` of tokens that markdown-it creates for `<https://example.com/>`. */
const autolink = "autolink";

function markShownAddresses(state: StateInline): void {
  // Returns early to save time, because most paragraphs contain no autolink.
  if (!state.src.includes("<")) return;
  for (const token of state.tokens) {
    if (token.type === "link_open" && token.markup === autolink) token.attrJoin("class", "bare-link");
  }
}

/**
 * Gives links such as `<https://example.com/>` the class of bare addresses, so that themes can style them.
 */
export function shownAddressesRule(md: MarkdownIt): void {
  md.inline.ruler2.push("shown_addresses", (state) => {
    markShownAddresses(state);
    return false;
  });
}
