import { AppError } from "#contract/errors.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type Forwarding, forwardingKit } from "#engine/importers/forwarding/forwarding-kit.ts";
import { ImportRecord } from "#engine/importers/writing/import-record.ts";
import { addressOf } from "#engine/site/addresses/addresses.ts";
import { lettersOf } from "#engine/site/addresses/running-letters.ts";
import { publicPath } from "#engine/site/addresses/urls.ts";
import { isDue } from "#engine/site/entries/due.ts";
import { isProtected } from "#engine/site/entries/protected-sections.ts";
import { titleOf } from "#engine/site/entries/site-entry.ts";

/** Folder in the blog for the files with which the old site forwards readers. It is never published. */
export const kitFolder = "forwarding";

/** Import formats whose posts keep their old addresses. */
const formatsWithAddresses = new Set(["hugo", "jekyll", "hexo", "zola", "eleventy", "astro", "html"]);

interface WriteKit {
  readonly blog: BlogFolder;
  readonly stateFolder: string;
  /** Current time, in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Writes the files with which the old site forwards readers to the new posts.
 * Returns the number of old addresses that are forwarded.
 * Writes nothing for drafts and scheduled posts.
 * Also forwards to unlisted and password-protected posts, but omits them from the page with links to posts.
 * Rejects with `import.kitNoUrl`, `import.kitNoAddresses` or `file.*`.
 */
export async function writeKit({ blog, stateFolder, now }: WriteKit): Promise<number> {
  const { settings, posts, folder } = blog;
  const url = publicUrlOf(settings);
  const letters = lettersOf([...posts.values()], settings);
  const kept = await keptPosts(blog, stateFolder);
  const forwardings: Forwarding[] = [];
  for (const post of posts.values()) {
    const address = isDue(post, now) ? addressOf(post, settings, letters) : null;
    if (address?.kind !== "address") continue;
    const path = publicPath(address.address);
    const title = titleOf(post, settings.language);
    const old = [...post.aliases, ...(kept.has(post.path) ? [`/${path}`] : [])];
    const isListed = post.properties.unlisted !== true && !isProtected(settings, post.section);
    const to = new URL(path, url).href;
    for (const from of old) forwardings.push({ from: withSlash(from), to, title, isListed });
  }
  if (forwardings.length === 0) throw new AppError("import.kitNoAddresses");
  const own = new OwnFolder(folder, kitFolder);
  for (const { name, text } of forwardingKit(forwardings, { url, title: settings.title })) {
    await own.write(name, text);
  }
  return forwardings.length;
}

/** Returns the paths of the imported posts that keep the addresses of the old site. */
async function keptPosts(blog: BlogFolder, stateFolder: string): Promise<ReadonlySet<string>> {
  const imports = await new ImportRecord(stateFolder, blog.id).imports();
  const records = imports.filter(({ importer }) => formatsWithAddresses.has(importer));
  return new Set(records.flatMap(({ posts }) => posts.map(({ path }) => path)));
}

/**
 * Returns the public address of the default target, with a slash at the end.
 * If the target has no setting for an address, returns the address in the blog's settings.
 * Throws `import.kitNoUrl` for an invalid address, and for an address on this computer.
 */
function publicUrlOf({ targets, defaultTarget, url }: BlogSettings): string {
  const target = targets[defaultTarget];
  const own = target !== undefined && "url" in target ? target.url : url;
  if (!URL.canParse(own) || /^(?:localhost|127\.0\.0\.1)$/.test(new URL(own).hostname)) {
    throw new AppError("import.kitNoUrl");
  }
  return own.endsWith("/") ? own : `${own}/`;
}

function withSlash(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
