import Encoding from "encoding-japanese";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** ISO-2022-JP is valid ASCII to a UTF-8 decoder; only these escape sequences distinguish it. */
const japaneseShifts = ["$@", "$B", "(J", "(I"].map((code) => `\u001B${code}`);

/** Decodes UTF-8 and keeps a byte order mark as U+FEFF; returns null for bytes in another encoding. */
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

/** Guesses the encoding of bytes, for messages; returns "?" if none fits. */
export function guessEncoding(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  return (guess && encodingNames[guess]) || "?";
}

/**
 * Decodes bytes in the guessed encoding. For display only: replaced characters are lost, so it must not be
 * saved.
 */
export function decodeByGuess(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  if (!guess || !(guess in encodingNames)) return new TextDecoder().decode(bytes);
  return Encoding.convert(bytes, { to: "UNICODE", from: guess, type: "string" });
}
