import { maxPlayedBytes } from "#contract/media-files.ts";
import { AppError } from "#contract/errors.ts";

/** A video or sound file to store in a blog. */
export interface PlayedFile {
  /** The file extension that fits the content. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

const signatures: readonly (readonly [type: string, pattern: RegExp])[] = [
  ["m4a", /^[\s\S]{4}ftypM4[AB]/],
  ["mp4", /^[\s\S]{4}ftyp(?:mp4|isom|iso\d|avc1|M4V|dash|3gp|MSNV)/],
  ["webm", /^[\s\S]E\xDF\xA3[\s\S]{0,48}webm/],
  ["ogg", /^OggS/],
  ["flac", /^fLaC/],
  ["wav", /^RIFF[\s\S]{4}WAVE/],
  ["mp3", /^(?:ID3|\xFF[\xE2-\xFB])/],
];

/**
 * Recognises a video or sound file by its bytes.
 * Removes the camera's metadata from an MP4 file, such as the place of the recording.
 * Returns null for a file that is neither a video nor a sound. Throws `image.tooLarge`.
 */
export function acceptPlayed(name: string, bytes: Uint8Array): PlayedFile | null {
  const head = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  const found = signatures.find(([, pattern]) => pattern.test(head));
  if (!found) return null;
  if (bytes.length > maxPlayedBytes) {
    const megabytes = (size: number): number => Math.ceil(size / 1024 / 1024);
    throw new AppError("image.tooLarge", {
      name,
      megabytes: megabytes(bytes.length),
      most: megabytes(maxPlayedBytes),
    });
  }
  const [extension] = found;
  // The name decides whether an Ogg file is a video, because `signatures` recognises only Ogg itself.
  const type = extension === "ogg" && /\.ogv$/i.test(name) ? "ogv" : extension;
  return { type, bytes: type === "mp4" || type === "m4a" ? withoutNotes(bytes) : bytes };
}

/** MP4 boxes that contain other boxes. Some of the inner boxes contain the camera's metadata. */
const containers = new Set(["moov", "trak", "moof", "traf"]);
/**
 * MP4 boxes with the camera's metadata. The place of the recording is in `udta/©xyz`, or in `meta` (Apple).
 */
const notes = new Set(["udta", "meta", "uuid"]);

/** Returns an MP4 file with its camera metadata blanked. The length stays, so that offsets stay valid. */
function withoutNotes(bytes: Uint8Array): Uint8Array {
  const clean = Buffer.from(bytes);
  blankNotes(clean, 0, clean.length);
  return clean;
}

function blankNotes(bytes: Buffer, from: number, to: number): void {
  for (let at = from; at + 8 <= to; ) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const isLong = short === 1 && at + 16 <= to;
    const header = isLong ? 16 : 8;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    if (size < header || at + size > to) return;
    if (containers.has(type)) blankNotes(bytes, at + header, at + size);
    else if (notes.has(type)) {
      bytes.write("free", at + 4, "latin1");
      bytes.fill(0, at + header, at + size);
    }
    at += size;
  }
}
