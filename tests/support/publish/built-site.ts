import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import type { OutputGroup } from "#engine/site/model/output-groups.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** The text or bytes of each file of the site. The keys are paths inside the site. */
export type SiteFiles = Readonly<Record<string, string | Uint8Array>>;

/** Writes a site to a folder and returns the same description of the site as the site builder. */
export async function buildSite(folder: string, site: SiteFiles): Promise<PublishInput> {
  await mkdir(folder, { recursive: true });
  const files = Object.entries(site).map(([path, content]): OutputFile => {
    const bytes = Buffer.from(content);
    const hash = sha256(bytes);
    const location = join(folder, hash);
    // Writing hundreds of small files is much faster without a promise for each file
    writeFileSync(location, bytes);
    const group = groupOf(path);
    const post = group === "page" ? { post: postOf(path) } : {};
    return { path, group, size: bytes.length, sha256: hash, location, ...post };
  });
  const pages = files.filter((file) => file.group === "page");
  const posts = Object.fromEntries(
    pages.map((file) => [postOf(file.path), { hash: file.sha256, address: file.path }]),
  );
  return { blogId: "b3f0c1d2-test-blog", files, posts };
}

/** Returns the text of all files below a folder, by path. Leaves out files whose names match `skip`. */
export async function readTree(
  folder: string,
  skip: RegExp = /^\.hitofude/,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (entry.isFile() && !skip.test(path)) found[path] = await readFile(join(folder, path), "latin1");
  }
  return found;
}

/** Returns the result that `readTree` would have for a site. */
export function treeOf(site: SiteFiles): Record<string, string> {
  return Object.fromEntries(
    Object.entries(site).map(([path, content]) => [path, Buffer.from(content).toString("latin1")]),
  );
}

/** Returns a site with this number of posts, an image, a list and a feed, in which all files differ. */
export function sampleSite(posts: number, version = 1): Record<string, string | Uint8Array> {
  const site: Record<string, string | Uint8Array> = {
    "index.html": `<h1>一筆 ${version}</h1>`,
    "feed.xml": `<rss>${version}</rss>`,
    "search/a.json": `{"v":${version}}`,
    "theme/style.css": "body { color: #222 }",
    "media/2022/05/photo.png": Buffer.alloc(70_000, "png"),
  };
  for (let number = 0; number < posts; number += 1) {
    const name = `hitokoto/2022${String(number).padStart(4, "0")}.html`;
    site[name] = `<p>ひとこと ${number}</p>\n${"あ".repeat(number * 10)}`;
  }
  return site;
}

function groupOf(path: string): OutputGroup {
  if (/\.(png|css)$|\/\.ht(access|passwd)$/.test(path)) return "asset";
  if (path.startsWith("search/")) return "search";
  if (path.endsWith(".xml")) return "feed";
  return path.endsWith("index.html") ? "list" : "page";
}

function postOf(path: string): string {
  return `posts/${path.replace(/\.html$/, ".md")}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
