import { posix } from "node:path";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { Capabilities } from "../base/capabilities.ts";
import type { Manifest } from "../state/manifest.ts";
import { isUntouched } from "./plan.ts";
import type { RemoteView } from "./plan-types.ts";

/**
 * Maximum number of unchanged files that each publish checks.
 * `ordered`: on a server that handles requests in order, because one round trip can check many files there.
 * `listed`: on a server with exact sizes in listings, because one request can check many files there.
 * `others`: on all other servers.
 * If listings contain exact sizes but no exact times, only the times of the first `others` files are checked.
 */
const maxSample = { ordered: 500, listed: 500, others: 40 };

/**
 * Limits for a sample that is checked by listings: number of folders, and of published files in each folder.
 * A listing takes about four round trips, and 120 bytes for each file.
 */
const maxListed = { folders: 10, files: 2000 };

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
  { ordered, lists }: Pick<Capabilities, "ordered" | "lists">,
  random: () => number = Math.random,
): string[] {
  const unchanged = build.filter(({ path, sha256 }) => files[path]?.sha256 === sha256);
  const first = new Set([frontPage, marker?.path]);
  const paths = unchanged.map(({ path }) => path).filter((path) => !first.has(path));
  const isListed = !ordered && lists !== undefined && !hasLargeFolder(files);
  const size = maxSample[ordered ? "ordered" : isListed ? "listed" : "others"];
  // Shuffles the paths by the method of Fisher and Yates, but stops when enough paths are chosen.
  for (let index = 0; index < Math.min(size, paths.length); index += 1) {
    const other = index + Math.floor(random() * (paths.length - index));
    [paths[index], paths[other]] = [paths[other] ?? "", paths[index] ?? ""];
  }
  const always = unchanged.map(({ path }) => path).filter((path) => first.has(path));
  if (marker?.removed && !build.some(({ path }) => path === marker.path)) always.push(marker.path);
  const sample = [...always, ...paths.slice(0, size - always.length)];
  return isListed ? inFewFolders(sample) : sample;
}

function hasLargeFolder(files: Manifest["files"]): boolean {
  const counts = new Map<string, number>();
  for (const path of Object.keys(files)) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count > maxListed.files);
}

/** Returns the paths in the first folders of a sample, or the first paths if these are more. */
function inFewFolders(sample: readonly string[]): string[] {
  const folders = new Set(
    [...new Set(sample.map((path) => posix.dirname(path)))].slice(0, maxListed.folders),
  );
  const chosen = sample.filter((path) => folders.has(posix.dirname(path)));
  return isCheckedByListing(chosen) ? chosen : sample.slice(0, maxSample.others);
}

/** Whether listing the folders of a sample takes fewer requests than checking its files one by one. */
export function isCheckedByListing(sample: readonly string[]): boolean {
  return sample.length > maxSample.others;
}

/** Returns the first files of a sample. If listings contain no times, only the times of these are checked. */
export function timedOf(sample: readonly string[]): ReadonlySet<string> {
  return new Set(sample.slice(0, maxSample.others));
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
