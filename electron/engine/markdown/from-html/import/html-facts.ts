import { decodedUrl } from "#contract/text/percent-encoding.ts";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

type ParentNode = DefaultTreeAdapterTypes.ParentNode;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The visible content of a piece of HTML. `showsTheSame` compares the content of two pieces. */
export interface HtmlFacts {
  /** The visible text without white space. */
  readonly text: string;
  readonly images: number;
  /** Number of links with text or an image. A link whose text is its own address does not count. */
  readonly links: number;
}

/** Elements whose content browsers do not show. For `rp`, this applies to browsers that support ruby. */
const hidden = new Set(["script", "style", "template", "noscript", "head", "title", "rp"]);
const space = /[\s\u200B\uFEFF]+/g;

/** Returns the visible content of HTML, without recursion, because old pages nest very deeply. */
export function factsOfHtml(html: string): HtmlFacts {
  const root = parseFragment(html);
  const parts: string[] = [];
  let length = 0;
  let [images, links] = [0, 0];
  const open: { readonly link: Element; readonly part: number; readonly images: number }[] = [];
  const leave = (node: ParentNode): void => {
    if (open.at(-1)?.link !== node) return;
    const start = open.pop();
    if (!start) return;
    const text = parts.slice(start.part).join("");
    const isVisible = text !== "" || images > start.images;
    if (isVisible && !isOwnText(start.link, text)) links += 1;
  };
  for (const step of walk(root)) {
    if (step.leaves) {
      leave(step.node);
      continue;
    }
    const { node } = step;
    if ("value" in node) {
      const text = node.value.replace(space, "");
      if (text !== "") parts.push(text);
      length += text.length;
    } else if ("tagName" in node) {
      if (node.tagName === "img") images += 1;
      if (node.tagName === "a" && hrefOf(node) !== "") open.push({ link: node, part: parts.length, images });
    }
  }
  return { text: length === 0 ? "" : parts.join(""), images, links };
}

/** Whether two pieces of HTML show equal texts and have equal numbers of images and links. */
export function showsTheSame(one: HtmlFacts, other: HtmlFacts): boolean {
  return one.text === other.text && one.images === other.images && one.links === other.links;
}

type Step =
  | { readonly leaves: false; readonly node: ChildNode }
  | { readonly leaves: true; readonly node: ParentNode };

/** Visits the visible nodes in order. Yields each node at its start, and each element also at its end. */
function* walk(root: ParentNode): Generator<Step> {
  const stack: { readonly node: ParentNode; next: number }[] = [{ node: root, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const child = top.node.childNodes[top.next];
    top.next += 1;
    if (!child) {
      yield { leaves: true, node: top.node };
      stack.pop();
      continue;
    }
    if (child.nodeName === "#comment" || ("tagName" in child && hidden.has(child.tagName))) continue;
    yield { leaves: false, node: child };
    if ("childNodes" in child) stack.push({ node: child, next: 0 });
  }
}

function hrefOf({ attrs }: Element): string {
  const href = attrs.find(({ name }) => name === "href")?.value.trim() ?? "";
  return isScript(href) ? "" : href;
}

/** Whether the address of a link runs a script. Old pages open images and windows in this way. */
export function isScript(href: string): boolean {
  return /^javascript:/i.test(href);
}

/** Whether the text of a link is the link's own address. Such a link looks like a bare address. */
function isOwnText(link: Element, text: string): boolean {
  return /^(?:https?|mailto):/i.test(text) && sameAddress(hrefOf(link), text);
}

function sameAddress(href: string, text: string): boolean {
  return plainAddress(href) === plainAddress(text);
}

function plainAddress(address: string): string {
  return decodedUrl(address.replace(space, "").replace(/\/$/, ""));
}
