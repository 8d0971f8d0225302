import Encoding from "encoding-japanese";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Escape sequences that distinguish ISO-2022-JP, whose bytes are all ASCII, from UTF-8. */
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

/** Returns the probable encoding of bytes for messages, or "?" if no encoding fits. */
export function guessEncoding(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  return (guess && encodingNames[guess]) || "?";
}

/** The encodings that `decodeWithoutLoss` can decode, with their names in `TextDecoder`. */
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

/** Decodes bytes in their probable encoding, for display only, since some bytes may be lost. */
export function decodeByGuess(bytes: Uint8Array): string {
  const whole = decodeWithoutLoss(bytes);
  if (whole !== null) return whole;
  const guess = Encoding.detect(bytes);
  if (!guess || !(guess in encodingNames)) return new TextDecoder().decode(bytes);
  return Encoding.convert(bytes, { to: "UNICODE", from: guess, type: "string" });
}
