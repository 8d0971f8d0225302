import Encoding from "encoding-japanese";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** ISO-2022-JP is plain ASCII to a UTF-8 decoder; only these switches to Japanese tell it apart. */
const japaneseShifts = ["$@", "$B", "(J", "(I"].map((code) => `\u001B${code}`);

/** The text of UTF-8 bytes with a byte order mark kept as U+FEFF; null when they are in another encoding. */
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

/** Name of the encoding that the bytes seem to be in, for messages; "?" when nothing fits. */
export function guessEncoding(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  return (guess && encodingNames[guess]) || "?";
}

/** The text as well as it can be guessed. For showing only: what it replaces is lost, so it must not be saved. */
export function decodeByGuess(bytes: Uint8Array): string {
  const guess = Encoding.detect(bytes);
  if (!guess || !(guess in encodingNames)) return new TextDecoder().decode(bytes);
  return Encoding.convert(bytes, { to: "UNICODE", from: guess, type: "string" });
}
