import { open } from "#engine/base/files/change-files.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { protectedSections } from "#engine/site/entries/protected-sections.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Source } from "./publish-requests.ts";
import type { ResolvedTarget } from "./target-resolver.ts";
import { AppError, type ErrorCode } from "#contract/errors.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";

/** Maximum number of times that a publish is restarted because files have changed. */
const mostRestarts = 5;

/** Errors that occur if a file on this computer changes or disappears before its upload. */
const sourceErrors: ReadonlySet<ErrorCode> = new Set([
  "file.notFound",
  "file.unreadable",
  "file.inUse",
  "publish.sourceChanged",
]);

/**
 * Runs a publish. Restarts the publish if another program changes or deletes a media file before its upload.
 * Also restarts the publish if another process of Hitofude rewrites a page before the page is uploaded.
 * `publish` receives the paths of the files that have caused a restart so far.
 */
export async function againWhileSourcesChange<T>(
  publish: (changed: readonly string[]) => Promise<T>,
): Promise<T> {
  const changed: string[] = [];
  for (;;) {
    try {
      return await publish(changed);
    } catch (error) {
      const path = changedSource(error);
      if (path === undefined || changed.length === mostRestarts) throw error;
      changed.push(path);
    }
  }
}

/** Returns the path of the changed file that made a publish fail, or undefined for other causes. */
function changedSource(error: unknown): string | undefined {
  if (!(error instanceof AppError && sourceErrors.has(error.code))) return undefined;
  const path = String(error.values.path);
  return error.code === "publish.sourceChanged" || path.startsWith("media/") ? path : undefined;
}

/**
 * Returns the paths of media that cannot be read now.
 * The build misses some unreadable media, because the build opens only media with a new time or size.
 */
export async function unreadableOf(files: readonly OutputFile[]): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  for (const { path, location } of files) {
    if (!path.startsWith("media/")) continue;
    try {
      await (await open(location, "r")).close();
    } catch {
      lost.add(path);
    }
  }
  return lost;
}

/** Maximum number of file names in the note. */
const mostNamed = 3;

/** Returns notes for the author about everything that the site of a publish leaves out. */
export function sourceNotes(
  settings: BlogSettings,
  { leftOut = [], held = [], target, backTo }: Source,
): PublishResult["notes"] {
  return [
    ...leftOutNote("files.leftOut", leftOut),
    ...leftOutNote("posts.held", held),
    ...(backTo === null ? notProtectedNote(settings, target) : []),
  ];
}

/** Returns a note if files, folders or posts were left out of the site. */
function leftOutNote(code: "files.leftOut" | "posts.held", paths: readonly string[]): PublishResult["notes"] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, mostNamed).join(", ") + (paths.length > mostNamed ? ", …" : "");
  return [{ code, values: { count: paths.length, paths: shown } }];
}

/** Returns a note if sections with a password were left out of the site. */
function notProtectedNote(
  settings: BlogSettings,
  { name, protection }: Pick<ResolvedTarget, "name" | "protection">,
): PublishResult["notes"] {
  const names = protection === undefined ? protectedSections(settings) : [];
  if (names.length === 0) return [];
  const sections = names.map((section) => settings.sections[section]?.title ?? section).join(", ");
  return [{ code: "sections.notProtected", values: { sections, target: name } }];
}
