import { type SettingSchema, settingsJsonSchema } from "#contract/settings/settings-schema.ts";
import { isRecord } from "#contract/objects.ts";
import { type SettingForm, settingForms, settingsSections } from "./setting-table.ts";
import { isSame, type SettingPath, type Values, valueAt, withValue } from "./setting-values.ts";

type FieldKind =
  | SettingForm
  | "text"
  | "number"
  | "switch"
  /** A switch with a third state. In this state, the program chooses the value. */
  | "triple"
  | "choice"
  /** A list of texts, or of maps. */
  | "list"
  /** A map whose keys are names. */
  | "record"
  /** A map with fixed keys. */
  | "group";

/** A setting and its description in the schema. */
export interface Setting {
  readonly path: SettingPath;
  /** The path with `*` for indexes and names: `sections.*.title`. */
  readonly pattern: string;
  readonly kind: FieldKind;
  readonly schema: SettingSchema;
  /** Whether the setting is required in the map that contains it. */
  readonly isRequired: boolean;
}

/** The schema of `blog.yaml`. Creating the schema is slow, so only modules loaded on demand import it. */
export const rootSchema: SettingSchema = settingsJsonSchema();

/** Returns the setting at a path. Throws if the schema has no such setting. */
export function settingAt(path: SettingPath): Setting {
  let schema = rootSchema;
  let isRequired = false;
  const names: string[] = [];
  for (const segment of path) {
    const { inner, name } = step(schema, segment);
    if (!inner) throw new Error(`no setting ${path.join(".")}`);
    isRequired = schema.required?.includes(String(segment)) === true;
    names.push(name);
    schema = inner;
  }
  const pattern = names.join(".");
  return { path, pattern, schema, isRequired, kind: settingForms[pattern] ?? kindOf(schema, isRequired) };
}

/**
 * Returns the schema of an entry of a map or list.
 * `name` is a fixed key, or `*` for an index or for a key that the author chooses.
 */
function step(
  { properties, additionalProperties, items }: SettingSchema,
  segment: string | number,
): { readonly inner: SettingSchema | undefined; readonly name: string } {
  const name = String(segment);
  if (properties && Object.hasOwn(properties, name)) return { inner: properties[name], name };
  return { inner: items ?? (additionalProperties || undefined), name: "*" };
}

function kindOf(
  { type, enum: choices, properties, default: value }: SettingSchema,
  isRequired: boolean,
): FieldKind {
  if (choices) return "choice";
  if (type === "boolean") return value === undefined && !isRequired ? "triple" : "switch";
  if (type === "integer" || type === "number") return "number";
  if (type === "array") return "list";
  if (type === "object") return properties ? "group" : "record";
  return "text";
}

/** Returns the setting for a key that `settingsSections` lists, such as `title` or `show.covers`. */
export function settingOfKey(key: string): Setting {
  return settingAt(key.split("."));
}

/** Nested keys, such as `show.covers`, that the sheet shows in another section than the rest of their map. */
const keysApart: ReadonlySet<string> = new Set(
  settingsSections.flatMap(({ keys }) => keys).filter((key) => key.includes(".")),
);

/** Returns the settings inside a map that are in the same section of the sheet as the map. */
export function settingsBeside(setting: Setting): Setting[] {
  return settingsIn(setting).filter(({ pattern }) => !keysApart.has(pattern));
}

/** Returns the settings inside a map with fixed keys, in the order of the schema. */
export function settingsIn({ path, schema }: Setting): Setting[] {
  return Object.keys(schema.properties ?? {}).map((key) => settingAt([...path, key]));
}

/** Returns the default value of a setting, or undefined if the schema has none. */
export function defaultAt(path: SettingPath): unknown {
  for (let length = path.length; length > 0; length--) {
    const { schema } = settingAt(path.slice(0, length));
    if (schema.default !== undefined) return valueAt(schema.default, path.slice(length));
  }
  return undefined;
}

/**
 * Returns the values with one value changed. Adds required keys to maps that the change creates.
 * Leaves out a value that is the default, unless its key is required or already in the saved file.
 */
export function withSetting(values: Values, saved: Values, path: SettingPath, value: unknown): Values {
  const isDefault = value !== undefined && isSame(value, defaultAt(path));
  const isWritten = valueAt(saved, path) !== undefined || settingAt(path).isRequired;
  const changed = withValue(values, path, isDefault && !isWritten ? undefined : value);
  return withRequired(changed, path);
}

/** Adds required keys that are missing in the maps along a path. */
function withRequired(values: Values, path: SettingPath): Values {
  let complete = values;
  for (let length = 1; length < path.length; length++) {
    const holder = path.slice(0, length);
    const { schema } = settingAt(holder);
    if (!isRecord(valueAt(complete, holder))) continue;
    for (const key of schema.required ?? []) {
      const at = [...holder, key];
      if (valueAt(complete, at) === undefined) complete = withValue(complete, at, blankAt(at));
    }
  }
  return complete;
}

/** Returns the initial value of a new list item or map. */
export function blankAt(path: SettingPath): unknown {
  const { schema, kind } = settingAt(path);
  const preset = defaultAt(path);
  if (preset !== undefined) return preset;
  const { type, enum: choices, required = [], minimum } = schema;
  if (choices) return choices[0];
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return minimum ?? new Date().getFullYear();
  if (type === "array") return [];
  if (kind === "group" || kind === "switched" || type === "object") {
    return Object.fromEntries(required.map((key) => [key, blankAt([...path, key])]));
  }
  return "";
}
