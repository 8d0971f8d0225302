import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { z } from "zod";

/** Title, description and picture that a page states for itself, for use in a card. */
export interface PageFacts {
  readonly title: string;
  /** Description of the page in one or two sentences, or "". */
  readonly description: string;
  /** Absolute URL of a picture, or null. */
  readonly picture: string | null;
}

/**
 * Number of characters to read from a page. Pages state title, description and picture at their beginning.
 */
const mostOfPage = 512 * 1024;
const longestTitle = 120;
const longestDescription = 140;

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * Returns what a page states about itself. Prefers Open Graph and X metadata to other metadata.
 * Returns null for a page without a title. `address` is the page's URL.
 */
export function pageFactsOf(html: string, address: string): PageFacts | null {
  const stated = statedIn(html);
  const first = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = stated.get(name);
      if (value) return value;
    }
    return "";
  };
  const title = first("og:title", "twitter:title", "title");
  if (title === "") return null;
  return {
    title: cut(title, longestTitle),
    description: cut(first("og:description", "twitter:description", "description"), longestDescription),
    picture: webAddress(first("og:image:secure_url", "og:image", "og:image:url", "twitter:image"), address),
  };
}

/**
 * Returns a map from lower-case names of `meta` elements to their values.
 * The map also contains the page's `title`.
 */
function statedIn(html: string): ReadonlyMap<string, string> {
  const stated = new Map<string, string>();
  // If several values have the same name, the first value counts.
  const add = (name: string, text: string): void => {
    const value = oneLine(text);
    if (value !== "" && !stated.has(name)) stated.set(name, value);
  };
  // Uses no recursion, because elements can be nested too deeply for the call stack.
  const waiting: Node[] = [parse(html.slice(0, mostOfPage))];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ("tagName" in node) {
      if (/^(?:script|style|svg|template)$/.test(node.tagName)) continue;
      if (node.tagName === "meta") add(nameOf(node), attributeOf(node, "content"));
      if (node.tagName === "title") add("title", textOf(node));
    }
    if ("childNodes" in node) waiting.push(...node.childNodes.toReversed());
  }
  return stated;
}

function nameOf(meta: Element): string {
  return (attributeOf(meta, "property") || attributeOf(meta, "name")).toLowerCase();
}

function attributeOf({ attrs }: Element, name: string): string {
  return attrs.find((each) => each.name === name)?.value ?? "";
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((child) => ("value" in child ? child.value : "")).join("");
}

/** The fields of an oEmbed answer (https://oembed.com) that a card shows. */
const oEmbedSchema = z.object({
  title: z.string().min(1),
  author_name: z.string().optional(),
  thumbnail_url: z.string().optional(),
});

/** Maps hosts (without `www.` or `m.`) to oEmbed addresses. The page's URL has to be appended. */
const oEmbedAddresses: Readonly<Record<string, string>> = {
  "youtube.com": "https://www.youtube.com/oembed?format=json&url=",
  "youtu.be": "https://www.youtube.com/oembed?format=json&url=",
  "vimeo.com": "https://vimeo.com/api/oembed.json?url=",
  "soundcloud.com": "https://soundcloud.com/oembed?format=json&url=",
};

/** Returns the address of the oEmbed description of a page, or null if the page's host offers none. */
export function oEmbedAddressOf(address: string): string | null {
  const host = new URL(address).hostname.replace(/^(?:www|m)\./, "");
  if (!Object.hasOwn(oEmbedAddresses, host)) return null;
  return `${oEmbedAddresses[host]}${encodeURIComponent(address)}`;
}

/** Returns what an oEmbed answer states about a page, or null if the text is not a valid oEmbed answer. */
export function oEmbedFactsOf(json: string, address: string): PageFacts | null {
  let answer: unknown;
  try {
    answer = JSON.parse(json);
  } catch {
    return null;
  }
  const { data } = oEmbedSchema.safeParse(answer);
  if (!data) return null;
  return {
    title: cut(oneLine(data.title), longestTitle),
    description: cut(oneLine(data.author_name ?? ""), longestDescription),
    picture: webAddress(data.thumbnail_url ?? "", address),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Shortens a text to a number of characters, and never cuts a character in two. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** Returns an absolute `http` or `https` URL, or null. */
function webAddress(written: string, base: string): string | null {
  if (written === "" || !URL.canParse(written, base)) return null;
  const { href, protocol } = new URL(written, base);
  return /^https?:$/.test(protocol) ? href : null;
}
