import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { siteFault } from "./addresses.ts";
import { listPage } from "./places.ts";

type Settings = Pick<BlogSettings, "redirects">;

/**
 * Returns the former folders of the list that is now in `folder`.
 * The site redirects readers from the former folders to the list.
 */
export function formerFolders({ redirects }: Settings, folder: string): string[] {
  return Object.entries(redirects.lists).flatMap(([from, to]) =>
    plainFolder(to) === folder ? plainFolder(from) : [],
  );
}

/**
 * Maps the former folders of lists to present folders.
 * Omits former folders that are in use again.
 * The former folder of a deleted list leads to the list of all posts.
 */
export function movedLists(
  { redirects }: Settings,
  present: ReadonlySet<string>,
  all: string,
): ReadonlyMap<string, string> {
  const written = new Map(
    Object.entries(redirects.lists).map(([from, to]) => [plainFolder(from), plainFolder(to)]),
  );
  const moved = new Map<string, string>();
  for (const [from, to] of written) {
    if (from === "" || present.has(from) || siteFault(listPage(from, null)) !== null) continue;
    moved.set(from, lastFolder(to, written, present) ?? all);
  }
  return moved;
}

/**
 * Follows the redirects from `folder` up to the first folder that is in use (`present`).
 * Returns undefined if the redirects lead to no folder in use, or form a cycle.
 */
function lastFolder(
  folder: string,
  written: ReadonlyMap<string, string>,
  present: ReadonlySet<string>,
): string | undefined {
  let at: string | undefined = folder;
  for (let steps = 0; at !== undefined && steps <= written.size; steps += 1) {
    if (present.has(at)) return at;
    at = written.get(at);
  }
  return undefined;
}

/** Returns a folder from `blog.yaml` in Unicode form NFC, without slashes at its start and end. */
function plainFolder(written: string): string {
  return written
    .normalize("NFC")
    .trim()
    .replace(/^\/+|\/+$/g, "");
}
