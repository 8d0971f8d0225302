import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** Returns the image of a paragraph that contains only this image, with or without a link around it. */
function loneImage(children: readonly Token[]): Token | undefined {
  const [first, second, third] = children;
  if (children.length === 1 && first?.type === "image") return first;
  const isLinked = children.length === 3 && first?.type === "link_open" && third?.type === "link_close";
  return isLinked && second?.type === "image" ? second : undefined;
}

function figures(state: StateCore): void {
  const { tokens } = state;
  tokens.forEach((token, index) => {
    const open = tokens[index - 1];
    const close = tokens[index + 1];
    if (token.type !== "inline" || open?.type !== "paragraph_open" || open.hidden || !close) return;
    const image = loneImage(token.children ?? []);
    const title = image?.attrGet("title");
    if (!image || !title) return;
    image.attrs = image.attrs?.filter(([name]) => name !== "title") ?? null;
    open.tag = "figure";
    close.tag = "figure";
    const caption = new state.Token("text", "", 0);
    caption.content = title;
    token.children?.push(
      new state.Token("caption_open", "figcaption", 1),
      caption,
      new state.Token("caption_close", "figcaption", -1),
    );
  });
}

/** Turns an image alone in its paragraph into a figure, with the image's title as the caption. */
export function figuresRule(md: MarkdownIt): void {
  md.core.ruler.push("figures", figures);
}
