import { playerOf } from "#contract/media-files.ts";
import type { MarkdownIt, StateCore, Token } from "markdown-it";

const item =
  /\s*(?:#([\p{L}\p{N}_:-]+)|\.([\p{L}\p{N}_:-]+)|lang=(?:"([A-Za-z0-9-]+)"|([A-Za-z0-9-]+))|poster=(?:"([^"]+)"|([^\s"'{}<>=`]+)))\s*/uy;

/** Parses the content of braces, such as `#id .class lang=en`. Returns undefined for any other content. */
function readAttributes(source: string): [string, string][] | undefined {
  const found: [string, string][] = [];
  item.lastIndex = 0;
  while (item.lastIndex < source.length) {
    const [matched, id, className, quotedLanguage, language, quotedPoster, poster] = item.exec(source) ?? [];
    if (matched === undefined) return undefined;
    const image = quotedPoster ?? poster;
    if (id !== undefined) found.push(["id", id]);
    else if (className !== undefined) found.push(["class", className]);
    else if (image !== undefined) found.push(["poster", image]);
    else found.push(["lang", quotedLanguage ?? language ?? ""]);
  }
  return found.length > 0 ? found : undefined;
}

/** Applies attributes to a token. Elements other than videos ignore `poster`. */
function apply(token: Token, attributes: [string, string][]): void {
  const isVideo = token.type === "image" && playerOf(token.attrGet("src") ?? "") === "video";
  for (const [name, value] of attributes) {
    if (name === "poster" && !isVideo) continue;
    if (name === "class") token.attrJoin("class", value);
    else token.attrSet(name, value);
  }
}

/** Applies attributes in braces after an inline element: `**x**{.a}`, `` `x`{.a} ``, `![](x){.a}`. */
function readBehindElements(children: Token[]): void {
  const open: Token[] = [];
  let element: Token | undefined;
  for (const token of children) {
    if (token.type === "text" && element !== undefined && token.content.startsWith("{")) {
      const end = token.content.indexOf("}");
      const attributes = end < 0 ? undefined : readAttributes(token.content.slice(1, end));
      if (attributes) {
        apply(element, attributes);
        token.content = token.content.slice(end + 1);
      }
    }
    if (token.nesting === 1) open.push(token);
    if (token.nesting === -1) element = open.pop();
    else element = token.type === "code_inline" || token.type === "image" ? token : undefined;
  }
}

/** Removes and returns the attributes in braces at the end of a block's text, as in `text {.a}`. */
function readAtEnd(children: Token[]): [string, string][] | undefined {
  const last = children.at(-1);
  if (last?.type !== "text" || !last.content.endsWith("}")) return undefined;
  const start = last.content.lastIndexOf("{");
  const ownsLine = start === 0 && children.at(-2)?.type === "softbreak";
  if (!ownsLine && !/\s/.test(last.content.charAt(start - 1))) return undefined;
  const attributes = readAttributes(last.content.slice(start + 1, -1));
  if (!attributes) return undefined;
  last.content = last.content.slice(0, start).trimEnd();
  if (ownsLine) children.splice(-2);
  return attributes;
}

/**
 * Returns the token that opens the block of the text at `index`: a paragraph, or an item of a tight list.
 */
function blockOf(tokens: readonly Token[], index: number): Token | undefined {
  const parent = tokens[tokens[index - 1]?.hidden ? index - 2 : index - 1];
  return parent?.nesting === 1 ? parent : undefined;
}

function readFence(token: Token): void {
  const start = token.info.trimEnd().endsWith("}") ? token.info.lastIndexOf("{") : -1;
  const attributes = start < 0 ? undefined : readAttributes(token.info.trimEnd().slice(start + 1, -1));
  if (!attributes) return;
  apply(token, attributes);
  token.info = token.info.slice(0, start);
}

function attributes(state: StateCore): void {
  state.tokens.forEach((token, index) => {
    if (token.type === "fence") readFence(token);
    if (token.type !== "inline" || !token.content.includes("{")) return;
    const children = token.children ?? [];
    readBehindElements(children);
    const found = readAtEnd(children);
    const block = blockOf(state.tokens, index);
    if (found && block) apply(block, found);
  });
}

/**
 * Supports `{#id .class lang=en}` after inline elements, at the end of blocks, and in first lines of fences.
 * A video can also have `poster=still.jpg`, the image that it shows before it plays.
 * Braces with anything else, such as `{onclick=…}`, stay text.
 */
export function attributesRule(md: MarkdownIt): void {
  md.core.ruler.after("inline", "attributes", attributes);
}
