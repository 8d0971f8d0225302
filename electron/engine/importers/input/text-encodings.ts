/** Encodings of old Japanese exports. `TextDecoder` decodes `shift_jis` as CP932 of Windows. */
const encodings = ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"] as const;
export type Encoding = (typeof encodings)[number];

/**
 * The encoding of an entry, as detected from its bytes.
 * `ambiguous`: several encodings are possible. `damaged`: no encoding is possible.
 * `ascii`: all encodings are possible, because the entry contains only ASCII.
 */
export type Verdict = Encoding | "ascii" | "ambiguous" | "damaged";

const strict = new Map<Encoding, TextDecoder>();
const lenient = new Map<string, TextDecoder>();

/** Names that people use for the encodings. */
const otherNames: Readonly<Record<string, string>> = {
  utf8: "utf-8",
  sjis: "shift_jis",
  "shift-jis": "shift_jis",
  cp932: "shift_jis",
  ms932: "shift_jis",
  "windows-31j": "shift_jis",
  eucjp: "euc-jp",
  jis: "iso-2022-jp",
};

/** Returns the standard name of an encoding that a user named, or null if unknown. */
export function encodingNamed(name: string): string | null {
  const plain = name.trim().toLowerCase();
  try {
    return new TextDecoder(otherNames[plain] ?? plain).encoding;
  } catch {
    return null;
  }
}

/** Determines the possible encodings of one entry, because the entries of an export can differ. */
export function judgeEncoding(bytes: Uint8Array): Verdict {
  if (isAscii(bytes)) return hasJisEscape(bytes) ? "iso-2022-jp" : "ascii";
  if (decodeStrictly(bytes, "utf-8") !== null || isNearlyUtf8(bytes)) return "utf-8";
  const [shiftJis, eucJp] = [decodeStrictly(bytes, "shift_jis"), decodeStrictly(bytes, "euc-jp")];
  if (shiftJis === null && eucJp === null) return "damaged";
  if (eucJp === null) return "shift_jis";
  if (shiftJis === null) return "euc-jp";
  const difference = likelihood(shiftJis) - likelihood(eucJp);
  if (Math.abs(difference) < 0.15) return "ambiguous";
  return difference > 0 ? "shift_jis" : "euc-jp";
}

/** Counts the detected encodings of all entries. `winner` is used for entries with inconclusive bytes. */
export class EncodingVote {
  readonly counts: Record<string, number> = {};

  add(verdict: Verdict): void {
    this.counts[verdict] = (this.counts[verdict] ?? 0) + 1;
  }

  /** The encoding that most entries have. */
  get winner(): Encoding {
    const votes = encodings.map((encoding) => this.counts[encoding] ?? 0);
    return encodings[votes.indexOf(Math.max(...votes))] ?? "utf-8";
  }
}

/** Decodes bytes. Characters that cannot be decoded become U+FFFD. A byte order mark is removed. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  let decoder = lenient.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    lenient.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  let decoder = strict.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding, { fatal: true });
    strict.set(encoding, decoder);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether bytes are UTF-8 with only a few errors, such as a character that was cut in half. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  let [wide, damaged] = [0, 0];
  for (const character of decodeAs(bytes, "utf-8")) {
    if (character === "\uFFFD") damaged += 1;
    else if (character > "\u07FF") wide += 1;
  }
  return wide > 20 * damaged;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

/** Whether the bytes contain an escape sequence of ISO-2022-JP: ESC followed by `$` or `(`. */
function hasJisEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28) return true;
  }
  return false;
}

/** Returns the share of usual Japanese characters, which is low in a wrongly decoded text. */
function likelihood(text: string): number {
  let [likely, wide] = [0, 0];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    wide += 1;
    const isKana = code >= 0x3040 && code <= 0x30ff;
    const isPunctuation = (code >= 0x3000 && code <= 0x301f) || (code >= 0xff01 && code <= 0xff5e);
    if (isKana || isPunctuation) likely += 1;
    else if (code >= 0x4e00 && code <= 0x9fff) likely += 0.4;
  }
  return wide === 0 ? 0 : likely / wide;
}
