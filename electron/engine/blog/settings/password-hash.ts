import { createHash, randomInt } from "node:crypto";

/** The characters of a hash. The character at each index stands for a six-bit number, from 0 to 63. */
const letters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const rounds = 1000;

/**
 * Returns the hash of a password in the format `apr1`, for a password file of Apache.
 * Apache understands this format on every system, unlike the formats of `crypt`.
 * @see https://httpd.apache.org/docs/2.4/misc/password_encryptions.html
 */
export function passwordHash(password: string, salt = randomSalt()): string {
  const bytes = Buffer.from(password);
  const inner = md5(bytes, salt, bytes);
  const parts: Part[] = [bytes, "$apr1$", salt];
  for (let left = bytes.length; left > 0; left -= 16) parts.push(inner.subarray(0, Math.min(16, left)));
  for (let bits = bytes.length; bits > 0; bits >>= 1) {
    parts.push(bits & 1 ? Buffer.from([0]) : bytes.subarray(0, 1));
  }
  let digest = md5(...parts);
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1;
    digest = md5(
      isOdd ? bytes : digest,
      round % 3 === 0 ? "" : salt,
      round % 7 === 0 ? "" : bytes,
      isOdd ? digest : bytes,
    );
  }
  return `$apr1$${salt}$${lettersOf(digest)}`;
}

type Part = string | Uint8Array;

function md5(...parts: readonly Part[]): Buffer {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function randomSalt(): string {
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
}

/** The order of the digest's bytes in the hash. Each group of three bytes becomes four characters. */
const order = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
] as const;

function lettersOf(digest: Buffer): string {
  const at = (index: number): number => digest[index] ?? 0;
  const groups = order.map(([high, middle, low]) =>
    inLetters((at(high) << 16) | (at(middle) << 8) | at(low), 4),
  );
  return [...groups, inLetters(at(11), 2)].join("");
}

function inLetters(bits: number, count: number): string {
  return Array.from({ length: count }, (_, at) => letters[(bits >> (6 * at)) & 63]).join("");
}
