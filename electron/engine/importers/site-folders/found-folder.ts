import { posix } from "node:path";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import type { FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { readJsonFrontMatter } from "#engine/blog/front-matter/json-front-matter.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import { textIn } from "./page-facts.ts";
import { programLiterals } from "./program-literals.ts";
import type { SiteFolder, SiteProgram } from "./site-program.ts";

/** The folder of a site, found among the files of an import. */
export interface FoundFolder {
  readonly folder: SiteFolder;
  /** Path of the folder. The names of its files begin with this path. */
  readonly root: string;
}

/**
 * Finds the folder of a site for the site generator `program`. Does not read the site's texts.
 * Returns null if the files do not belong to a site of this site generator.
 */
export async function findFolder(
  program: SiteProgram,
  files: readonly ImportFile[],
): Promise<FoundFolder | null> {
  for (const configName of program.configs) {
    const [file] = files
      .filter(({ name }) => name === configName || name.endsWith(`/${configName}`))
      .sort((one, other) => one.name.split("/").length - other.name.split("/").length);
    if (!file) continue;
    const root = file.name.slice(0, file.name.length - configName.length);
    const configText = String(await file.head());
    const paths = files.flatMap(({ name }) => (name.startsWith(root) ? [name.slice(root.length)] : []));
    const config = configValues(configName, configText);
    const folder = { config, configName, configText, paths, folders: foldersOf(paths), texts: new Map() };
    if (program.isOwn(folder)) return { folder, root };
  }
  return null;
}

/**
 * Reads a configuration file. For a damaged file, the result has no values.
 * If the configuration is JavaScript, only its literal values are known.
 */
function configValues(name: string, text: string): FrontMatterValues {
  if (/\.[cm]?[jt]s$/.test(name)) return programConfig(text);
  if (name.endsWith(".json")) return readJsonFrontMatter(text)?.values ?? {};
  const fence = /\.ya?ml$/.test(name) ? "---" : name.endsWith(".toml") ? "+++" : null;
  if (fence === null) return {};
  const content = text.replace(/^\uFEFF?(?:---[ \t]*\r?\n)?/, "").replace(/^---[ \t]*$/gm, "");
  const reading = readFrontMatter(`${fence}\n${content}\n${fence}\n`);
  return "error" in reading ? {} : reading.values;
}

/**
 * Reads the settings from a JavaScript configuration file of Astro or Eleventy, but does not run the file.
 */
function programConfig(text: string): FrontMatterValues {
  const { values } = programLiterals(text);
  const site = textIn(values, "site");
  const folder = textIn(values, "base") || textIn(values, "pathPrefix");
  const address = URL.canParse(folder, site) ? new URL(folder, site).href : "";
  const names = ["input", "format"].flatMap((key) => {
    const value = textIn(values, key);
    return value === "" ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(names), ...(address === "" ? { baseurl: folder } : { baseURL: address }) };
}

/**
 * Returns the folder of a site, including the texts of the files for which `readsText` returns true.
 * If the site generator has no configuration file in the folder, `config` is empty.
 */
export async function readFolder(program: SiteProgram, files: readonly ImportFile[]): Promise<FoundFolder> {
  const { folder, root } = (await findFolder(program, files)) ?? { folder: withoutConfig(files), root: "" };
  return { folder: { ...folder, texts: await textsOf(program, folder, files, root) }, root };
}

function withoutConfig(files: readonly ImportFile[]): SiteFolder {
  const paths = files.map(({ name }) => name);
  return { config: {}, configName: "", configText: "", paths, folders: foldersOf(paths), texts: new Map() };
}

/** Maximum size in bytes of a file whose text is read for `SiteFolder.texts`. */
const largestText = 2 ** 20;

/** Reads the texts of the files for which `readsText` returns true. Omits files that are too large. */
async function textsOf(
  program: SiteProgram,
  folder: SiteFolder,
  files: readonly ImportFile[],
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const file of files) {
    const path = file.name.slice(root.length);
    if (file.bytes <= largestText && file.name.startsWith(root) && program.readsText?.(path, folder))
      texts.set(path, await textOfFile(file));
  }
  return texts;
}

function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.map((path) => posix.dirname(path)));
}

/** Returns the time zone that a configuration names, if this computer knows it. */
export function zoneIn(config: FrontMatterValues): string | undefined {
  const zone = textIn(config, "timezone");
  try {
    return zone === ""
      ? undefined
      : new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
