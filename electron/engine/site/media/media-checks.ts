import { readFileSync } from "node:fs";
import { cleanSvg } from "#engine/blog/media/images/clean-svg.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import type { MediaFile } from "./media-files.ts";

/** A fault in the content of a file under `media/`. Such a file is not published. */
export type MediaFault = "media.serverCode" | "media.activeDrawing" | "file.unreadable";

/** A shared map for media without faults. Sharing it lets callers compare results by identity. */
export const noFaults: ReadonlyMap<string, MediaFault> = new Map();

interface Checked {
  readonly file: MediaFile;
  readonly fault: MediaFault | null;
}

/**
 * Finds HTML with code that servers would execute, and SVG drawings that could run scripts in browsers.
 * A file is read again only if its size or time has changed.
 */
export class MediaChecks {
  #checked: ReadonlyMap<string, Checked> = new Map();
  #last: { listing: object; serverCode: boolean; faults: ReadonlyMap<string, MediaFault> } | undefined;

  /**
   * Returns a map from the path of each faulty file to its fault. An unchanged result stays the same object.
   * With `serverCode`, the author allows code that a server executes.
   */
  faultsOf(listing: ReadonlyMap<string, MediaFile>, serverCode: boolean): ReadonlyMap<string, MediaFault> {
    const last = this.#last;
    if (last?.listing === listing && last.serverCode === serverCode) return last.faults;
    const checked = new Map<string, Checked>();
    for (const [path, file] of listing) {
      if (!/\.(?:html?|xhtml|svg)$/i.test(path)) continue;
      const before = this.#checked.get(path);
      const isSame = before?.file.size === file.size && before.file.modified === file.modified;
      checked.set(path, isSame ? before : { file, fault: faultOf(file) });
    }
    this.#checked = new Map([...checked].filter(([, { fault }]) => fault !== "file.unreadable"));
    const found = [...checked].flatMap(([path, { fault }]) =>
      fault === null || (fault === "media.serverCode" && serverCode) ? [] : [[path, fault] as const],
    );
    const faults = found.length === 0 ? noFaults : new Map(found);
    this.#last = { listing, serverCode, faults };
    return faults;
  }
}

/** Whether an SVG surely runs no scripts. False for a damaged SVG, because browsers may run its scripts. */
function isHarmlessDrawing(bytes: Uint8Array): boolean {
  const verdict = cleanSvg(bytes);
  return verdict.kind === "clean" && !verdict.actsUncleaned;
}

function faultOf({ path, location }: MediaFile): MediaFault | null {
  const bytes = bytesOf(location);
  if (bytes === null) return "file.unreadable";
  if (/\.svg$/i.test(path)) return isHarmlessDrawing(bytes) ? null : "media.activeDrawing";
  // An XML declaration runs no code, although it begins with `<?` like PHP.
  const html = bytes.toString("latin1").replace(/^(?:\xEF\xBB\xBF)?<\?xml\s[^<>]*\?>/, "");
  return withoutServerCode(html) === html ? null : "media.serverCode";
}

function bytesOf(location: string): Buffer | null {
  try {
    return readFileSync(location);
  } catch {
    return null;
  }
}
