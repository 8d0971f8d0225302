/** A post of the blog with its address. */
interface Addressed {
  readonly path: string;
  /** On the site, without a leading slash, not percent-encoded. */
  readonly address?: string | undefined;
}

/**
 * Returns the post at a public address of the blog, and the anchor (`#…` or ""); null for any other address.
 * `sites` are the blog's public addresses.
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

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}
