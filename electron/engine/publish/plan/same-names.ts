import { AppError } from "#contract/errors.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { Manifest } from "../state/manifest.ts";
import type { NameRules } from "../base/server-traits.ts";

/** The loosest rules: names count as equal despite differences in case or in Unicode normalization. */
const widest: NameRules = { foldsCase: true, foldsForms: true };

/**
 * Returns a function that maps all spellings of a file's path to the same key.
 * Returns null if different spellings are different files on the server.
 */
export function nameKey(rules: NameRules | undefined): ((path: string) => string) | null {
  if (!rules?.foldsCase && !rules?.foldsForms) return null;
  const { foldsCase, foldsForms } = rules;
  return (path) => {
    const composed = foldsForms ? path.normalize("NFC") : path;
    // Converts to upper case first, as file systems do, so that ſ (long s) equals s, and ς equals σ.
    return foldsCase ? composed.toUpperCase().toLowerCase() : composed;
  };
}

/**
 * Maps the old path of each file to its new path if they differ only in case or Unicode form.
 * On a server that treats both as equal, removing the old path would remove the new file.
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

/** Rejects with `publish.sameName` if one file of the site would overwrite another on the server. */
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

/** Whether the plan needs the server's name rules: a file is new, and two paths differ only in spelling. */
export function dependsOnNames(build: readonly OutputFile[], manifest: Manifest): boolean {
  const fresh = build.filter(({ path }) => manifest.files[path] === undefined);
  const key = nameKey(widest);
  if (fresh.length === 0 || !key) return false;
  const paths = new Set([...Object.keys(manifest.files), ...build.map(({ path }) => path)]);
  return new Set([...paths].map(key)).size < paths.size;
}
