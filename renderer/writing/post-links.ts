import { decoded, percentEncoded } from "#contract/text/percent-encoding.ts";

/** Returns a Markdown link to another post's file. The link stays valid if the post's address changes. */
export function postLink(from: string, to: string, words: string): string {
  return `[${linkWords(words)}](${linkTarget(from, to)})`;
}

/** Escapes the characters of a link's text that have a meaning in Markdown. */
export function linkWords(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\[\]`*_<>~{}$]|&(?=#?\w+;)|[｜《]/g, "\\$&");
}

/** Returns the path of another post's file, relative to the file that contains the link. */
export function linkTarget(from: string, to: string): string {
  const folder = from.split("/").slice(0, -1);
  const target = to.split("/");
  let common = 0;
  while (common < folder.length && common < target.length - 1 && folder[common] === target[common]) common++;
  const steps = [...folder.slice(common).map(() => ".."), ...target.slice(common)];
  return steps.join("/").replace(/[\s()<>[\]%\\?#]/g, percentEncoded);
}

/** Returns the targets of the links in a Markdown text, without anchors. Includes links inside code. */
export function linkTargetsIn(markdown: string): string[] {
  const links = markdown.matchAll(/(?:\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|\shref=["']?)([^\s<>()"'#]+)/gm);
  return Array.from(links, ([, target = ""]) => target.replace(/^\.?\//, ""));
}

/** Returns an address as the target of a Markdown link. Spaces and brackets are percent-encoded. */
export function linkAddressText(address: string): string {
  return address.replace(/[\s()<>[\]\\]/g, percentEncoded);
}

/** A post of the blog, and its address on the site. */
interface Addressed {
  readonly path: string;
  /** Address on the site without percent-encoding and leading slash. */
  readonly address?: string | undefined;
}

/**
 * Returns the post at a public address of the blog, and the anchor (`#…` or "").
 * Returns null if the address belongs to no post.
 */
export function ownPostAt<Post extends Addressed>(
  url: string,
  sites: readonly string[],
  posts: Iterable<Post>,
): { readonly post: Post; readonly anchor: string } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname, hash } = new URL(url);
  for (const site of sites) {
    if (!URL.canParse(site)) continue;
    const top = new URL(site);
    const folder = top.pathname.endsWith("/") ? top.pathname : `${top.pathname}/`;
    if (top.origin !== origin || !pathname.startsWith(folder)) continue;
    const inside = decoded(pathname.slice(folder.length));
    const address = inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside;
    for (const post of posts) if (post.address === address) return { post, anchor: hash };
  }
  return null;
}
