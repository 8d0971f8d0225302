import type { MarkdownIt, StateInline } from "markdown-it";

/** How markdown-it marks a link that is written `<https://example.com/>`. */
const autolink = "autolink";

function markShownAddresses(state: StateInline): void {
  // Most paragraphs have none.
  if (!state.src.includes("<")) return;
  for (const token of state.tokens) {
    if (token.type === "link_open" && token.markup === autolink) token.attrJoin("class", "bare-link");
  }
}

/** Gives `<https://example.com/>` the class of bare addresses, by which a theme knows that a link shows its address already. */
export function shownAddressesRule(md: MarkdownIt): void {
  md.inline.ruler2.push("shown_addresses", (state) => {
    markShownAddresses(state);
    return false;
  });
}
