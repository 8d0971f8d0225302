import { readFileSync, statSync } from "node:fs";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { type Reading, readingOf } from "#engine/blog/posts/post-cache.ts";
import { claims, type ReadingJob, type ReadingReply } from "./reading-job.ts";

/** Files that are read for one message: each message has its price. */
const filesTogether = 16;

/**
 * Reads files of a job from its end on, until it meets whoever reads from the beginning. Both may read what they claim at the
 * same moment; no file is left to the other by both.
 */
export function readFromTheEnd(job: ReadingJob): void {
  const { files, places, port, settings } = job;
  const inside = pathsInside(job.folder);
  for (let end = files.length; end > 0; ) {
    const start = Math.max(0, end - filesTogether);
    if (Atomics.load(places, claims.front) > start) break;
    Atomics.store(places, claims.back, start);
    const readings = files
      .slice(start, end)
      .map(([spelling, path]) => readingOfFile(inside(spelling), path, settings));
    port.postMessage({ start, readings: JSON.stringify(readings) } satisfies ReadingReply);
    end = start;
  }
  port.postMessage(null satisfies ReadingReply);
  port.close();
}

/** Null for a file that cannot be read: whoever wants it finds out why. */
function readingOfFile(location: string, path: string, settings: ReadingJob["settings"]): Reading | null {
  try {
    const before = statSync(location);
    return readingOf(parsePost({ path, bytes: readFileSync(location), settings }), before);
  } catch {
    return null;
  }
}
