import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import type { TrialBlog } from "./trial-blog.ts";

/** Returns every file below a folder with its bytes, by path. */
export function filesUnder(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const locations = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    locations.sort().map((location) => [relative(folder, location), readFileSync(location)] as const),
  );
}

/**
 * Compares a folder with the expected one.
 * Returns one line per differing file, with the first position that differs.
 */
export function differences(folder: string, wanted: string): string[] {
  const [found, expected] = [filesUnder(folder), filesUnder(wanted)];
  const orphans = [...found.keys()].filter((path) => !expected.has(path)).map((path) => `orphan ${path}`);
  const others = [...expected].flatMap(([path, bytes]) => {
    const actual = found.get(path);
    if (!actual) return [`missing ${path}`];
    return actual.equals(bytes) ? [] : [`stale ${path}: ${firstDifference(actual, bytes)}`];
  });
  return [...orphans, ...others];
}

/**
 * Builds incrementally and from nothing. Returns the differences on disk and in the results of the builds.
 */
export async function compareWithClean(blog: TrialBlog): Promise<string[]> {
  const [built, clean] = [await outcome(blog.build()), await outcome(blog.buildClean())];
  if (typeof built === "string" || typeof clean === "string") return sameText(built, clean);
  return [
    ...differences(blog.outDir, blog.cleanDir),
    ...sameText(summary(built.files), summary(clean.files)),
    ...sameText(sortedLines(built.problems), sortedLines(clean.problems)),
    ...sameText(sortedLines(Object.entries(built.posts)), sortedLines(Object.entries(clean.posts))),
  ];
}

/** Returns the result, or the error that a user would see. Throws errors that are bugs. */
export async function outcome(build: Promise<BuildResult>): Promise<BuildResult | string> {
  try {
    return await build;
  } catch (error) {
    if (error instanceof AppError) return JSON.stringify([error.code, error.values]);
    throw error;
  }
}

function summary(files: BuildResult["files"]): string {
  return sortedLines(files.map(({ path, group, size, sha256, post }) => [path, group, size, sha256, post]));
}

function sortedLines(values: readonly unknown[]): string {
  return values
    .map((value) => JSON.stringify(value))
    .sort()
    .join("\n");
}

function sameText(actual: unknown, wanted: unknown): string[] {
  const [left, right] = [String(actual), String(wanted)];
  return left === right ? [] : [`report: ${firstDifference(Buffer.from(left), Buffer.from(right))}`];
}

function firstDifference(actual: Buffer, wanted: Buffer): string {
  let at = 0;
  while (at < actual.length && at < wanted.length && actual[at] === wanted[at]) at += 1;
  const around = (bytes: Buffer): string =>
    JSON.stringify(bytes.toString("utf8", Math.max(0, at - 60), at + 60));
  return `${around(actual)} instead of ${around(wanted)}`;
}
