import type { MarkdownIt, StateInline } from "markdown-it";

/** markdown-it's mark for a link written as `<https://example.com/>`. */
const autolink = "autolink";

function markShownAddresses(state: StateInline): void {
  // Most paragraphs have none
  if (!state.src.includes("<")) return;
  for (const token of state.tokens) {
    if (token.type === "link_open" && token.markup === autolink) token.attrJoin("class", "bare-link");
  }
}

/**
 * Adds the class of bare addresses to `<https://example.com/>`, by which themes recognise links that show
 * their address.
 */
export function shownAddressesRule(md: MarkdownIt): void {
  md.inline.ruler2.push("shown_addresses", (state) => {
    markShownAddresses(state);
    return false;
  });
}
