import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What the program was started with. */
export interface Launch {
  /** Blog folder or Markdown file named on the command line, absolute. */
  readonly folder: string | null;
}

/**
 * Reads a whole command line: the first argument that is an existing folder, or a `.md` file inside a blog. In a clone,
 * `electron <program folder>` starts the program, and that folder is no blog.
 */
export function readLaunch(argv: readonly string[], workingFolder: string, packaged: boolean): Launch {
  const named = argv.slice(1).filter((argument) => !argument.startsWith("-"));
  for (const argument of packaged ? named : named.slice(1)) {
    const path = argument.startsWith("file:") ? fileURLToPath(argument) : resolve(workingFolder, argument);
    const folder = blogFolderOf(path);
    if (folder !== null) return { folder };
  }
  return { folder: null };
}

/** The blog folder that a path names or lies in; null when there is none. */
export function blogFolderOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return path;
  if (!stat?.isFile() || !path.endsWith(".md")) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (statSync(join(folder, "blog.yaml"), { throwIfNoEntry: false })) return folder;
  }
  return null;
}
