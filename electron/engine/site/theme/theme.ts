import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { hashAssets, type ThemeAsset } from "./theme-assets.ts";
import { isServerName } from "../addresses/server-names.ts";
import { type ThemeFile, ThemeFolder } from "./theme-folder.ts";
import { readYaml } from "./theme-yaml.ts";
import { localizedSchema, type ThemeOptions, themeOptionsSchema } from "./theme-options.ts";

/** A theme that was read and checked. Contains only what templates may see, and nothing that can run. */
export interface Theme {
  readonly name: string;
  /** Name and description for authors: one text, or texts by language. */
  readonly title?: LocalizedText;
  readonly description?: LocalizedText;
  readonly dateFormats: ReadonlyMap<string, string>;
  readonly options: ThemeOptions;
  /** A map from the path of each template in the theme (`templates/post.liquid`) to its text. */
  readonly templates: ReadonlyMap<string, string>;
  /** A map from the name that templates use (`style.css`) to the asset. */
  readonly assets: ReadonlyMap<string, ThemeAsset>;
  /** Names of assets that are not published, because a server would execute them. */
  readonly withheld: readonly string[];
  /** Words of the theme by language and key. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /**
   * The author's own style sheet, `theme/own.css`; "" if there is none.
   * Pages load this style sheet after the style sheet of the theme.
   */
  readonly ownCss: string;
  /**
   * The theme's rules for colours that the author chose; "" if the theme has no such rules.
   * The rules are published only if the author chose colours.
   */
  readonly colourRules: string;
  readonly key: string;
}

export interface ThemeFolders {
  /** Absolute path of the folder with the built-in themes. */
  readonly builtIn: string;
  /** Absolute path of the blog's own theme folder, whose files replace files of the built-in theme. */
  readonly override: string;
  /**
   * Absolute path of the folder with the blog's own themes. Each of these themes is a folder.
   * If a blog's theme has the name of a built-in theme, the built-in theme provides the missing files.
   */
  readonly own?: string;
}

/** Returns the folders in which a blog's themes are found. */
export function themeFolders(builtIn: string, blogFolder: string): ThemeFolders {
  return { builtIn, override: join(blogFolder, "theme"), own: join(blogFolder, "themes") };
}

/**
 * A map from blog paths of theme files (`theme/…`, `themes/<name>/…`) to their unsaved contents.
 * Null stands for a file that is to be removed.
 */
export type ThemeDrafts = ReadonlyMap<string, Buffer | null>;

const noDrafts: ThemeDrafts = new Map();

/** Name of the folder with the files that all themes share. The folder is next to the built-in themes. */
export const sharedFolder = "shared";
const mainStyle = "style.css";
/** File name of the style sheet for texts. Its content replaces `importOfBase` in a theme's style sheet. */
const baseStyle = "base.css";
const importOfBase = Buffer.from(`@import "${baseStyle}";\n`);
/** File name of the style sheet for printing, which is added to a theme's style sheet. */
const printStyle = "print.css";
/** File name of the rules for colours that the author chose. The rules follow the author's colours. */
const colourStyle = "colours.css";

type LocalizedText = z.infer<typeof localizedSchema>;

const manifestSchema = z.object({
  title: localizedSchema,
  description: localizedSchema,
  dateFormat: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  options: themeOptionsSchema.optional(),
});
const wordsSchema = z.record(z.string(), z.coerce.string());

/** Reads a theme from disk. Throws `theme.notFound`, or `theme.syntax` for invalid YAML. */
export function loadTheme(name: string, folders: ThemeFolders): Theme {
  return new ThemeReader(folders).read(name);
}

/** Reads a blog's theme repeatedly. Returns the same object as long as no file has changed. */
export class ThemeReader {
  readonly #folders: ThemeFolders;
  readonly #shared: ThemeFolder;
  readonly #override: ThemeFolder;
  #named: { readonly name: string; readonly folders: readonly [ThemeFolder, ThemeFolder | null] } | undefined;
  #last: { readonly layers: Layers; readonly drafts: ThemeDrafts; readonly theme: Theme } | undefined;

  constructor(folders: ThemeFolders) {
    this.#folders = folders;
    this.#shared = new ThemeFolder(join(folders.builtIn, sharedFolder));
    this.#override = new ThemeFolder(folders.override);
  }

  /**
   * Reads the theme from disk. An unsaved file in `drafts` replaces the file at the same path.
   * Throws `theme.notFound`, or `theme.syntax` for invalid YAML.
   */
  read(name: string, drafts: ThemeDrafts = noDrafts): Theme {
    const layers = [this.#shared.read(), ...this.#layersOf(name), this.#override.read()];
    const last = this.#last;
    const isSame = last?.theme.name === name && isSameDrafts(last.drafts, drafts);
    if (isSame && last.layers.every((files, at) => files === layers[at])) return last.theme;
    const [shared = noFiles, builtIn = noFiles, own = noFiles, override = noFiles] = layers;
    const drafted = [
      shared,
      builtIn,
      withDrafts(own, `themes/${name}/`, drafts),
      withDrafts(override, "theme/", drafts),
    ];
    const theme = themeOf(name, drafted);
    this.#last = { layers, drafts, theme };
    return theme;
  }

  #layersOf(name: string): Layers {
    if (!isThemeName(name)) return [noFiles, noFiles];
    const { builtIn, own } = this.#folders;
    if (this.#named?.name !== name) {
      const second = own === undefined ? null : new ThemeFolder(join(own, name));
      this.#named = { name, folders: [new ThemeFolder(join(builtIn, name)), second] };
    }
    const [first, second] = this.#named.folders;
    return [first.read(), second && isRealFolder(own) ? second.read() : noFiles];
  }
}

/** The author's own style sheet, in the blog's `theme/` folder. */
export const ownCssName = "own.css";

/** Reads a theme from files in memory. Throws `theme.notFound` or `theme.syntax`. */
export function readThemeFiles(name: string, files: ReadonlyMap<string, Uint8Array>): Theme {
  const layer = new Map([...files].map(([path, bytes]) => [path, { path, bytes: Buffer.from(bytes) }]));
  return themeOf(name, [layer, noFiles]);
}

/** Whether the theme has a page for forms. */
export function hasFormTemplate({ templates }: Pick<Theme, "templates">): boolean {
  return templates.has("templates/feedback.liquid");
}

/** Whether a theme can have this name. The name is also used for folders and in addresses. */
export function isThemeName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(name) && isPortableName(name);
}

const noFiles: ReadonlyMap<string, ThemeFile> = new Map();

/**
 * Whether a path is a real folder. A symbolic link to a folder does not count, because it may lead anywhere.
 */
function isRealFolder(location: string | undefined): boolean {
  return location !== undefined && lstatSync(location, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isSameDrafts(one: ThemeDrafts, other: ThemeDrafts): boolean {
  const isSame = (a: Buffer | null, b: Buffer | null | undefined): boolean =>
    a === b || (a !== null && b != null && a.equals(b));
  return one.size === other.size && [...one].every(([path, bytes]) => isSame(bytes, other.get(path)));
}

function withDrafts(
  files: ReadonlyMap<string, ThemeFile>,
  folder: string,
  drafts: ThemeDrafts,
): ReadonlyMap<string, ThemeFile> {
  const changed = [...drafts].filter(([path]) => path.startsWith(folder));
  if (changed.length === 0) return files;
  const drafted = new Map(files);
  for (const [blogPath, bytes] of changed) {
    const path = blogPath.slice(folder.length);
    if (bytes === null) drafted.delete(path);
    else drafted.set(path, { path, bytes });
  }
  return drafted;
}

function themeOf(name: string, layers: Layers): Theme {
  const files = new Map(layers.flatMap((layer) => [...layer]));
  if (!files.has("templates/post.liquid")) throw new AppError("theme.notFound", { theme: name });
  const manifest = readManifest(layers);
  return {
    name,
    title: manifest.title,
    description: manifest.description,
    dateFormats: readDateFormats(manifest.dateFormat),
    options: manifest.options ?? {},
    templates: textsUnder(files, "templates/", ".liquid"),
    assets: hashAssets(withSharedStyles(files)),
    ownCss: layers.at(-1)?.get(ownCssName)?.bytes.toString("utf8").trim() ?? "",
    colourRules: files.get(colourStyle)?.bytes.toString("utf8") ?? "",
    withheld: [...files.keys()].filter((path) => path.startsWith("assets/") && isServerName(path)),
    words: readWords(layers),
    key: layers
      .filter((files) => files.size > 0)
      .map(keyOf)
      .join(" "),
  };
}

/**
 * The files of a theme in layers. A file of a later layer replaces the file at the same path.
 * The first two layers are the files that all themes share, and the built-in theme.
 * The last two layers are the blog's own theme with the same name, and the blog's folder `theme/`.
 * In a YAML file, a layer replaces only the keys that it contains, so a blog can omit all other keys.
 */
type Layers = readonly ReadonlyMap<string, ThemeFile>[];

/** Returns the assets of a theme. The theme's style sheet includes the style sheets that themes share. */
function withSharedStyles(files: ReadonlyMap<string, ThemeFile>): Map<string, ThemeFile> {
  const assets = filesUnder(files, "assets/");
  const style = assets.get(mainStyle);
  if (!style) return assets;
  const base = files.get(baseStyle);
  const startsWithBase = base && style.bytes.subarray(0, importOfBase.length).equals(importOfBase);
  const own = startsWithBase
    ? [base.bytes, newLine, style.bytes.subarray(importOfBase.length)]
    : [style.bytes];
  const print = files.get(printStyle);
  const bytes = Buffer.concat([...own, ...(print ? [newLine, print.bytes] : [])]);
  return assets.set(mainStyle, { ...style, bytes });
}

const newLine = Buffer.from("\n");

function readManifest(layers: Layers): z.infer<typeof manifestSchema> {
  return Object.assign({}, ...layers.map((files) => readYaml(files.get("theme.yaml"), manifestSchema)));
}

/**
 * Returns the date patterns by language. A single pattern for all languages counts as the English pattern.
 */
function readDateFormats(written: z.infer<typeof manifestSchema>["dateFormat"]): Map<string, string> {
  return new Map(Object.entries(typeof written === "string" ? { en: written } : (written ?? {})));
}

function filesUnder(files: ReadonlyMap<string, ThemeFile>, folder: string): Map<string, ThemeFile> {
  const under = new Map<string, ThemeFile>();
  for (const [path, file] of files) {
    if (path.startsWith(folder)) under.set(path.slice(folder.length), file);
  }
  return under;
}

function textsUnder(
  files: ReadonlyMap<string, ThemeFile>,
  folder: string,
  ending: string,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [path, { bytes }] of files) {
    if (path.startsWith(folder) && path.endsWith(ending)) texts.set(path, bytes.toString("utf8"));
  }
  return texts;
}

function readWords(layers: Layers): Map<string, ReadonlyMap<string, string>> {
  const words = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, file] of layers.flatMap((files) => [...filesUnder(files, "locales/")])) {
    const language = path.replace(/\.ya?ml$/, "");
    const table = Object.entries(readYaml(file, wordsSchema) ?? {});
    words.set(language, new Map([...(words.get(language) ?? []), ...table]));
  }
  return words;
}

function keyOf(files: ReadonlyMap<string, ThemeFile>): string {
  const hash = createHash("sha256");
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path)?.bytes ?? Buffer.alloc(0);
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
