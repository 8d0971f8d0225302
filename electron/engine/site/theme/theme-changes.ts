import { join } from "node:path";
import type { ThemeFileInfo } from "#contract/calls/settings-calls.ts";
import { isPortablePath } from "#engine/base/plain-name.ts";
import { decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { type ThemeFile, ThemeFolder } from "./theme-folder.ts";
import { isThemeName, ownCssName, sharedFolder, type ThemeFolders } from "./theme.ts";

/**
 * A file of a theme in two versions: the theme's own version, and the version of the blog.
 */
export interface ChangeableFile {
  /** Blog path of the file that replaces the theme's file. The replacing file may not exist yet. */
  readonly blogPath: string;
  /** The blog's file; null if the blog does not change the theme's file. */
  readonly changed: Buffer | null;
  /**
   * The theme's file, or else the file that all themes share. Null if only the blog has a file at this path.
   */
  readonly original: Buffer | null;
  /**
   * Whether the file is only in the folder that all themes share, and not in the theme or the blog.
   */
  readonly isShared: boolean;
}

/** Endings of files that can be edited as text. */
const textEnding = /\.(?:css|liquid|ya?ml|svg|js|mjs|json|txt|md|html?|xml|webmanifest)$/i;

/** Returns a map from paths in a theme to its files. Each file states how the blog changes it. */
export function changeableFiles(theme: string, folders: ThemeFolders): Map<string, ChangeableFile> {
  const builtIn = filesIn(folders.builtIn, theme);
  const own = filesIn(folders.own, theme);
  const override = new ThemeFolder(folders.override).read();
  const isTheme = [builtIn, own].some((files) => files.has("templates/post.liquid"));
  const common = isTheme ? new ThemeFolder(join(folders.builtIn, sharedFolder)).read() : new Map();
  const source = builtIn.size === 0 ? filesIn(folders.builtIn, sourceOf(own)) : new Map();
  // A copy of a built-in theme contains the original theme's own versions of files that all themes share.
  // These versions of shared files belong to the copied theme, and are no changes by the author.
  const isOfCopy = (path: string): boolean => own.has(path) && source.has(path);
  const shared = new Map([...common].filter(([path]) => !isOfCopy(path)));
  const paths = new Set([...shared.keys(), ...builtIn.keys(), ...own.keys(), ...override.keys()]);
  paths.delete(ownCssName);
  const layers = [shared, builtIn, own, override] as const;
  return new Map([...paths].sort().map((path) => [path, changeOf(path, theme, layers)]));
}

/** Returns the name of the built-in theme from which a blog's own theme was copied; "" if there is none. */
function sourceOf(own: Layer): string {
  const manifest = own.get("theme.yaml")?.bytes.toString("utf8") ?? "";
  return /^name:[ \t]*([a-z0-9-]+)[ \t]*\r?$/m.exec(manifest)?.[1] ?? "";
}

type Layer = ReadonlyMap<string, ThemeFile>;

type Layers = readonly [shared: Layer, builtIn: Layer, own: Layer, override: Layer];

function changeOf(path: string, theme: string, layers: Layers): ChangeableFile {
  const [shared, builtIn, own, override] = layers.map((layer) => layer.get(path)?.bytes);
  const ofTheme = builtIn ?? shared ?? null;
  const isShared = (builtIn ?? own ?? override) === undefined;
  if (override) return { blogPath: `theme/${path}`, changed: override, original: own ?? ofTheme, isShared };
  return { blogPath: `themes/${theme}/${path}`, changed: own ?? null, original: ofTheme, isShared };
}

function filesIn(folder: string | undefined, theme: string): Layer {
  return folder === undefined || !isThemeName(theme)
    ? new Map()
    : new ThemeFolder(join(folder, theme)).read();
}

/** Describes the files of a theme for the list in the program's window. */
export function describeFiles(files: ReadonlyMap<string, ChangeableFile>): ThemeFileInfo[] {
  return [...files].map(([path, { blogPath, changed, original }]) => ({
    path,
    blogPath,
    isInBlog: changed !== null,
    isInTheme: original !== null,
    isText: isText(path, changed ?? original),
  }));
}

function isText(path: string, bytes: Buffer | null): boolean {
  return textEnding.test(path) && bytes !== null && decodeUtf8Strict(bytes) !== null;
}

/** Whether the program may write a theme's file at this blog path. */
export function isThemePath(path: string): boolean {
  const [top, name = "", ...rest] = path.split("/");
  const isInside = top === "theme" ? name !== "" : top === "themes" && isThemeName(name) && rest.length > 0;
  return isInside && isPortablePath(path) && !path.split("/").some((part) => part.startsWith("."));
}
