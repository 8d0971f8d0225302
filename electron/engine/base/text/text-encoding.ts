import Encoding from "encoding-japanese";
import { unknownEncoding } from "#contract/types/blog-types.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/**
 * Escape sequences that identify ISO-2022-JP. All bytes of this encoding are ASCII, so they also are UTF-8.
 */
const japaneseShifts = ["$@", "$B", "(J", "(I"].map((code) => `\u001B${code}`);

/** Decodes UTF-8, and keeps a byte order mark as U+FEFF. Returns null for another encoding. */
export function decodeUtf8Strict(bytes: Uint8Array): string | null {
  try {
    const text = utf8.decode(bytes);
    return japaneseShifts.some((shift) => text.includes(shift)) ? null : text;
  } catch {
    return null;
  }
}

const encodingNames: Readonly<Record<string, string>> = {
  SJIS: "Shift_JIS",
  EUCJP: "EUC-JP",
  JIS: "ISO-2022-JP",
  UTF16: "UTF-16",
  UTF16LE: "UTF-16",
  UTF16BE: "UTF-16",
  UTF32: "UTF-32",
};

/** Returns the name of the probable encoding, or `unknownEncoding` if no encoding fits. */
export function guessEncoding(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  return (guess && encodingNames[guess]) || unknownEncoding;
}

/** Maps the encodings that `decodeWithoutLoss` can decode to their names in `TextDecoder`. */
const labels: Readonly<Record<string, string>> = {
  SJIS: "shift_jis",
  EUCJP: "euc-jp",
  JIS: "iso-2022-jp",
};

/** Decodes bytes that are not UTF-8. Returns null if no encoding fits all bytes. */
export function decodeWithoutLoss(bytes: Uint8Array): string | null {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const wide = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : undefined;
  const label = wide ?? labels[Encoding.detect(bytes) || ""];
  if (label === undefined) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The names of the encodings that an author can choose for a post. `guessEncoding` returns the same names.
 */
const offered: Readonly<Record<string, readonly string[]>> = {
  Shift_JIS: ["shift_jis"],
  "EUC-JP": ["euc-jp"],
  "ISO-2022-JP": ["iso-2022-jp"],
  "UTF-16": ["utf-16le", "utf-16be"],
  "Windows-1252": ["windows-1252"],
};

/**
 * Whether a decoded text contains control characters, except white space.
 * Control characters show that the text was decoded in the wrong encoding.
 */
function hasControls(text: string): boolean {
  return /(?![\t\n\v\f\r])[\p{Cc}\ufffe\uffff]/u.test(text);
}

/** Decodes bytes in a chosen encoding. Returns null if the bytes are not a text in this encoding. */
export function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  const texts = (offered[encoding] ?? []).flatMap((label) => {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes);
      // Accepts a text as UTF-16 only if it has a line end. Bytes in another encoding can often be decoded as
      // UTF-16, but hardly ever give a line end.
      const isText = !hasControls(text) && (encoding !== "UTF-16" || /[\n\r]/.test(text));
      return isText ? [text] : [];
    } catch {
      return [];
    }
  });
  // Both byte orders of UTF-16 may give a text. The right text has more ASCII, such as spaces and line ends.
  const ascii = (text: string): number => text.replace(/[^\t\n\r -~]/g, "").length;
  return texts.sort((one, other) => ascii(other) - ascii(one))[0] ?? null;
}

/** A possible encoding of some bytes, and a sample line of the decoded text. */
export interface Reading {
  readonly encoding: string;
  /** The first line with a non-ASCII character, shortened. This line shows whether the encoding is right. */
  readonly line: string;
}

/** Maximum length of a sample line, in characters. */
const maxLine = 60;

/** Returns the encodings in which all bytes are text, the most probable one first. */
export function readingsOf(bytes: Uint8Array): Reading[] {
  const guess = guessEncoding(bytes);
  const readings = Object.keys(offered).flatMap((encoding): Reading[] => {
    const lines = decodeAs(bytes, encoding)?.split(/\r\n?|\n/);
    if (lines === undefined) return [];
    const line = lines.find((each) => /[^\0-~]/.test(each)) ?? lines.find((each) => each !== "") ?? "";
    return [{ encoding, line: [...line.trim()].slice(0, maxLine).join("") }];
  });
  return readings.sort((one, other) => Number(other.encoding === guess) - Number(one.encoding === guess));
}

/** Decodes bytes in their probable encoding. The text is only for display, because some bytes may be lost. */
export function decodeByGuess(bytes: Uint8Array): string {
  const whole = decodeWithoutLoss(bytes);
  if (whole !== null) return whole;
  const guess = Encoding.detect(bytes);
  if (!guess || !(guess in encodingNames)) return new TextDecoder().decode(bytes);
  return Encoding.convert(bytes, { to: "UNICODE", from: guess, type: "string" });
}
