/**
 * Encodes numbers as text that needs no escaping in a script's string. A smaller number gives a shorter text.
 * A number is written in base 45, with the lowest digit first.
 * The last digit uses the first half of `alphabet`. All other digits use the second half.
 */
const base = 45;
/** The digits: printable ASCII except space, `!`, `"`, `<` and `\`. */
const alphabet = "#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/** Character code of each position in the alphabet. `digitOfCode` is the inverse. */
export const digitCodes = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
export const digitOfCode = new Uint8Array(0x80);
for (const [digit, code] of digitCodes.entries()) digitOfCode[code] = digit;

/** Writes a sequence of numbers. Each number is between 0 and 2 ** 32 - 1. */
export class NumberWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;

  /** Character codes of the text written so far. Valid only until the next number is written. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  write(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest >= base) {
      this.#bytes[this.#length++] = digitCodes[base + (rest % base)] ?? 0;
      rest = Math.floor(rest / base);
    }
    this.#bytes[this.#length++] = digitCodes[rest] ?? 0;
  }

  /** Appends numbers that another writer wrote. */
  append(bytes: Uint8Array): void {
    while (this.#length + bytes.length > this.#bytes.length) this.#grow();
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  clear(): void {
    this.#length = 0;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads numbers that `NumberWriter` wrote. */
export class NumberReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  read(): number {
    let value = 0;
    for (let place = 1; ; place *= base) {
      const digit = digitOfCode[this.#text.charCodeAt(this.#at++)] ?? 0;
      if (digit < base || this.isAtEnd) return value + (digit % base) * place;
      value += (digit - base) * place;
    }
  }
}

/** Returns the index after the number that begins at `at` in the bytes that `NumberWriter` wrote. */
export function endOfNumber(bytes: Uint8Array, at: number): number {
  let end = at;
  while ((digitOfCode[bytes[end] ?? 0] ?? 0) >= base) end += 1;
  return end + 1;
}

/** Returns the number that begins at `at` in the bytes that `NumberWriter` wrote. */
export function numberAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let [index, place] = [at, 1]; ; index += 1, place *= base) {
    const digit = digitOfCode[bytes[index] ?? 0] ?? 0;
    if (digit < base) return value + digit * place;
    value += (digit - base) * place;
  }
}
