import { readingsOf } from "../links/readings.ts";

/** Endings of the images that a blog shows, as `ImageType` and its other spellings. */
const endings = "png|jpe?g|gif|webp|avif|svg";
const imageFile = new RegExp(`\\.(?:${endings})$`, "i");
const ending = new RegExp(`\\.(?:${endings})(?![a-z0-9])`, "gi");
/** A path is looked for only as far as a path can be long. */
const longestPath = 1024;

/** Whether a file is an image, by its name. */
export function isImageFile(path: string): boolean {
  return imageFile.test(path);
}

/**
 * Those of the paths (`media/…`, NFC) that a text names, in whatever manner: as Markdown or HTML, encoded or not, in code or
 * in front matter. It rather finds one too many than one too few: what it does not find may go into the trash.
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

/** A name may have dots, blanks and brackets in it: the longest of those that are there is meant. */
function longestKnown(rest: string, paths: ReadonlySet<string>): string | undefined {
  const [line = ""] = rest.split("\n", 1);
  return Array.from(line.matchAll(ending), ({ index, 0: { length } }) => line.slice(0, index + length))
    .reverse()
    .find((path) => paths.has(path));
}

/**
 * Those of the files (`media/…`, NFC) that a text names, of whatever kind: a picture, a sound, a PDF. As `mentionedMedia`,
 * it rather finds one too many than one too few.
 */
export function mentionedFiles(text: string, files: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set<string>();
  if (!/media(?:\/|%2f)/i.test(text)) return found;
  for (const reading of readingsOf(text)) {
    for (let at = reading.indexOf("media/"); at >= 0; at = reading.indexOf("media/", at + 1)) {
      const [line = ""] = reading.slice(at, at + longestPath).split("\n", 1);
      const path = longestStart(line, files);
      if (path !== undefined) found.add(path);
    }
  }
  return found;
}

/** A name may have blanks and brackets in it: the longest one that is there is meant. */
function longestStart(line: string, files: ReadonlyMap<string, unknown>): string | undefined {
  for (let length = line.length; length > "media/".length; length -= 1) {
    const start = line.slice(0, length);
    if (files.has(start)) return start;
  }
  return undefined;
}
