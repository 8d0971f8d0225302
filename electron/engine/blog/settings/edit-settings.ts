import { isDeepStrictEqual } from "node:util";
import { AppError } from "#contract/errors.ts";
import { isRecord } from "#contract/objects.ts";
import { lineEndOf } from "#engine/base/text/text-lines.ts";
import { rewriteContent } from "../front-matter/edit-yaml.ts";
import { mendTexts } from "./repair-settings.ts";
import { SettingsText, type SettingsValues } from "./settings-text.ts";
import { isSameOrder, ordered } from "./settings-alignment.ts";
import { TextOfSettings } from "./text-of-settings.ts";

/**
 * Changes the values in a text of `blog.yaml` to `wanted`. Keeps comments, order, quotes and line ends.
 * The YAML library rewrites the keys whose lines cannot be edited, for example keys in braces.
 * Throws `blog.settingsSyntax` if the text is not YAML.
 */
export function editSettings(text: string, wanted: SettingsValues): string {
  if (text.startsWith("\uFEFF")) return `\uFEFF${editSettings(text.slice(1), wanted)}`;
  const current = valuesOf(text);
  if (isSameFile(current, wanted)) return text;
  const edited = new TextOfSettings(text).with(current, inOrderOf(current, wanted));
  if (edited !== null && isSameFile(readValues(edited), wanted)) return edited;
  const keys = new Set([...Object.keys(current), ...Object.keys(wanted)]);
  const changes = [...keys]
    .filter((key) => !isDeepStrictEqual(current[key], wanted[key]))
    .map((key) => [key, wanted[key] ?? null] as const);
  const rewritten = rewriteContent(text, changes, lineEndOf(text));
  if (isDeepStrictEqual(readValues(rewritten), wanted)) return rewritten;
  throw new AppError("blog.settingsUnusual", { key: changes.map(([key]) => key).join(", ") });
}

/**
 * Returns the values of a `blog.yaml` in the file's order. Converts values to strings if the schema says so.
 * Throws `blog.settingsSyntax` if the text is not YAML.
 */
export function valuesOf(text: string): SettingsValues {
  const source = new SettingsText(text);
  if (source.error) throw new AppError("blog.settingsSyntax", { ...source.error });
  return mendTexts(source);
}

function readValues(text: string): SettingsValues | null {
  const source = new SettingsText(text);
  return source.error ? null : mendTexts(source);
}

/** Whether two settings have equal values and an equal order of sections. */
function isSameFile(a: SettingsValues | null, b: SettingsValues): boolean {
  return isDeepStrictEqual(a, b) && isSameOrder(a?.[ordered], b[ordered]);
}

/** Returns `wanted` with its keys in the order of `current`. New keys come last. */
function inOrderOf(current: SettingsValues, wanted: SettingsValues): SettingsValues {
  const known = Object.keys(current).filter((key) => key in wanted);
  const added = Object.keys(wanted).filter((key) => !(key in current));
  const entries = [...known, ...added].map((key) => {
    const [before, value] = [current[key], wanted[key]];
    const isFree = isRecord(before) && isRecord(value) && key !== ordered;
    return [key, isFree ? inOrderOf(before, value) : value] as const;
  });
  return Object.fromEntries(entries);
}
