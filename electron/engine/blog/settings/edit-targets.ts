import { isDeepStrictEqual } from "node:util";
import { isMap, isNode, isScalar, type Pair, stringify, type YAMLMap } from "yaml";
import type { TargetSettings } from "#contract/settings/target.ts";
import { SettingsText } from "./settings-text.ts";
import { lineEndOf } from "#engine/base/text/text-lines.ts";
import { parseYaml } from "../front-matter/yaml-document.ts";

export interface TargetChange {
  readonly name: string;
  /** The new settings of the target. Null removes the target. Undefined leaves the target unchanged. */
  readonly target?: TargetSettings | null;
  /** Whether to make the target the blog's default target. */
  readonly makeDefault?: boolean;
}

/**
 * Changes one target in a text of `blog.yaml`. If possible, changes only the lines of this target.
 * If the targets are written in braces (`{…}`), the YAML library rewrites the whole file.
 */
export function editTargets(text: string, change: TargetChange): string {
  const wanted = wantedValues(text, change);
  const edited = editLines(text, change);
  if (edited !== null && isDeepStrictEqual(new SettingsText(edited).values, wanted)) return edited;
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const document = parseYaml(text.slice(bom.length));
  if ("targets" in wanted) document.setIn(["targets"], wanted.targets);
  if ("defaultTarget" in wanted) document.set("defaultTarget", wanted.defaultTarget);
  return bom + document.toString({ lineWidth: 0 }).replaceAll("\n", lineEndOf(text));
}

function wantedValues(text: string, { name, target, makeDefault }: TargetChange): Record<string, unknown> {
  const { values } = new SettingsText(text);
  // A blog without `targets` has an implicit practice site. Writes it explicitly, so that it is kept.
  const { targets = { practice: { kind: "practice" } } } = values;
  const entries = typeof targets === "object" && targets !== null ? Object.entries(targets) : [];
  const others = entries.filter(([key]) => key !== name);
  const at = entries.findIndex(([key]) => key === name);
  if (target) others.splice(at < 0 ? others.length : at, 0, [name, target]);
  const isChanged = target !== undefined;
  return {
    ...values,
    ...(isChanged ? { targets: Object.fromEntries(others) } : {}),
    ...(makeDefault ? { defaultTarget: name } : {}),
  };
}

/**
 * Edits the lines of one target, and the line that names the default target.
 * Returns null if the targets are not on separate lines.
 */
function editLines(text: string, { name, target, makeDefault }: TargetChange): string | null {
  let edited: string | null = text;
  if (target !== undefined) edited = editTargetLines(edited, name, target);
  if (makeDefault && edited !== null) edited = editDefault(edited, name);
  return edited;
}

function editTargetLines(text: string, name: string, target: TargetSettings | null): string | null {
  const end = lineEndOf(text);
  const targets = topLevel(text, "targets");
  if (!targets) {
    if (!target) return null;
    const all = { targets: { practice: { kind: "practice" }, [name]: target } };
    return withLastLine(text, end) + lines(all, "", end);
  }
  const map: unknown = targets.value;
  const isLines = isMap(map) && !map.flow && map.items.length > 0;
  const indent = isLines ? indentOf(text, map) : null;
  if (!isLines || indent === null) return null;
  const item = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  const written = target ? lines({ [name]: target }, indent, end) : "";
  if (item) {
    const [from, to] = rangeOf(text, item);
    return text.slice(0, from) + written + text.slice(to);
  }
  const last = map.items.at(-1);
  if (!last || !target) return null;
  const [, to] = rangeOf(text, last);
  return withLastLine(text.slice(0, to), end) + written + text.slice(to);
}

function editDefault(text: string, name: string): string | null {
  const end = lineEndOf(text);
  const found = topLevel(text, "defaultTarget");
  if (!found) return withLastLine(text, end) + lines({ defaultTarget: name }, "", end);
  if (!isScalar(found.value) || !found.value.range) return null;
  const [from, to] = found.value.range;
  return text.slice(0, from) + stringify(name).trimEnd() + text.slice(to);
}

function topLevel(text: string, key: string): Pair | undefined {
  // Replaces the byte order mark with a space, so that offsets apply to the original text.
  const document = parseYaml(text.replace(/^\uFEFF/, " "));
  const root: unknown = document.contents;
  if (!isMap(root) || root.flow) return undefined;
  return root.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** Returns the indentation of a map's first key, or null for indentation that does not consist of spaces. */
function indentOf(text: string, { items }: YAMLMap): string | null {
  const key = items[0]?.key;
  if (!isNode(key) || !key.range) return null;
  const before = text.slice(text.lastIndexOf("\n", key.range[0] - 1) + 1, key.range[0]);
  return /^ +$/.test(before) ? before : null;
}

/** Returns the range of a key and its value, in whole lines. */
function rangeOf(text: string, { key, value }: Pair): [number, number] {
  const start = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const valueEnd = isNode(value) ? (value.range?.[1] ?? start) : start;
  // Excludes comments and empty lines after a value, which the YAML library includes in the value's range.
  const content = text.slice(start, valueEnd).trimEnd();
  const newline = text.indexOf("\n", start + content.length);
  return [from, newline < 0 ? text.length : newline + 1];
}

function withLastLine(text: string, end: string): string {
  return text === "" || text.endsWith("\n") ? text : text + end;
}

function lines(value: unknown, indent: string, end: string): string {
  const written = stringify(value, { lineWidth: 0 }).trimEnd().split("\n");
  return written.map((line) => indent + line + end).join("");
}
