import { AppError } from "#contract/errors.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { Manifest, NameRules } from "../state/manifest.ts";

/** The widest idea that any server has of names that are the same. */
const widest: NameRules = { foldsCase: true, foldsForms: true };

/**
 * Tells which paths are one file on a server: those with the same key. Null where each path is a file of its own. What goes a little
 * further than the server does no harm: a file that could be removed stays.
 */
export function nameKey(rules: NameRules | undefined): ((path: string) => string) | null {
  if (!rules?.foldsCase && !rules?.foldsForms) return null;
  const { foldsCase, foldsForms } = rules;
  return (path) => {
    const composed = foldsForms ? path.normalize("NFC") : path;
    // To capitals first: so long s is s, and final sigma is sigma, as file systems see them.
    return foldsCase ? composed.toUpperCase().toLowerCase() : composed;
  };
}

/**
 * Files of ours that the site has under another name now, which is the same name on the server: former path → path in the site. To
 * remove one of them would remove the new file.
 */
export function renamedOnly(
  built: ReadonlySet<string>,
  ours: Iterable<string>,
  rules: NameRules | undefined,
): ReadonlyMap<string, string> {
  const key = nameKey(rules);
  if (!key) return new Map();
  const byKey = new Map([...built].map((path) => [key(path), path]));
  return new Map(
    [...ours].flatMap((path) => {
      const now = built.has(path) ? undefined : byKey.get(key(path));
      return now === undefined ? [] : [[path, now] as const];
    }),
  );
}

/** Rejects a site with two files that would be one on the server (`publish.sameName`): each publish would replace one by the other. */
export function expectDistinct(build: readonly OutputFile[], rules: NameRules | undefined): void {
  const key = nameKey(rules);
  if (!key) return;
  const seen = new Map<string, string>();
  for (const { path } of build) {
    const other = seen.get(key(path));
    if (other !== undefined) throw new AppError("publish.sameName", { path, other });
    seen.set(key(path), path);
  }
}

/** Whether a plan could come out otherwise on a server that takes different names for the same. */
export function dependsOnNames(build: readonly OutputFile[], manifest: Manifest): boolean {
  const fresh = build.filter(({ path }) => manifest.files[path] === undefined);
  const key = nameKey(widest);
  if (fresh.length === 0 || !key) return false;
  const paths = new Set([...Object.keys(manifest.files), ...build.map(({ path }) => path)]);
  return new Set([...paths].map(key)).size < paths.size;
}
