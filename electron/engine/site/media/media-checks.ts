import { readFileSync } from "node:fs";
import { contentKey } from "#engine/base/content-key.ts";
import { type RetryTime, retryHeldSync } from "#engine/base/files/retry-held.ts";
import { cleanSvg } from "#engine/blog/media/images/clean-svg.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import type { MediaFile } from "./media-files.ts";

/** A fault in the content of a file under `media/`. Such a file is not published. */
export type MediaFault = "media.serverCode" | "media.activeDrawing" | "file.unreadable";

/** A shared map for media without faults. Callers can compare results by object identity. */
export const noFaults: ReadonlyMap<string, MediaFault> = new Map();

interface Checked {
  readonly file: MediaFile;
  readonly fault: MediaFault | null;
}

/**
 * Finds HTML that contains code for servers, and SVG drawings that could run scripts in browsers.
 * Reads an unreadable file again. Reads any other file again only if its size or modification time changed.
 */
export class MediaChecks {
  #checked: ReadonlyMap<string, Checked> = new Map();
  #last: { listing: object; serverCode: boolean; faults: ReadonlyMap<string, MediaFault> } | undefined;

  /**
   * Returns a map from the path of each faulty file to its fault. An unchanged result stays the same object.
   * If `serverCode` is set, code for servers is not a fault, because the author allows such code.
   */
  faultsOf(listing: ReadonlyMap<string, MediaFile>, serverCode: boolean): ReadonlyMap<string, MediaFault> {
    const last = this.#last;
    const isSameAsLast = last?.listing === listing && last.serverCode === serverCode;
    if (isSameAsLast && !hasUnreadable(last.faults)) return last.faults;
    const checked = new Map<string, Checked>();
    for (const [path, file] of listing) {
      if (!/\.(?:html?|xhtml|svg)$/i.test(path)) continue;
      const before = this.#checked.get(path);
      const isSame = before?.file.size === file.size && before.file.modified === file.modified;
      if (isSame && before.fault !== "file.unreadable") checked.set(path, before);
      else checked.set(path, { file, fault: faultOf(file, isSame ? "none" : "short") });
    }
    this.#checked = checked;
    const found = [...checked].flatMap(([path, { fault }]) =>
      fault === null || (fault === "media.serverCode" && serverCode) ? [] : [[path, fault] as const],
    );
    const fresh = found.length === 0 ? noFaults : new Map(found);
    const faults = isSameAsLast && contentKey(...last.faults) === contentKey(...fresh) ? last.faults : fresh;
    this.#last = { listing, serverCode, faults };
    return faults;
  }
}

function hasUnreadable(faults: ReadonlyMap<string, MediaFault>): boolean {
  return [...faults.values()].includes("file.unreadable");
}

/** Whether an SVG cannot run scripts. False for a damaged SVG, because browsers may run its scripts. */
function isHarmlessDrawing(bytes: Uint8Array): boolean {
  const verdict = cleanSvg(bytes);
  return verdict.kind === "clean" && !verdict.actsUncleaned;
}

function faultOf({ path, location }: MediaFile, retry: RetryTime): MediaFault | null {
  const bytes = bytesOf(location, retry);
  if (bytes === null) return "file.unreadable";
  if (/\.svg$/i.test(path)) return isHarmlessDrawing(bytes) ? null : "media.activeDrawing";
  // Removes the XML declaration, which runs no code although it begins with `<?` like PHP.
  const html = bytes.toString("latin1").replace(/^(?:\xEF\xBB\xBF)?<\?xml\s[^<>]*\?>/, "");
  return withoutServerCode(html) === html ? null : "media.serverCode";
}

function bytesOf(location: string, retry: RetryTime): Buffer | null {
  try {
    return retryHeldSync({ operation: "read", paths: [location], retry }, () => readFileSync(location));
  } catch {
    return null;
  }
}
