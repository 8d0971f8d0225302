import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import type { LoggedFiles } from "#engine/speed/look-ahead/states-ahead.ts";

const builders = new Set(["build", "publish", "check"]);

/** Of a blog with fewer posts (some thousand) the program knows all before a thread has begun. */
const worthAThread = 2_000_000;

/**
 * The logs by which a command line seems to build a blog with many posts again: that of its posts, and that of the folder that it is built into.
 * A guess, before the program that can read command lines is loaded: it decides what is looked at ahead, not what is done.
 */
export function logsOfWarmBuild(
  [command = "", ...rest]: readonly string[],
  stateRoot: string,
): LoggedFiles[] {
  if (!builders.has(command)) return [];
  const postsOf = (folder: string): string => join(cacheFolderOf(stateRoot, folder), "posts");
  const blog = rest.find((folder) => sizeOf(postsOf(folder)) >= worthAThread);
  if (blog === undefined) return [];
  const logs = [{ log: postsOf(blog), folder: resolve(blog) }];
  const out = outOf(rest);
  if (out !== undefined) logs.push({ log: `${resolve(out)}.index`, folder: resolve(out) });
  return logs;
}

function outOf(words: readonly string[]): string | undefined {
  const place = words.indexOf("--out");
  if (place !== -1) return words[place + 1];
  return words.find((word) => word.startsWith("--out="))?.slice("--out=".length);
}

function sizeOf(location: string): number {
  return statSync(location, { throwIfNoEntry: false })?.size ?? 0;
}
