import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { Manifest } from "../state/manifest.ts";
import { isUntouched } from "./plan.ts";
import type { RemoteView } from "./plan-types.ts";

/**
 * Maximum number of unchanged files that each publish checks.
 * `ordered`: on a server that handles requests in order, because one round trip can check many files there.
 */
const maxSample = { ordered: 500, others: 40 };

/**
 * The front page. It is in every sample, so that an emptied or restored site is noticed immediately.
 */
export const frontPage = "index.html";

/**
 * Returns the paths of files that the publish does not change, but checks on the server:
 * a file that the last publish changed (`marker`), the front page, and random other paths.
 * Each publish chooses new random paths, so that repeated publishes check more and more of the site.
 */
export function sampleOf(
  { files, marker }: Pick<Manifest, "files" | "marker">,
  build: readonly OutputFile[],
  {
    ordered,
    random = Math.random,
  }: { readonly ordered: boolean; readonly random?: (() => number) | undefined },
): string[] {
  const unchanged = build.filter(({ path, sha256 }) => files[path]?.sha256 === sha256);
  const first = new Set([frontPage, marker?.path]);
  const paths = unchanged.map(({ path }) => path).filter((path) => !first.has(path));
  const size = ordered ? maxSample.ordered : maxSample.others;
  // Shuffles the paths by the method of Fisher and Yates, but stops when enough paths are chosen.
  for (let index = 0; index < Math.min(size, paths.length); index += 1) {
    const other = index + Math.floor(random() * (paths.length - index));
    [paths[index], paths[other]] = [paths[other] ?? "", paths[index] ?? ""];
  }
  const always = unchanged.map(({ path }) => path).filter((path) => first.has(path));
  if (marker?.removed && !build.some(({ path }) => path === marker.path)) always.push(marker.path);
  return [...always, ...paths.slice(0, size - always.length)];
}

/** Whether all files of a sample are on the server and have not changed since their publish. */
export function isIntact(
  sample: readonly string[],
  { files, marker }: Pick<Manifest, "files" | "marker">,
  remote: RemoteView,
): boolean {
  return sample.every((path) => {
    const [live, seen] = [files[path], remote.get(path)];
    if (marker?.removed && path === marker.path) return seen === undefined;
    return live === undefined || (seen !== undefined && isUntouched(live, seen));
  });
}
