/** A post of the blog, as far as an address tells it. */
interface Addressed {
  readonly path: string;
  /** Inside the site, without a leading slash, not percent-encoded. */
  readonly address?: string | undefined;
}

/**
 * The post that a public address of the blog leads to, and the place in it (`#…` or ""); null for any other address.
 * `sites` are the public addresses under which the blog is known.
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
