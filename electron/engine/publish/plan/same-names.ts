import { AppError } from "#contract/errors.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { Manifest, NameRules } from "../state/manifest.ts";

/** The most tolerant comparison of names that any server uses. */
const widest: NameRules = { foldsCase: true, foldsForms: true };

/**
 * Returns a function that maps paths which are one file on the server to the same key; null where each path
 * is a file of its own. Equating more than the server does is safe: a removable file stays.
 */
export function nameKey(rules: NameRules | undefined): ((path: string) => string) | null {
  if (!rules?.foldsCase && !rules?.foldsForms) return null;
  const { foldsCase, foldsForms } = rules;
  return (path) => {
    const composed = foldsForms ? path.normalize("NFC") : path;
    // Upper case first: it equates long s with s, and final sigma with sigma, as file systems do.
    return foldsCase ? composed.toUpperCase().toLowerCase() : composed;
  };
}

/**
 * Returns files of ours whose name in the site changed to one that is the same on the server: former path →
 * path in the site. Removing the former name would remove the new file.
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

/**
 * Rejects a site with two files that would be one on the server (`publish.sameName`): they would overwrite
 * each other.
 */
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

/** Whether the plan could differ on a server that treats different names as equal. */
export function dependsOnNames(build: readonly OutputFile[], manifest: Manifest): boolean {
  const fresh = build.filter(({ path }) => manifest.files[path] === undefined);
  const key = nameKey(widest);
  if (fresh.length === 0 || !key) return false;
  const paths = new Set([...Object.keys(manifest.files), ...build.map(({ path }) => path)]);
  return new Set([...paths].map(key)).size < paths.size;
}
