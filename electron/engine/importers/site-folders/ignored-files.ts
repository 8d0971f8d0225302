import type { FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { matchesPattern } from "./address-pattern.ts";

/**
 * Whether patterns such as `/private/`, `*.secret.md` or `drafts/**` match a path or a folder above it.
 * A pattern without an inner slash matches names at any depth.
 * The last matching pattern decides. If this pattern begins with `!`, the file is not ignored.
 */
export function isIgnoredBy(patterns: readonly string[], path: string): boolean {
  const parts = path.split("/");
  const above = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  const last = patterns.findLast((written) => {
    const pattern = written.replace(/^!/, "").replace(/\/(?:\*{1,2})?$/, "");
    const plain = pattern.replace(/^(?:\*\*\/|\.\/)+|^\//, "");
    const isAnywhere = !plain.includes("/") && !/^\.?\//.test(pattern);
    return (isAnywhere ? parts : above).some((each) =>
      alternativesOf(plain).some((alternative) => matchesPattern(each, alternative)),
    );
  });
  return last !== undefined && !last.startsWith("!");
}

/** Expands `*.{a,b}` to `*.a` and `*.b`. Only the first group in braces is expanded. */
function alternativesOf(pattern: string): string[] {
  const [, before = "", choices, after = ""] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  return choices === undefined ? [pattern] : choices.split(",").map((choice) => before + choice + after);
}

/** Returns the patterns in a setting. The value of the setting is one text or a list of texts. */
export function patternsIn(config: FrontMatterValues, key: string): string[] {
  const value = valueAt(config, key)?.value ?? [];
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

/** Returns a pattern that matches only paths from the top of the site, and not names at any depth. */
export function fromTop(pattern: string): string {
  return /^!|^\*\*\//.test(pattern) ? pattern : `/${pattern.replace(/^\.?\//, "")}`;
}
