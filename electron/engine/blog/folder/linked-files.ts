import type { Dirent } from "node:fs";
import { join } from "node:path";
import type { Problem } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { entriesIfThere, entryIfThere, isMissing } from "#engine/base/files/read-files.ts";
import { realPath } from "#engine/base/files/real-path.ts";
import { leadsInside } from "#engine/base/safe-path.ts";

type LinkFault = "file.outside" | "file.linkBroken";

/**
 * Returns why a symbolic link is not followed.
 * Returns null if the target of the link is a visible file inside the blog folder.
 */
export async function faultOfLink(folder: string, path: string): Promise<LinkFault | null> {
  const [root, target] = await Promise.all([
    realPath(folder).catch(() => folder),
    realPath(join(folder, path)).catch(brokenOrUnreadable),
  ]);
  if (target === null) return "file.linkBroken";
  // If the target cannot be looked up, reports no fault here. Reading the file then reports the reason.
  if (target === undefined) return null;
  return leadsInside(root, target) ? null : "file.outside";
}

function brokenOrUnreadable(error: unknown): null | undefined {
  return isMissing(error) || systemCode(error) === "ELOOP" ? null : undefined;
}

/** The author's folders in which symbolic links are not followed. */
const withoutLinks = ["media", "theme", "themes"];
const ownFolder = ".hitofude";

/**
 * Returns a problem for each refused symbolic link.
 * Symbolic links in `media/`, `theme/` and `themes/` are refused.
 * Also refused: `.hitofude` itself as a symbolic link, and symbolic links directly in `.hitofude`.
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
    const entry = await entryIfThere(join(folder, path)).catch(() => null);
    if (entry) await visit(path, entry);
  }
  const own = await entryIfThere(join(folder, ownFolder)).catch(() => null);
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
  return entriesIfThere(folder).catch(() => []);
}
