import { imageExtensions, playerOf, videoExtensions } from "#contract/media-files.ts";
import { readingsOf } from "../links/readings.ts";

const posterExtensions = ["jpg", "jpeg", "png", "webp"];
const ending = new RegExp(`\\.(?:${[...imageExtensions, ...videoExtensions].join("|")})(?![a-z0-9])`, "gi");
/** Maximum length of a path that is searched for in a text, in UTF-16 units. */
const longestPath = 1024;

/**
 * Returns the possible paths of a video's poster: images beside the video, with the video's name.
 * The first image that exists is the poster. Returns no paths for a file that is not a video.
 */
export function posterPaths(path: string): readonly string[] {
  if (playerOf(path) !== "video") return [];
  const stem = path.replace(/\.[^.]*$/, "");
  return posterExtensions.map((type) => `${stem}.${type}`);
}

/**
 * Returns the `paths` (`media/…`, NFC) that a text mentions. Mentions in code and front matter count.
 * Even an uncertain mention counts, so that no image in use is moved to the trash.
 * A text that mentions a video also mentions the poster of the video.
 */
export function mentionedMedia(text: string, paths: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  let longest = 0;
  for (const { length } of paths) longest = Math.max(longest, Math.min(length, longestPath));
  for (const reading of readingsOf(text)) {
    for (let at = reading.indexOf("media/"); at >= 0; at = reading.indexOf("media/", at + 1)) {
      const path = longestKnown(reading.slice(at, at + longest + 1), paths);
      if (path !== undefined) found.add(path);
    }
  }
  return found;
}

/**
 * Returns the longest of the `paths` at the beginning of `rest`.
 * Tests only beginnings of `rest` that end with an image extension.
 */
function longestKnown(rest: string, paths: ReadonlySet<string>): string | undefined {
  const [line = ""] = rest.split("\n", 1);
  return Array.from(line.matchAll(ending), ({ index, 0: { length } }) => line.slice(0, index + length))
    .reverse()
    .flatMap((path) => [path, ...posterPaths(path)])
    .find((path) => paths.has(path));
}

/**
 * Finds mentions like `mentionedMedia`, but of files of any type.
 * Returns the `files` that occur in a text, and the posters of the videos among these files.
 */
export function mentionedFiles(text: string, files: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set<string>();
  if (!/media(?:\/|%2f)/i.test(text)) return found;
  for (const reading of readingsOf(text)) {
    for (let at = reading.indexOf("media/"); at >= 0; at = reading.indexOf("media/", at + 1)) {
      const [line = ""] = reading.slice(at, at + longestPath).split("\n", 1);
      const path = longestStart(line, files);
      if (path === undefined) continue;
      found.add(path);
      const poster = posterPaths(path).find((name) => files.has(name));
      if (poster !== undefined) found.add(poster);
    }
  }
  return found;
}

/** Returns the longest key of `files` at the beginning of `line`. Names may contain spaces and brackets. */
function longestStart(line: string, files: ReadonlyMap<string, unknown>): string | undefined {
  for (let length = line.length; length > "media/".length; length -= 1) {
    const start = line.slice(0, length);
    if (files.has(start)) return start;
  }
  return undefined;
}
