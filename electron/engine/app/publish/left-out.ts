import { AppError, type ErrorCode } from "#contract/errors.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";

/** Number of times that a publish begins again because media have changed. */
const mostRestarts = 5;

/** Errors of a file of this computer that changed or disappeared before it was sent. */
const sourceErrors: ReadonlySet<ErrorCode> = new Set([
  "file.notFound",
  "file.unreadable",
  "file.inUse",
  "publish.verifyFailed",
]);

/**
 * Publishes, and begins again if a media file changes or disappears before it is sent: other programs, such
 * as cloud clients, replace files at any time. `publish` receives the paths of the files because of which it
 * began again.
 */
export async function againWhileMediaChange<T>(
  publish: (changed: readonly string[]) => Promise<T>,
): Promise<T> {
  const changed: string[] = [];
  for (;;) {
    try {
      return await publish(changed);
    } catch (error) {
      const path = changedMedia(error);
      if (path === undefined || changed.length === mostRestarts) throw error;
      changed.push(path);
    }
  }
}

/** Returns the path of the media file because of which a publish failed before the site was changed. */
function changedMedia(error: unknown): string | undefined {
  if (!(error instanceof AppError && sourceErrors.has(error.code))) return undefined;
  const path = String(error.values.path);
  return path.startsWith("media/") ? path : undefined;
}

/** Number of left-out files that a note names. */
const mostNamed = 3;

/** Returns the note of a publish about files and folders that are missing in the site; none if none are. */
export function leftOutNote(paths: readonly string[]): PublishResult["notes"] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, mostNamed).join(", ") + (paths.length > mostNamed ? ", …" : "");
  return [{ code: "files.leftOut", values: { count: paths.length, paths: shown } }];
}
