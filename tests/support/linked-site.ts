import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { SiteFiles } from "./built-site.ts";

/** A site whose pages link to one another, to a style sheet with a name of its contents, and to an image. */
export function linkedSite(posts: number, version = 1): SiteFiles {
  const style = `theme/style-${version}.css`;
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
    // More than one request carries.
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

function page(style: string, text: string, links: readonly string[]): string {
  const anchors = links.map((link) => `<a href="${link}">→</a>`).join("\n");
  return `<link rel="stylesheet" href="${style}">\n<p>${text}</p>\n${anchors}\n`;
}

/**
 * Follows all links from the front page as a reader would, in one go, so that nothing this process does comes in between. Returns what no
 * reader should meet: bytes of neither site, and links to nothing. `mayMiss` is for servers on which a file can be away for a moment.
 */
export function crawl(root: string, sites: readonly SiteFiles[], mayMiss = false): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const waiting = [{ path: "index.html", from: "the front door" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, from } = next;
    if (seen.has(path)) continue;
    seen.add(path);
    const bytes = readIfThere(join(root, path));
    if (bytes === null) {
      if (!mayMiss) wrong.push(`${from} links to ${path}, which is missing`);
      continue;
    }
    if (!sites.some((site) => Buffer.from(site[path] ?? []).equals(bytes))) {
      wrong.push(`${path}: ${bytes.length} bytes of neither site`);
    }
    if (!path.endsWith(".html")) continue;
    for (const [, link = ""] of bytes.toString("utf8").matchAll(/href="([^"]+)"/g)) {
      waiting.push({ path: posix.join(posix.dirname(path), link), from: path });
    }
  }
  return wrong;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
