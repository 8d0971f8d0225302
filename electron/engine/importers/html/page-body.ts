import { posix } from "node:path";
import { percentEncoded } from "#contract/text/percent-encoding.ts";
import {
  attributeOf,
  type Element,
  elementsIn,
  innerHtml,
  setAttribute,
  textOf,
} from "#engine/markdown/html/html-tree.ts";
import { isMediaFile } from "../input/import-file.ts";
import { type ParsedPage, parsePage } from "./page-facts.ts";
import { type Node, parentOf, removeNodes } from "./page-parts.ts";
import { keysOf } from "./repeated-parts.ts";
import type { OldSite, SitePage } from "./site-pages.ts";
import { droppedParts, tagsIn } from "./template-parts.ts";

/** The text of a page, without the parts that the site's template adds around the text. */
export interface PageBody {
  readonly html: string;
  /** Tags of the post. A line below the text lists them. */
  readonly tags: readonly string[];
  readonly comments: number;
  /**
   * Whether the text links to files of the old site that are neither pages nor pictures, such as PDF files.
   */
  readonly hasFiles: boolean;
  /** Whether removed words are on so few pages that they may be the author's own and not the template's. */
  readonly isDoubtful: boolean;
}

/** Maps the lower-case path of each file to the file's name in the folder. */
export type FileNames = ReadonlyMap<string, string>;

interface BodyContext {
  readonly site: OldSite;
  /** Index of the page. */
  readonly index: number;
  readonly page: SitePage;
  readonly names: FileNames;
}

/** Returns the text of a page as HTML. Links and pictures have paths from the top of the old site. */
export function bodyOf(html: string, context: BodyContext): PageBody {
  try {
    if (context.page.facts.isFrameset) return framesOf(html, context);
    const page = parsePage(html);
    return page ? textOfPage(page, context) : emptyBody;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // If deeply nested elements overflow the parser's stack, the text of the page stays unchanged.
    return { ...emptyBody, html: /<body[^>]*>([\s\S]*)/i.exec(html)?.[1] ?? html };
  }
}

const emptyBody: PageBody = { html: "", tags: [], comments: 0, hasFiles: false, isDoubtful: false };

/** Returns the body of a frameset: links to its frames, and then its text for browsers without frames. */
function framesOf(html: string, context: BodyContext): PageBody {
  const links: string[] = [];
  for (const [, tag = ""] of html.matchAll(/<frame\b([^>]*)>/gi)) {
    const source = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const address = source?.[1] ?? source?.[2] ?? source?.[3] ?? "";
    const target = context.site.lookup.follow(address, context.page.facts.address);
    const page = target?.page === undefined ? undefined : context.site.pages[target.page];
    if (page) links.push(`<li><a href="${escaped(page.address)}">${escaped(page.title)}</a></li>`);
  }
  const without = /<noframes[^>]*>([\s\S]*?)<\/noframes>/i.exec(html)?.[1] ?? "";
  const page = parsePage(`<html><body>${without.replace(/<\/?body[^>]*>/gi, "")}</body></html>`);
  const rest = page ? textOfPage(page, context) : emptyBody;
  return { ...rest, html: `${links.length > 0 ? `<ul>${links.join("")}</ul>` : ""}${rest.html}` };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function textOfPage(page: ParsedPage, context: BodyContext): PageBody {
  const { parts, text } = page;
  const keys = keysOf(parts, context.page.facts.address);
  const dropped = droppedParts(page, keys, context.page, context.site);
  const isDoubtful = [...dropped].some(
    (at) =>
      (parts[at]?.text.length ?? 0) > (parts[at]?.linkText.length ?? 0) &&
      context.site.repeated.isDoubtful(context.page.folder, keys[at] ?? ""),
  );
  const tags = parts.flatMap((part, at) => (dropped.has(at) ? tagsIn(part) : []));
  const first = parts.findIndex((_, at) => !dropped.has(at));
  const anchors = parts.slice(0, Math.max(first, 0)).flatMap(({ nodes }) => anchorsIn(nodes));
  removeNodes(new Set([...dropped].flatMap((at) => [...(parts[at]?.nodes ?? [])])));
  removeEmpty(
    [...dropped].flatMap((at) => parts[at]?.parent ?? []),
    text,
  );
  const content = unwrapped(text);
  for (const anchor of anchors) anchor.parentNode = content;
  content.childNodes.unshift(...anchors);
  const hasFiles = resolveAddresses(content, context);
  return { html: innerHtml(content).trim(), tags, comments: page.comments, hasFiles, isDoubtful };
}

/** Returns the empty anchors in a dropped part. They move to the text, so that links to them still work. */
function anchorsIn(nodes: readonly Node[]): Element[] {
  const holder = { childNodes: [...nodes] } as unknown as Element;
  return [...elementsIn(holder)].filter(
    (one) =>
      one.tagName === "a" &&
      (attributeOf(one, "name") || attributeOf(one, "id")) !== "" &&
      attributeOf(one, "href") === "" &&
      textOf(one) === "",
  );
}

/** Removes each empty element in `parents`, and each ancestor below `root` that becomes empty. */
function removeEmpty(parents: readonly Element[], root: Element): void {
  for (const parent of new Set(parents)) {
    let node: Element | null = parent;
    while (node && node !== root && node.childNodes.every(isBlank)) {
      const empty: Element = node;
      node = parentOf(empty);
      removeNodes(new Set([empty]));
    }
  }
}

function isBlank(node: Node): boolean {
  if (node.nodeName === "#comment" || ("tagName" in node && node.tagName === "br")) return true;
  return "value" in node && node.value.trim() === "";
}

const wrappers = new Set("div section main article center table tbody tr td font form blockquote".split(" "));

/** Returns the innermost element around the whole text, such as the only cell of a layout table. */
function unwrapped(root: Element): Element {
  let element = root;
  for (;;) {
    const [only, ...others] = element.childNodes.filter((node) => !isBlank(node));
    if (!only || others.length > 0 || !("tagName" in only) || !wrappers.has(only.tagName)) return element;
    if (only.tagName === "blockquote" && element.tagName !== "body") return element;
    element = only;
  }
}

const otherFile =
  /\.(?:pdf|zip|lzh|exe|docx?|xlsx?|pptx?|csv|txt|rtf|gz|tgz|7z|swf|mid|midi|rm|ram|psd|ttf|epub)(?:[?#]|$)/i;

/**
 * Changes links and picture addresses to paths that begin at the top of the old site.
 * Returns whether any link leads to a file other than a page or picture.
 */
function resolveAddresses(root: Element, { site, index, page, names }: BodyContext): boolean {
  let hasFiles = false;
  const anchors = site.anchors.get(index);
  for (const element of elementsIn(root)) {
    keepAnchor(element, anchors);
    const lazy = attributeOf(element, "data-src") || attributeOf(element, "data-original");
    const source = attributeOf(element, "src");
    if (element.tagName === "img" && lazy !== "" && (source === "" || source.startsWith("data:")))
      setAttribute(element, "src", lazy);
    for (const name of ["href", "src", "poster"]) {
      const written = attributeOf(element, name);
      if (written === "" || written.startsWith("#")) continue;
      const target = targetOf(written, { site, page, index, names });
      if (target !== null) setAttribute(element, name, target);
      if (name === "href" && otherFile.test(written) && site.lookup.follow(written, page.facts.address))
        hasFiles = true;
    }
  }
  return hasFiles;
}

function targetOf(written: string, { site, page, index, names }: BodyContext): string | null {
  const target = site.lookup.follow(written, page.facts.address);
  if (!target) return null;
  if (target.page === index && target.hash !== "") return target.hash;
  const last = target.page === undefined ? undefined : (site.redirects.get(target.page) ?? target.page);
  const linked = last === undefined ? undefined : site.pages[last];
  if (linked) return linked.address + target.hash;
  const { prefix } = site.lookup;
  const path = target.path.replace(/\?.*$/s, "");
  const inside = prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  const file = names.get(posix.normalize(inside).toLowerCase());
  if (file !== undefined && isMediaFile(file)) return `/${file.split("/").map(encoded).join("/")}`;
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(written)) return null;
  return (written.startsWith("/") ? target.path : prefix + target.path) + target.hash;
}

function encoded(segment: string): string {
  return segment.replace(/[\s%?#"'<>\\]/g, percentEncoded);
}

const anchored = new Set("p div section article li dt dd td span font b strong".split(" "));

/**
 * Marks the anchors of a page, so that the converter keeps them.
 * An id of an element other than `<a>` is kept only if the site has a link to the id.
 */
function keepAnchor(element: Element, anchors: ReadonlySet<string> | undefined): void {
  if (element.tagName === "a") setAttribute(element, "data-anchor", "");
  const id = attributeOf(element, "id");
  if (!anchors?.has(id) || !anchored.has(element.tagName)) return;
  const attrs = [
    { name: "id", value: id },
    { name: "data-anchor", value: "" },
  ];
  const anchor = {
    ...element,
    nodeName: "a",
    tagName: "a",
    attrs,
    childNodes: [],
    parentNode: element,
  } as Element;
  element.attrs = element.attrs.filter(({ name }) => name !== "id");
  element.childNodes.unshift(anchor);
}
