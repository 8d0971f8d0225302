import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { filesOf } from "./generator.ts";

/**
 * Returns the paths of files that differ between two folders or exist in only one of them.
 * Leaves out media files, because a site only refers to them.
 */
export async function differingFiles(folder: string, other: string): Promise<string[]> {
  const [some, others] = [await pathsIn(folder), await pathsIn(other)];
  const differing: string[] = [];
  for (const path of new Set([...some.keys(), ...others.keys()])) {
    const [here, there] = [some.get(path), others.get(path)];
    if (here && there && (await readFile(here)).equals(await readFile(there))) continue;
    differing.push(path);
  }
  return differing;
}

async function pathsIn(folder: string): Promise<Map<string, string>> {
  const files = await filesOf(folder);
  const named = files.map(({ location }) => [relative(folder, location), location] as const);
  return new Map(named.filter(([path]) => !path.startsWith("media")));
}
