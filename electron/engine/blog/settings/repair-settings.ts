import { domainToASCII } from "node:url";
import { z } from "zod";
import { type BlogSettings, blogSettingsSchema, defaultZone } from "#contract/settings/blog-settings.ts";
import { targetKindSchema } from "#contract/settings/target.ts";
import { type ErrorCode, errorCodeSchema } from "#contract/errors.ts";
import { isObject } from "#contract/objects.ts";
import type { SettingsText, SettingsValues } from "./settings-text.ts";
import { isZone } from "../dates/zone-offset.ts";

/** A setting whose value cannot be used. */
export interface SettingsFault {
  readonly path: readonly PropertyKey[];
  /** Code of a specific error, or undefined for `blog.settingsInvalid`. */
  readonly code?: ErrorCode;
  /** Why the value is invalid. If there is a `code`, this is the invalid value itself. */
  readonly reason: SettingsReason | { readonly value: string };
}

/** Why a value is invalid. `kind` selects the message, and `detail` is inserted into the message. */
interface SettingsReason {
  readonly kind:
    | "unknown"
    | "missing"
    | "type"
    | "choice"
    | "small"
    | "large"
    | "empty"
    | "format"
    | "zone"
    | "language"
    | "address"
    | "other";
  /** The allowed type, limit or choices, or "" if the message needs none. */
  readonly detail: string;
  /** The time zone that is used instead of an invalid one. Present only for the kind `zone`. */
  readonly used?: string;
  /** The key that was probably meant, or `none`. Present only for the kind `unknown`. */
  readonly near?: string;
}

type Issue = z.core.$ZodIssue;

/** A fault in the settings. `leaveOut` is the path of the faulty setting that is removed. */
interface Finding extends SettingsFault {
  readonly leaveOut: readonly PropertyKey[];
}

/**
 * Converts the values of a `blog.yaml` to valid settings, without unknown or invalid top-level keys.
 * A string that YAML parsed as a number (`title: 2022`) becomes a string again.
 */
export function repairSettings(
  source: SettingsText,
  fallbackTitle: string,
): { readonly settings: BlogSettings; readonly faults: readonly SettingsFault[] } {
  const { values } = source;
  const faults: SettingsFault[] = [];
  const nearest = nearestKeys();
  // The loop ends, because each round repairs or removes at least one key.
  for (;;) {
    const parsed = blogSettingsSchema.safeParse(values);
    const findings = parsed.success
      ? unusable(parsed.data)
      : parsed.error.issues.flatMap((issue) => mendOrFind(source, issue, nearest));
    if (parsed.success && findings.length === 0) return { settings: withDefaultTarget(parsed.data), faults };
    for (const { leaveOut, ...fault } of findings) {
      faults.push(fault);
      remove(values, leaveOut);
    }
    values.title ??= fallbackTitle || "Blog";
  }
}

/**
 * Returns the values of a parsed `blog.yaml`, converted to strings wherever the schema requires strings.
 * Changes the values in `source` itself.
 */
export function mendTexts(source: SettingsText): SettingsValues {
  const { values } = source;
  for (;;) {
    const { success, error } = blogSettingsSchema.safeParse(values);
    if (success || !error.issues.map((issue) => isMended(source, issue)).includes(true)) return values;
  }
}

function mendOrFind(source: SettingsText, issue: Issue, nearest: ReturnType<typeof nearestKeys>): Finding[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      reason: { kind: "unknown", detail: "", near: nearest(key, path) },
      leaveOut: [...path, key],
    }));
  }
  if (isMended(source, issue)) return [];
  const leaveOut = path.slice(0, 1);
  const code = issue.code === "custom" ? errorCodeSchema.safeParse(issue.params?.code).data : undefined;
  if (code !== undefined) {
    return [{ path, code, reason: { value: visible(source.writtenAt(path) ?? "") }, leaveOut }];
  }
  return [{ path, reason: reasonOf(issue, isMissing(source.values, path)), leaveOut }];
}

/** Replaces a number with its characters in `blog.yaml` if the schema requires a string, and returns true. */
function isMended(source: SettingsText, issue: Issue): boolean {
  const { path } = issue;
  const last = path.at(-1);
  if (issue.code !== "invalid_type" || issue.expected !== "string" || last === undefined) return false;
  const written = source.writtenAt(path);
  const holder = holderOf(source.values, path);
  if (!written || !holder) return false;
  holder[last] = written;
  return true;
}

function isMissing(values: object, path: readonly PropertyKey[]): boolean {
  const last = path.at(-1);
  return last !== undefined && holderOf(values, path)?.[last] === undefined;
}

function reasonOf(issue: Issue, isMissingKey: boolean): SettingsReason {
  if (isMissingKey) return { kind: "missing", detail: "" };
  switch (issue.code) {
    case "invalid_type":
      return { kind: "type", detail: issue.expected };
    case "invalid_union":
      return issue.path[0] === "targets" && issue.path.at(-1) === "kind"
        ? { kind: "choice", detail: targetKindSchema.options.join(", ") }
        : { kind: "other", detail: "" };
    case "invalid_value":
      return { kind: "choice", detail: issue.values.map(String).join(", ") };
    case "too_small":
      return issue.origin === "string"
        ? { kind: "empty", detail: "" }
        : { kind: "small", detail: String(issue.minimum) };
    case "too_big":
      return { kind: "large", detail: String(issue.maximum) };
    case "invalid_format":
    case "invalid_key":
      return { kind: "format", detail: "" };
    default:
      return { kind: "other", detail: "" };
  }
}

/** Checks what the schema cannot check: time zone, language, address and host names. */
function unusable({ timeZone, language, url, targets }: BlogSettings): Finding[] {
  const findings: Finding[] = [];
  const refuse = (key: string, kind: SettingsReason["kind"], detail: string): void => {
    findings.push({ path: [key], reason: { kind, detail: visible(detail) }, leaveOut: [key] });
  };
  if (!isZone(timeZone)) {
    const reason = { kind: "zone", detail: visible(timeZone), used: defaultZone } as const;
    findings.push({ path: ["timeZone"], reason, leaveOut: ["timeZone"] });
  }
  if (!isLanguage(language)) refuse("language", "language", language);
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) refuse("url", "address", url);
  for (const [name, target] of Object.entries(targets)) {
    // Refuses a host name with characters that cannot be encoded in a domain name.
    if (!("host" in target) || target.host.includes(":") || domainToASCII(target.host) !== "") continue;
    const path = ["targets", name, "host"];
    findings.push({
      path,
      code: "target.hostInvalid",
      reason: { value: target.host },
      leaveOut: ["targets"],
    });
  }
  return findings;
}

/** Maximum number of misspelt keys whose correct spelling is looked up. */
const maxLookups = 50;

/**
 * Returns a function that corrects a misspelt key. The corrected key differs by at most two letters.
 * If no key is that similar, the function returns `none`.
 */
function nearestKeys(): (misspelt: string, path: readonly PropertyKey[]) => string {
  let schema: unknown;
  let lookups = 0;
  return (misspelt, path) => {
    lookups += 1;
    if (lookups > maxLookups || misspelt.length > 100) return "none";
    schema ??= z.toJSONSchema(blogSettingsSchema, { io: "input", unrepresentable: "any" });
    return nearestOf(misspelt, keysAt(schema, path));
  };
}

/** Returns the name that is most similar to a misspelt name, or `none` if more than two letters differ. */
export function nearestOf(misspelt: string, names: Iterable<string>): string {
  const near = { name: "none", distance: Math.min(3, Math.ceil(misspelt.length / 2)) };
  for (const name of names) {
    const distance = editDistance(misspelt.toLowerCase(), name.toLowerCase());
    if (distance < near.distance) Object.assign(near, { name, distance });
  }
  return near.name;
}

/** Returns the names of the properties that a JSON Schema allows at a path. */
function keysAt(schema: unknown, [segment, ...rest]: readonly PropertyKey[]): string[] {
  if (!isObject(schema)) return [];
  const { properties, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  const known = isObject(properties) ? properties : {};
  const other = typeof segment === "number" ? items : additionalProperties;
  const own = segment === undefined ? Object.keys(known) : keysAt(known[segment] ?? other, rest);
  const path = segment === undefined ? [] : [segment, ...rest];
  return [...own, ...[anyOf, oneOf].flat().flatMap((choice) => keysAt(choice, path))];
}

/**
 * Returns how many letters have to be inserted, removed or replaced to turn one word into another.
 * Two neighbouring letters in the wrong order count as one change.
 */
function editDistance(from: string, to: string): number {
  const letters = [...from];
  let [earlier, before] = [[] as number[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (const [row, letter] of letters.entries()) {
    const now = [row + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      const isTurned = letter === to[column - 2] && letters[row - 1] === to[column - 1];
      const turned = isTurned ? (earlier[column - 2] ?? 0) + 1 : replaced;
      now.push(Math.min(replaced, turned, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1));
    }
    [earlier, before] = [before, now];
  }
  return before[to.length] ?? 0;
}

/** Shortens a value for a message, and replaces invisible characters and terminal control characters. */
function visible(value: string): string {
  return value.slice(0, 200).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

function isLanguage(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** Replaces the default target `practice` with the first target if there is no target `practice`. */
function withDefaultTarget(settings: BlogSettings): BlogSettings {
  const names = Object.keys(settings.targets);
  const [first] = names;
  const isMissing = settings.defaultTarget === "practice" && !names.includes("practice");
  return isMissing && first !== undefined ? { ...settings, defaultTarget: first } : settings;
}

function remove(values: object, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const holder = holderOf(values, path);
  if (holder && last !== undefined) delete holder[last];
}

/** Returns the map or list that contains the value at a path. */
function holderOf(root: unknown, path: readonly PropertyKey[]): Record<PropertyKey, unknown> | undefined {
  let value: unknown = root;
  for (const segment of path.slice(0, -1)) {
    if (!isObject(value)) return undefined;
    value = value[segment];
  }
  return isObject(value) ? value : undefined;
}
