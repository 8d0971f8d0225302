/** Encodings of old Japanese sites, by their names in HTML. */
export type LegacyCharset = "Shift_JIS" | "EUC-JP";

/** Returns ASCII text for a character that the encoding lacks. */
export type Substitute = (character: string) => string;

/** Replacements for characters that an encoding may lack, such as the wave dash. */
const variants: Readonly<Record<string, string>> = {
  "\u301c": "\uff5e",
  "\u2212": "\uff0d",
  "\u2014": "\u2015",
  "\u2016": "\u2225",
};

/**
 * Encodes a text for browsers. `substitute` replaces the characters that the encoding lacks.
 * @see https://encoding.spec.whatwg.org/#shift_jis
 * @see https://encoding.spec.whatwg.org/#euc-jp
 */
export function encodeLegacy(text: string, charset: LegacyCharset, substitute: Substitute): Buffer {
  const codes = tableOf(charset);
  const bytes: number[] = [];
  for (const character of text) {
    const code = codeOf(character, codes);
    if (code === undefined) bytes.push(...Buffer.from(substitute(character), "latin1"));
    else if (code > 0xff) bytes.push(code >> 8, code & 0xff);
    else bytes.push(code);
  }
  return Buffer.from(bytes);
}

function codeOf(character: string, codes: ReadonlyMap<string, number>): number | undefined {
  const code = character.charCodeAt(0);
  return code < 0x80 ? code : (codes.get(character) ?? codes.get(variants[character] ?? ""));
}

const tables = new Map<LegacyCharset, ReadonlyMap<string, number>>();

function tableOf(charset: LegacyCharset): ReadonlyMap<string, number> {
  const known = tables.get(charset) ?? makeTable(charset);
  tables.set(charset, known);
  return known;
}

/** Maps each character to its code. Decodes every possible code to find the characters. */
function makeTable(charset: LegacyCharset): Map<string, number> {
  const decoder = new TextDecoder(charset, { fatal: true });
  const codes = new Map<string, number>();
  for (const code of codesOf(charset)) {
    const bytes = code > 0xff ? [code >> 8, code & 0xff] : [code];
    const character = decode(decoder, Uint8Array.from(bytes));
    if (character !== null && !/\p{Private_Use}/u.test(character) && !codes.has(character)) {
      codes.set(character, code);
    }
  }
  return codes;
}

function* codesOf(charset: LegacyCharset): Generator<number> {
  const isShiftJis = charset === "Shift_JIS";
  if (isShiftJis) for (let code = 0xa1; code <= 0xdf; code += 1) yield code;
  for (let lead = isShiftJis ? 0x81 : 0x8e; lead <= 0xfe; lead += 1) {
    // In Shift_JIS, codes with the lead byte ED or EE repeat characters of other codes.
    // Skips codes with the lead byte ED or EE, because the standard never encodes a character to them.
    if (isShiftJis && (lead === 0xed || lead === 0xee)) continue;
    for (let trail = isShiftJis ? 0x40 : 0xa1; trail <= 0xfe; trail += 1) yield (lead << 8) | trail;
  }
}

/** Decodes the bytes of one character. Returns null if the bytes are not exactly one character. */
function decode(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    const text = decoder.decode(bytes);
    return [...text].length === 1 ? text : null;
  } catch {
    return null;
  }
}
