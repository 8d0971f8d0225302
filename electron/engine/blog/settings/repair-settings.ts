import { domainToASCII } from "node:url";
import type { z } from "zod";
import ja from "zod/v4/locales/ja.js";
import { type BlogSettings, blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { type ErrorCode, errorCodeSchema } from "#contract/errors.ts";
import type { SettingsText } from "./settings-text.ts";
import { isZone } from "../dates/zone-offset.ts";

/** A setting that cannot be used as it is written. */
export interface SettingsFault {
  readonly path: readonly PropertyKey[];
  /** The error that says what is wrong with it, where it has one of its own. */
  readonly code?: ErrorCode;
  /** What is wrong with it, or the value that it has. */
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;

/** A fault, and the part of the settings that is left out for it. */
interface Finding extends SettingsFault {
  readonly leaveOut: readonly PropertyKey[];
}

/**
 * Makes usable settings of what is written: unknown keys are left out, and a top-level key with something wrong in it
 * counts as not written. Texts that YAML took for numbers (`title: 2022`) are texts again.
 */
export function repairSettings(
  source: SettingsText,
  fallbackTitle: string,
): { readonly settings: BlogSettings; readonly faults: readonly SettingsFault[] } {
  const { values } = source;
  const faults: SettingsFault[] = [];
  // Zod's sentences in the language of the blog: the engine does not know that of the interface
  const japanese = String(values.language ?? "ja").startsWith("ja");
  const options = japanese ? { error: ja().localeError } : {};
  // Each round mends or leaves out at least one key
  for (;;) {
    const parsed = blogSettingsSchema.safeParse(values, options);
    const findings = parsed.success
      ? unusable(parsed.data)
      : parsed.error.issues.flatMap((issue) => mendOrFind(source, issue));
    if (parsed.success && findings.length === 0) return { settings: withDefaultTarget(parsed.data), faults };
    for (const { leaveOut, ...fault } of findings) {
      faults.push(fault);
      remove(values, leaveOut);
    }
    values.title ??= fallbackTitle || "Blog";
  }
}

function mendOrFind(source: SettingsText, issue: Issue): Finding[] {
  const { path, message: problem } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], problem, leaveOut: [...path, key] }));
  }
  const written = source.writtenAt(path);
  const code = issue.code === "custom" ? errorCodeSchema.safeParse(issue.params?.code).data : undefined;
  if (code !== undefined)
    return [{ path, code, problem: visible(written ?? ""), leaveOut: path.slice(0, 1) }];
  const holder = valueAt(source.values, path.slice(0, -1));
  const last = path.at(-1);
  if (
    issue.code === "invalid_type" &&
    issue.expected === "string" &&
    written &&
    holder &&
    last !== undefined
  ) {
    holder[last] = written;
    return [];
  }
  return [{ path, problem, leaveOut: path.slice(0, 1) }];
}

/** What the schema cannot know: names that only this system knows, and addresses. */
function unusable({ timeZone, language, url, targets }: BlogSettings): Finding[] {
  const findings: Finding[] = [];
  const refuse = (key: string, value: string): void => {
    findings.push({ path: [key], problem: value, leaveOut: [key] });
  };
  if (!isZone(timeZone)) refuse("timeZone", timeZone);
  if (!isLanguage(language)) refuse("language", language);
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) refuse("url", url);
  for (const [name, target] of Object.entries(targets)) {
    // Letters that the name system has no form for
    if (target.kind !== "sftp" || target.host.includes(":") || domainToASCII(target.host) !== "") continue;
    const path = ["targets", name, "host"];
    findings.push({ path, code: "target.hostInvalid", problem: target.host, leaveOut: ["targets"] });
  }
  return findings;
}

/** A value for a sentence about it: what cannot be seen, or would write elsewhere on a terminal, has a mark in its place. */
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

/** Without a word on it, the default target is one that exists. */
function withDefaultTarget(settings: BlogSettings): BlogSettings {
  const names = Object.keys(settings.targets);
  const [first] = names;
  const isMissing = settings.defaultTarget === "practice" && !names.includes("practice");
  return isMissing && first !== undefined ? { ...settings, defaultTarget: first } : settings;
}

function remove(values: object, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const holder = valueAt(values, path.slice(0, -1));
  if (holder && last !== undefined) delete holder[last];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): Record<PropertyKey, unknown> | undefined {
  let value: unknown = root;
  for (const segment of path) {
    if (!isObject(value)) return undefined;
    value = value[segment];
  }
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
