import Encoding from "encoding-japanese";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/**
 * Escape sequences of ISO-2022-JP. All bytes of a text in this encoding are ASCII, so only these sequences
 * distinguish it from UTF-8.
 */
const japaneseShifts = ["$@", "$B", "(J", "(I"].map((code) => `\u001B${code}`);

/** Decodes UTF-8; a byte order mark stays as U+FEFF. Returns null if the bytes have another encoding. */
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

/** Returns the probable encoding of bytes, for messages; "?" if it is unknown. */
export function guessEncoding(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  return (guess && encodingNames[guess]) || "?";
}

/**
 * Decodes bytes in the encoding that `Encoding.detect` guesses. For display only: bytes that cannot be
 * decoded are lost, so the text must not be saved.
 */
export function decodeByGuess(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  if (!guess || !(guess in encodingNames)) return new TextDecoder().decode(bytes);
  return Encoding.convert(bytes, { to: "UNICODE", from: guess, type: "string" });
}
