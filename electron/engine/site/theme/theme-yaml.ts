import type { z } from "zod";
import { AppError, messageOf } from "#contract/errors.ts";
import { readSimpleYaml } from "#engine/blog/front-matter/simple-yaml.ts";
import { parseYaml } from "#engine/blog/front-matter/yaml-document.ts";
import type { ThemeFile } from "./theme-folder.ts";

/** Cache of parsed YAML files. An unchanged file is the same object, so its text is parsed only once. */
const known = new WeakMap<ThemeFile, unknown>();

/**
 * Reads a YAML file of a theme.
 * Always read a file with the same schema, because the cache ignores the schema.
 * Throws `theme.syntax` for invalid YAML and for values that do not fit the schema.
 */
export function readYaml<T>(file: ThemeFile | undefined, schema: z.ZodType<T>): T | undefined {
  if (!file) return undefined;
  const before = known.get(file) as T | undefined;
  if (before !== undefined) return before;
  try {
    const text = file.bytes.toString("utf8");
    const values = schema.parse(simpleTexts(text) ?? parsed(text));
    known.set(file, values);
    return values;
  } catch (error) {
    const reason = messageOf(error);
    throw new AppError("theme.syntax", { template: file.path, line: 1, reason }, error);
  }
}

/**
 * Parses YAML in which each line is a key and a text. Most files with words have this form.
 * Returns null for other YAML.
 * Parsing ten languages with the YAML library would take as long as loading the whole program.
 */
function simpleTexts(text: string): Record<string, unknown> | null {
  const values = readSimpleYaml(text);
  const isText = (value: unknown): boolean => typeof value === "string" && !/^[-+.\d]/.test(value);
  return values && Object.values(values).every(isText) ? values : null;
}

function parsed(text: string): unknown {
  const document = parseYaml(text);
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: 100 });
}
