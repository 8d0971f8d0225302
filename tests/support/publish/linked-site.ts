import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { SiteFiles } from "./built-site.ts";

/**
 * Returns the files of a site with a hash in their names, if the next site does not use them.
 * The next publish keeps these files for readers of older pages.
 */
export function retiredBy(before: SiteFiles, after: SiteFiles): SiteFiles {
  const retired = Object.entries(before).filter(
    ([path]) => /\.[0-9a-f]{8}\.css$/.test(path) && !(path in after),
  );
  return Object.fromEntries(retired);
}

/**
 * Returns a site whose pages link to one another, to a style sheet with a hash in its name, and to an image.
 */
export function linkedSite(posts: number, version = 1): SiteFiles {
  const style = `theme/style.0000000${version}.css`;
  const names = Array.from(
    { length: posts },
    (_, number) => `hitokoto/2022${String(number).padStart(4, "0")}.html`,
  );
  const site: Record<string, string | Uint8Array> = {
    "index.html": page(style, `一筆 ${version}`, names),
    "feed.xml": `<rss>${version}</rss>`,
    "search/a.json": `{"v":${version}}`,
    [style]: `body { color: #22${version} }`,
    "media/2022/05/photo.png": Buffer.alloc(70_000, "png"),
    // The film has more bytes than one request can send.
    [`media/film-${version}.png`]: Buffer.alloc(700_000, `film ${version}`),
  };
  for (const [number, name] of names.entries()) {
    const next = names[number + 1];
    site[name] = page(`../${style}`, `ひとこと ${number}`, [
      "../index.html",
      "../media/2022/05/photo.png",
      `../media/film-${version}.png`,
      ...(next === undefined ? [] : [`../${next}`]),
    ]);
  }
  return site;
}

/** Returns a page with a style sheet, a text and links. */
export function page(style: string, text: string, links: readonly string[]): string {
  const anchors = links.map((link) => `<a href="${link}">→</a>`).join("\n");
  return `<link rel="stylesheet" href="${style}">\n<p>${text}</p>\n${anchors}\n`;
}

/**
 * Follows all links from the front page, as readers would do.
 * The check is synchronous, so nothing else in this process can change the site meanwhile.
 * Returns what readers should never see: broken links, and files that belong to neither site.
 * `mayMiss` says whether some paths may be missing for a short time.
 * As on a web server, a folder's URL returns its page.
 * As on a web server, the path of a file with a trailing slash returns nothing.
 */
export function crawl(
  root: string,
  sites: readonly SiteFiles[],
  mayMiss: (path: string) => boolean = () => false,
): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const waiting = [{ path: "index.html", from: "the front door" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path: asked, from } = next;
    if (seen.has(asked)) continue;
    seen.add(asked);
    const found = readPage(root, asked);
    if (found === null) {
      if (!mayMiss(asked)) wrong.push(`${from} links to ${asked}, which is missing`);
      continue;
    }
    const { path, bytes } = found;
    if (!sites.some((site) => Buffer.from(site[path] ?? []).equals(bytes))) {
      wrong.push(`${path}: ${bytes.length} bytes of neither site`);
    }
    if (!bytes.includes("<link rel")) continue;
    for (const [, link = ""] of bytes.toString("utf8").matchAll(/href="([^"]+)"/g)) {
      waiting.push({ path: posix.join(posix.dirname(path), link), from: path });
    }
  }
  return wrong;
}

function readPage(root: string, asked: string): { readonly path: string; readonly bytes: Buffer } | null {
  for (const path of [asked, posix.join(asked, "index.html")]) {
    try {
      return { path, bytes: readFileSync(join(root, path)) };
    } catch {
      // The path is missing or is a folder.
    }
  }
  return null;
}
