import {
  attributeOf,
  type Element,
  elementsIn,
  hasClass,
  pushReversed,
  textOf,
} from "#engine/markdown/html/html-tree.ts";

/** Types of schema.org that describe a single post. */
export const postTypes = /^(?:BlogPosting|NewsArticle|Article|TechArticle|SocialMediaPosting)$/;

/** Whether an element is a post: h-entry, the older hAtom, or microdata of schema.org. */
export function isEntry(element: Element): boolean {
  const type = attributeOf(element, "itemtype").split("/").at(-1) ?? "";
  return hasClass(element, "h-entry") || hasClass(element, "hentry") || postTypes.test(type);
}

export type Node = Element["childNodes"][number];

/** A part of a page between two block elements: text, a picture, or both. */
export interface PagePart {
  readonly nodes: readonly Node[];
  readonly parent: Element;
  /** Visible text, with single spaces. */
  readonly text: string;
  /** Text of the links in this part of the page. */
  readonly linkText: string;
  readonly links: readonly string[];
  /** Whether this part of the page shows a picture, a player or a form. */
  readonly hasMedia: boolean;
  /** Whether this part of the page is only a dividing line (`<hr>`). */
  readonly isRule: boolean;
}

const blocks = new Set(
  (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section table tbody td tfoot th thead tr ul noframes"
  ).split(" "),
);
const hidden = new Set(["script", "style", "noscript", "template", "head", "title", "link", "meta"]);
const media = new Set("img video audio iframe object embed svg canvas input picture".split(" "));

/** Matches ids and classes of elements that surround a post, such as menus and footers. */
const aroundPost =
  /^(?:global-?nav(?:i|igation)?|site-?nav|nav(?:i|bar|igation)?|menu|side-?(?:bar|menu)|sidebar-?\w+|(?:site-?|page-?)?footer|bread-?crumbs?|topic-?path|pager|pagination|widgets?|skip-?link|share(?:-?buttons)?|sharedaddy|sns|related(?:-?posts)?|post-?nav(?:igation)?|prev-?next)$/i;
const comments = /^(?:comments?(?:-?(?:list|area|body))?|trackbacks?|disqus_thread)$/i;

/** Removes scripts and the elements around a post: `nav`, `aside`, and elements with usual ids or classes. */
export function removeSurroundings(body: Element): { readonly comments: number } {
  const elements = [...elementsIn(body)];
  const holders = postHolders(elements);
  const inPosts = insideOf(elements, isPostElement);
  const gone = new Set<Element>();
  let count = 0;
  for (const element of elements) {
    const parent = parentOf(element);
    const names = [attributeOf(element, "id"), ...attributeOf(element, "class").split(/\s+/)];
    const isComments = names.some((name) => comments.test(name)) && !holders.has(element);
    if (parent && gone.has(parent)) {
      gone.add(element);
      if (hasClass(element, "comment")) count += 1;
    } else if (
      hidden.has(element.tagName) ||
      isComments ||
      (!holders.has(element) && isAround(element, names, inPosts.has(element)))
    )
      gone.add(element);
  }
  removeNodes(gone);
  return { comments: count };
}

function isAround(element: Element, names: readonly string[], isInPost: boolean): boolean {
  if (element.tagName === "nav" || element.tagName === "aside") return true;
  if (/^(?:navigation|complementary|search)$/.test(attributeOf(element, "role"))) return true;
  const isPageFooter = element.tagName === "footer" && !isInPost;
  return isPageFooter || names.some((name) => aroundPost.test(name));
}

/** Removes nodes from their tree, in linear time even if a parent has very many children. */
export function removeNodes(nodes: ReadonlySet<Node>): void {
  const parents = new Set<Element>();
  for (const node of nodes) if (node.parentNode) parents.add(node.parentNode as Element);
  for (const parent of parents) parent.childNodes = parent.childNodes.filter((child) => !nodes.has(child));
}

function isPostElement(element: Element): boolean {
  return element.tagName === "article" || element.tagName === "main" || isEntry(element);
}

function postHolders(elements: readonly Element[]): Set<Element> {
  const holders = new Set<Element>();
  for (const element of elements) {
    if (!isPostElement(element)) continue;
    for (let node = parentOf(element); node && !holders.has(node); node = parentOf(node)) holders.add(node);
  }
  return holders;
}

/** Returns the elements that have an ancestor for which `fits` is true. `elements` is in document order. */
export function insideOf(elements: readonly Element[], fits: (element: Element) => boolean): Set<Element> {
  const inside = new Set<Element>();
  for (const element of elements) {
    const parent = parentOf(element);
    if (parent && (inside.has(parent) || fits(parent))) inside.add(element);
  }
  return inside;
}

export function parentOf(element: Element): Element | null {
  const parent = element.parentNode;
  return parent && "tagName" in parent ? parent : null;
}

/** Class names of elements that contain the text of a post in widespread programs and themes. */
const textClasses = [
  "e-content",
  "entry-content",
  "post-content",
  "article-body",
  "post-body",
  "entry-body",
  "articlebody",
  "markdown-body",
  "entry_body",
  "post__content",
  "article-content",
];

/** The element that contains the text of a page. */
export interface MarkedText {
  readonly element: Element;
  /** Whether the element contains only the text of a post, without title, date and links to other pages. */
  readonly isExact: boolean;
}

/**
 * Returns the element that the page marks as its text. Returns the body if the page marks no text.
 * If a page marks several posts, returns the element that contains all these posts.
 */
export function markedText(body: Element): MarkedText {
  const elements = [...elementsIn(body)];
  const exact: ((element: Element) => boolean)[] = [
    (one) => attributeOf(one, "itemprop").split(/\s+/).includes("articleBody"),
    ...textClasses.map((name) => (one: Element) => hasClass(one, name)),
  ];
  const marks = [
    ...exact,
    (one: Element) => one.tagName === "article",
    isEntry,
    (one: Element) => one.tagName === "main" || attributeOf(one, "role") === "main",
  ];
  for (const fits of marks) {
    const inside = insideOf(elements, fits);
    const found = elements.filter((one) => fits(one) && !inside.has(one) && textOf(one) !== "");
    if (found.length === 1 && found[0]) return { element: found[0], isExact: exact.includes(fits) };
  }
  return { element: body, isExact: false };
}

/** Splits an element into the parts between block elements. Not recursive, because old pages nest deeply. */
export function partsOf(root: Element): PagePart[] {
  const withBlocks = blockParents(root);
  const parts: PagePart[] = [];
  let run: Node[] = [];
  const endRun = (): void => {
    const part = run.length > 0 && partFrom(run, run[0]?.parentNode as Element);
    if (part) parts.push(part);
    run = [];
  };
  const open: (Node | null)[] = [null, ...[...root.childNodes].reverse()];
  while (open.length > 0) {
    const node = open.pop();
    if (!node) {
      endRun();
      continue;
    }
    const isContainer = "tagName" in node && (blocks.has(node.tagName) || withBlocks.has(node));
    if (!isContainer) {
      if (run[0]?.parentNode !== node.parentNode) endRun();
      run.push(node);
      continue;
    }
    endRun();
    if (withBlocks.has(node)) {
      open.push(null);
      pushReversed(open, node.childNodes);
    } else {
      const part = partFrom([node], node.parentNode as Element);
      if (part) parts.push(part);
    }
  }
  endRun();
  return parts;
}

function blockParents(root: Element): Set<Node> {
  const parents = new Set<Node>();
  for (const element of elementsIn(root)) {
    if (!blocks.has(element.tagName)) continue;
    for (let node = parentOf(element); node && node !== root && !parents.has(node); node = parentOf(node))
      parents.add(node);
  }
  return parents;
}

function partFrom(nodes: readonly Node[], parent: Element): PagePart | null {
  const [only] = nodes;
  const isRule = nodes.length === 1 && only !== undefined && "tagName" in only && only.tagName === "hr";
  const holder = { childNodes: [...nodes] } as unknown as Parameters<typeof textOf>[0];
  const text = textOf(holder).replace(/\s+/g, " ").trim();
  const elements = [...elementsIn(holder)];
  const hasMedia = elements.some(({ tagName }) => media.has(tagName));
  const hasAnchor = elements.some((one) => one.tagName === "a" && attributeOf(one, "name") !== "");
  if (text === "" && !hasMedia && !isRule && !hasAnchor) return null;
  const anchors = elements.filter((one) => one.tagName === "a" && attributeOf(one, "href") !== "");
  return {
    nodes,
    parent,
    text,
    linkText: anchors.map(textOf).join("").replace(/\s+/g, " "),
    links: anchors.map((one) => attributeOf(one, "href")),
    hasMedia,
    isRule,
  };
}
