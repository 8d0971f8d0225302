import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { parseYaml } from "#engine/blog/front-matter/yaml-document.ts";
import { hashAssets, type ThemeAsset } from "./theme-assets.ts";
import { isServerName } from "../addresses/server-names.ts";
import { type ThemeFile, ThemeFolder } from "./theme-files.ts";
import { localizedSchema, type ThemeOptions, themeOptionsSchema } from "./theme-options.ts";

/** A theme that was read and checked. Contains only what templates may see, and nothing that can run. */
export interface Theme {
  readonly name: string;
  /** Name and description for authors: one text, or texts by language. */
  readonly title?: LocalizedText;
  readonly description?: LocalizedText;
  readonly dateFormats: ReadonlyMap<string, string>;
  readonly options: ThemeOptions;
  /** Texts of the templates, by path inside the theme: `templates/post.liquid`. */
  readonly templates: ReadonlyMap<string, string>;
  /** Assets by the name that templates use: `style.css`. */
  readonly assets: ReadonlyMap<string, ThemeAsset>;
  /** Names of assets that are not published, because a server would execute them. */
  readonly withheld: readonly string[];
  /** Words of the theme by language and key. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly key: string;
}

export interface ThemeFolders {
  /** Absolute path of the folder with the built-in themes. */
  readonly builtIn: string;
  /** Absolute path of the blog's own theme folder, whose files replace those of the built-in theme. */
  readonly override: string;
}

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
  readonly #override: ThemeFolder;
  #builtIn: { readonly name: string; readonly folder: ThemeFolder } | undefined;
  #last: { readonly layers: Layers; readonly theme: Theme } | undefined;

  constructor(folders: ThemeFolders) {
    this.#folders = folders;
    this.#override = new ThemeFolder(folders.override);
  }

  read(name: string): Theme {
    const layers = [this.#filesOf(name), this.#override.read()];
    const last = this.#last;
    if (last?.theme.name === name && last.layers.every((files, at) => files === layers[at]))
      return last.theme;
    const theme = themeOf(name, layers);
    this.#last = { layers, theme };
    return theme;
  }

  #filesOf(name: string): ReadonlyMap<string, ThemeFile> {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return new Map();
    if (this.#builtIn?.name !== name) {
      this.#builtIn = { name, folder: new ThemeFolder(join(this.#folders.builtIn, name)) };
    }
    return this.#builtIn.folder.read();
  }
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
    assets: hashAssets(filesUnder(files, "assets/")),
    withheld: [...files.keys()].filter((path) => path.startsWith("assets/") && isServerName(path)),
    words: readWords(layers),
    key: layers.map(keyOf).join(" "),
  };
}

/** Returns the languages in which to look for a word or pattern, best first. */
export function languagesToTry(language: string): string[] {
  return [language, language.split("-")[0] ?? language, "en"];
}

/**
 * Files of the built-in theme, followed by the files of the blog's `theme/` folder, which replace them.
 * A YAML file of the blog replaces single keys, so that it needs only the keys that differ.
 */
type Layers = readonly ReadonlyMap<string, ThemeFile>[];

function readManifest(layers: Layers): z.infer<typeof manifestSchema> {
  return Object.assign({}, ...layers.map((files) => readYaml(files.get("theme.yaml"), manifestSchema)));
}

/** Returns the date patterns by language. A single pattern for all languages is the English one. */
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

function readYaml<T>(file: ThemeFile | undefined, schema: z.ZodType<T>): T | undefined {
  if (!file) return undefined;
  try {
    const document = parseYaml(file.bytes.toString("utf8"));
    const [error] = document.errors;
    if (error) throw error;
    return schema.parse(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("theme.syntax", { template: file.path, line: 1, reason }, error);
  }
}

function keyOf(files: ReadonlyMap<string, ThemeFile>): string {
  const hash = createHash("sha256");
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path)?.bytes ?? Buffer.alloc(0);
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
