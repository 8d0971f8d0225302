/** The text of an element. Leaves out ruby readings, footnote numbers, and elements with a line number. */
export interface OwnText {
  readonly text: string;
  readonly nodes: readonly Text[];
  /** Offsets in `text` at which the text nodes begin. */
  readonly starts: readonly number[];
}

const foreign =
  "[data-line], rt, rp, annotation, annotation-xml, script, style, .footnote-ref, .footnote-back";

export function ownText(element: Element): OwnText {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let text = "";
  const filter = (node: Node): number => {
    if (node instanceof Element && node.matches(foreign)) return NodeFilter.FILTER_REJECT;
    return node instanceof Text ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    nodes.push(node);
    starts.push(text.length);
    text += node.data;
  }
  return { text, nodes, starts };
}

/**
 * Returns the text node that contains a character, and the offset in the node.
 * Returns undefined if no text node contains the character.
 */
export function nodeAt(own: OwnText, offset: number): { node: Text; at: number } | undefined {
  let low = 0;
  let high = own.nodes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((own.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  const node = own.nodes[low];
  const at = offset - (own.starts[low] ?? 0);
  return node && at < node.length ? { node, at } : undefined;
}

/** Returns the offset in the text that corresponds to a position in the page. */
export function offsetAt(own: OwnText, node: Node, at: number): number {
  const exact = node instanceof Text ? own.nodes.indexOf(node) : -1;
  if (exact >= 0) return (own.starts[exact] ?? 0) + at;
  const range = document.createRange();
  range.setStart(node, at);
  const behind = own.nodes.findIndex((text) => range.comparePoint(text, 0) >= 0);
  return behind < 0 ? own.text.length : (own.starts[behind] ?? 0);
}
