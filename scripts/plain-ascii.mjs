/**
 * Escapes non-ASCII characters in a chunk if the result is shorter in V8's memory.
 * A single non-ASCII character makes V8 store a chunk of megabytes with two bytes for each character.
 * V8 then needs twice the time to hash and read the chunk at each start of the program.
 */
export const plainAscii = {
  name: "plain-ascii",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const item of Object.values(bundle)) {
        if (item.type !== "chunk") continue;
        const escaped = escapeBeyondAscii(item.code);
        if (escaped.length < 2 * item.code.length) item.code = escaped;
      }
    },
  },
};

/** Matches positions at which an escape has another meaning: after a backslash, and in a raw template. */
const notToBeEscaped = [/(?<!\\)(?:\\\\)*\\[\u0080-\uffff]/, /\braw`[^`]*[\u0080-\uffff]/];

/**
 * Returns a program in ASCII that does the same as the given program.
 * In strings, templates, patterns and names, an escape means the same as the escaped character.
 * Throws if a character is at a position where an escape would have another meaning.
 */
export function escapeBeyondAscii(code) {
  const place = notToBeEscaped.map((pattern) => pattern.exec(code)?.[0]).find((found) => found !== undefined);
  if (place !== undefined) throw new Error(`cannot be written in ASCII: ${place.slice(0, 200)}`);
  // Escapes each UTF-16 unit, as JavaScript does. A pattern with `u` would match two surrogates at once.
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
