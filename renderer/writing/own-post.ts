/** A post of the blog with its address on the site. */
interface Addressed {
  readonly path: string;
  /** Address on the site, without a leading slash and without percent-encoding. */
  readonly address?: string | undefined;
}

/**
 * Returns the post that a public address of the blog leads to, and the anchor (`#…` or ""); null for other
 * addresses. `sites` are the public addresses of the blog.
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
