import { posix } from "node:path";
import { sha256 as sha256Of } from "#engine/base/hash.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { isServerName } from "../addresses/server-names.ts";
import { joinLines, rewriteAddresses, trimScript, trimStyleSheet } from "./style-sheet.ts";
import type { ThemeFile } from "./theme-folder.ts";
import { encodePath } from "../addresses/urls.ts";

/** A published file of the theme. Its path contains a hash, so that browsers can cache it forever. */
export interface ThemeAsset {
  /** Site path of the file: `assets/style.1a2b3c4d.css`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/**
 * Determines the paths of a theme's assets from their bytes. Omits files that a server would execute.
 * Hashes style sheets last, because their bytes contain the paths of other assets (`url(…)`).
 */
export function hashAssets(files: ReadonlyMap<string, ThemeFile>): Map<string, ThemeAsset> {
  const assets = new Map<string, ThemeAsset>();
  for (const [name, { bytes }] of files) {
    if (name.endsWith(".css") || isServerName(name)) continue;
    assets.set(name, assetOf(name, publishedBytes(name, bytes)));
  }
  for (const [name, file] of files) {
    if (!name.endsWith(".css") || isServerName(name)) continue;
    const css = rewriteStyleSheet(joinLines(trimStyleSheet(file.bytes.toString("utf8"))), name, assets);
    assets.set(name, assetOf(name, Buffer.from(css)));
  }
  return assets;
}

function publishedBytes(name: string, bytes: Buffer): Buffer {
  if (/\.x?html?$/i.test(name)) return Buffer.from(withoutServerCode(bytes.toString("utf8")));
  return /\.m?js$/i.test(name) ? Buffer.from(trimScript(bytes.toString("utf8"))) : bytes;
}

function assetOf(name: string, bytes: Buffer): ThemeAsset {
  const sha256 = sha256Of(bytes);
  const { dir, name: stem, ext } = posix.parse(name);
  return { path: posix.join("assets", dir, `${stem}.${sha256.slice(0, 8)}${ext}`), bytes, sha256 };
}

function rewriteStyleSheet(css: string, name: string, assets: ReadonlyMap<string, ThemeAsset>): string {
  const folder = posix.dirname(name);
  return rewriteAddresses(css, (url) => {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/.exec(url) ?? [];
    const asset = assets.get(posix.join(folder, path));
    return asset ? encodePath(posix.relative(posix.join("assets", folder), asset.path)) + rest : null;
  });
}

interface OwnStyle {
  readonly ownCss: string;
  readonly assets: ReadonlyMap<string, ThemeAsset>;
}

/**
 * Returns the author's own style sheet as it is published in `assets/`.
 * In the author's style sheet, `url(…)` can name files of the theme (`assets/a.png`) or of `media/`.
 * The addresses in `url(…)` may begin with `../`.
 */
export function ownStyleSheet({ ownCss, assets }: OwnStyle): string {
  if (ownCss === "") return "";
  const rewritten = rewriteAddresses(ownCss, (url) => {
    const [, path = "", rest = ""] = /^(?:\.{0,2}\/)*([^?#]*)(.*)$/.exec(url) ?? [];
    const asset = assets.get(path.replace(/^assets\//, ""));
    if (asset) return encodePath(posix.relative("assets", asset.path)) + rest;
    return path.startsWith("media/") ? `../${path}${rest}` : null;
  });
  return `${rewritten}\n`;
}
