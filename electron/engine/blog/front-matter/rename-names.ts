import { AppError } from "#contract/errors.ts";
import { isRecord } from "#contract/objects.ts";
import { editKeys } from "./edit-front-matter.ts";
import { findSpelling, type WrittenValue } from "./front-matter-spelling.ts";
import type { FrontMatterValue } from "./front-matter.ts";
import { readFrontMatter } from "./front-matter-values.ts";
import { reasonValues } from "./syntax-reasons.ts";

/** Returns the new name, or null if the name is removed. */
export type Rename = (name: string) => string | null;

/**
 * Renames or removes names in a property of front matter, and keeps the notation of all other names.
 * If two names become equal, only the first of them stays.
 * Throws `post.frontMatterSyntax` if the front matter cannot be parsed or safely changed.
 */
export function renameNames(frontMatter: string, property: string, rename: Rename, path: string): string {
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading)
    throw new AppError("post.frontMatterSyntax", { path, ...reasonValues(reading.error) });
  const found = findSpelling(reading.values, property);
  if (!found || found.value === null) return frontMatter;
  const { key, value } = found;
  if (Array.isArray(value)) {
    const names = namesOf(value, path);
    const wanted = names.map(rename);
    const renamed = names.map((name, index) => wanted[index] ?? name);
    const targets = new Set(wanted.filter((to, index) => to !== names[index]));
    const isAgain = (name: string, index: number): boolean =>
      targets.has(name) && renamed.indexOf(name) < index;
    const left = renamed.filter((name, index) => wanted[index] !== null && !isAgain(name, index));
    // Makes two edits, because one edit that both renames and removes items would rewrite the whole list.
    const renamedOnly = withList(frontMatter, key, { before: names, after: renamed }, path);
    return withList(renamedOnly, key, { before: renamed, after: left }, path);
  }
  if (isRecord(value)) {
    const name = value.name === undefined || value.name === null ? null : String(value.name);
    if (name === null) return frontMatter;
    const to = rename(name);
    if (to === name) return frontMatter;
    return to === null
      ? written(frontMatter, key, null, path)
      : written(frontMatter, `${key}.name`, to, path);
  }
  const text = String(value);
  const to = property === "tags" ? inText(text, rename) : rename(text.trim());
  return to === text ? frontMatter : written(frontMatter, key, to === "" ? null : to, path);
}

function namesOf(value: readonly FrontMatterValue[], path: string): string[] {
  return value.map((item) => {
    if (typeof item !== "object") return String(item);
    const reason = "written in a way that only you can change";
    throw new AppError("post.frontMatterSyntax", { path, reason });
  });
}

/** Renames names in a text of comma-separated names. */
function inText(text: string, rename: Rename): string {
  const taken = new Set<string>();
  const parts = text.split(/([,、，])/);
  let edited = "";
  for (let at = 0; at < parts.length; at += 2) {
    const [, before = "", name = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(parts[at] ?? "") ?? [];
    const to = name === "" ? null : rename(name);
    if (to === null || taken.has(to)) continue;
    taken.add(to);
    edited += edited === "" ? to + after : (parts[at - 1] ?? "") + before + to + after;
  }
  return edited;
}

function withList(
  frontMatter: string,
  key: string,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
  path: string,
): string {
  const isSame = before.length === after.length && before.every((name, index) => name === after[index]);
  return isSame ? frontMatter : written(frontMatter, key, after.length > 0 ? after : null, path);
}

function written(frontMatter: string, key: string, value: WrittenValue | null, path: string): string {
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading)
    throw new AppError("post.frontMatterSyntax", { path, ...reasonValues(reading.error) });
  return editKeys(frontMatter, reading.values, new Map([[key, value]]), path);
}
