import type { Dirent } from "node:fs";
import { lstat, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "#contract/errors.ts";
import { leadsInside } from "#engine/base/safe-path.ts";

type LinkFault = "file.outside" | "file.linkBroken";

/**
 * Returns why a link is not followed. Null if it leads to a file or folder in the blog folder that is not
 * hidden.
 */
export async function faultOfLink(folder: string, path: string): Promise<LinkFault | null> {
  const [root, target] = await Promise.all([
    realpath(folder).catch(() => folder),
    realpath(join(folder, path)).catch(() => null),
  ]);
  if (target === null) return "file.linkBroken";
  return leadsInside(root, target) ? null : "file.outside";
}

/** Folders of the author in which no link is followed. */
const withoutLinks = ["media", "theme"];
const ownFolder = ".hitofude";

/**
 * Returns a problem for each link that is not followed: in `media/` and `theme/`, and in place of the
 * program's own files, which are then not written.
 */
export async function findPassedOver(folder: string): Promise<Problem[]> {
  const found: string[] = [];
  const visit = async (
    path: string,
    entry: Pick<Dirent, "isDirectory" | "isSymbolicLink">,
  ): Promise<void> => {
    if (entry.isSymbolicLink()) found.push(path);
    else if (entry.isDirectory()) {
      for (const inside of await entriesOf(join(folder, path))) {
        if (!inside.name.startsWith(".")) await visit(`${path}/${inside.name}`, inside);
      }
    }
  };
  for (const path of withoutLinks) {
    const entry = await lstat(join(folder, path)).catch(() => null);
    if (entry) await visit(path, entry);
  }
  const own = await lstat(join(folder, ownFolder)).catch(() => null);
  if (own?.isSymbolicLink()) found.push(ownFolder);
  else if (own) {
    for (const entry of await entriesOf(join(folder, ownFolder))) {
      if (entry.isSymbolicLink()) found.push(`${ownFolder}/${entry.name}`);
    }
  }
  const problems = found.sort().map(async (path) => {
    const code = (await faultOfLink(folder, path)) ?? "file.linked";
    return { code, severity: "warning", file: path, values: { path } } as const;
  });
  return Promise.all(problems);
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
