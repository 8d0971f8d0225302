import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** An image, perhaps in a link. `tokens` contains the token of the image, and any tokens of the link. */
interface Picture {
  readonly image: Token;
  readonly tokens: Token[];
}

/** The classes for the size and position of a picture. The values are shares of the text's width. */
const shares = { small: 1 / 3, half: 1 / 2, left: 1, center: 1, right: 1 };

/** Share of the text's width for a picture in a gallery. Most built-in themes use this share. */
const galleryShare = 1 / 2;

/** Returns the picture if the tokens are only an image, perhaps in a link. Otherwise returns undefined. */
function pictureIn(children: readonly Token[]): Picture | undefined {
  // Ignores the empty text token that remains after an image with attributes in braces.
  const tokens = children.filter(({ type, content }) => type !== "text" || content !== "");
  const [first, second, third] = tokens;
  if (tokens.length === 1 && first?.type === "image") return { image: first, tokens };
  const isLinked = tokens.length === 3 && first?.type === "link_open" && third?.type === "link_close";
  return isLinked && second?.type === "image" ? { image: second, tokens } : undefined;
}

/** Returns the pictures of a paragraph. The list is empty unless each line is a picture. */
function picturesIn(children: readonly Token[]): Picture[] {
  const lines: Token[][] = [[]];
  for (const token of children) {
    if (token.type === "softbreak" || token.type === "hardbreak") lines.push([]);
    else lines.at(-1)?.push(token);
  }
  const pictures = lines.map(pictureIn);
  return pictures.every((picture) => picture !== undefined) ? pictures : [];
}

/** Returns the tokens of a picture, with the image's title as the caption. */
function captioned({ image, tokens }: Picture, { Token: TokenClass }: StateCore): Token[] {
  const title = image.attrGet("title");
  if (!title) return tokens;
  image.attrs = image.attrs?.filter(([name]) => name !== "title") ?? null;
  const caption = new TokenClass("text", "", 0);
  caption.content = title;
  return [
    ...tokens,
    new TokenClass("caption_open", "figcaption", 1),
    caption,
    new TokenClass("caption_close", "figcaption", -1),
  ];
}

/** Moves the classes for size and position from an image to its paragraph or figure. */
function placePicture(image: Token, block: Token): void {
  const classes = image.attrGet("class")?.split(" ") ?? [];
  const places = classes.filter((name) => Object.hasOwn(shares, name));
  if (places.length === 0) return;
  const others = classes.filter((name) => !places.includes(name));
  image.attrs = image.attrs?.filter(([name]) => name !== "class") ?? null;
  if (others.length > 0) image.attrSet("class", others.join(" "));
  block.attrJoin("class", ["picture", ...places].join(" "));
  const share = Math.min(
    ...Object.entries(shares).map(([name, value]) => (places.includes(name) ? value : 1)),
  );
  image.meta = { ...image.meta, share };
}

function gallery(pictures: readonly Picture[], state: StateCore): Token[] {
  const { Token: TokenClass } = state;
  return pictures.flatMap((picture, index) => {
    const { image } = picture;
    image.meta = { ...image.meta, share: galleryShare };
    const lineEnd = new TokenClass("gallery_line_end", "", 0);
    lineEnd.content = "\n";
    return [
      ...(index > 0 ? [lineEnd] : []),
      new TokenClass("figure_open", "figure", 1),
      ...captioned(picture, state),
      new TokenClass("figure_close", "figure", -1),
    ];
  });
}

function figures(state: StateCore, galleries: boolean): void {
  const { tokens } = state;
  tokens.forEach((token, index) => {
    const open = tokens[index - 1];
    const close = tokens[index + 1];
    if (token.type !== "inline" || open?.type !== "paragraph_open" || open.hidden || !close) return;
    const pictures = token.content.includes("![") ? picturesIn(token.children ?? []) : [];
    const [first] = pictures;
    if (!first) return;
    if (pictures.length > 1) {
      if (!galleries) return;
      open.tag = "div";
      close.tag = "div";
      open.attrJoin("class", "gallery");
      token.children = gallery(pictures, state);
      return;
    }
    placePicture(first.image, open);
    if (!first.image.attrGet("title")) return;
    open.tag = "figure";
    close.tag = "figure";
    token.children = captioned(first, state);
  });
}

/**
 * Turns a paragraph that contains only an image into a figure, with the image's title as the caption.
 * With `galleries`, a paragraph of several lines with one image each becomes a gallery.
 */
export function figuresRule(md: MarkdownIt, galleries: boolean): void {
  md.core.ruler.push("figures", (state) => figures(state, galleries));
  md.renderer.rules.player = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    return token ? `<${token.tag}${renderer.renderAttrs(token)}></${token.tag}>` : "";
  };
  md.renderer.rules.gallery_line_end = () => "\n";
}
