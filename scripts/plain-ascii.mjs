/**
 * Escapes non-ASCII characters in a chunk if the result is shorter in V8's memory.
 * Because of one such character in megabytes, V8 stores the whole chunk with two bytes per character.
 * V8 then takes twice as long to hash and read the chunk at each start.
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

/** Positions at which an escape would have another meaning: after a backslash, and in a raw template. */
const notToBeEscaped = [/(?<!\\)(?:\\\\)*\\[\u0080-\uffff]/, /\braw`[^`]*[\u0080-\uffff]/];

/**
 * Returns the same program in ASCII.
 * In strings, templates, patterns and names, an escape is equal to its character.
 * Throws if a character is at a position where an escape would have another meaning.
 */
export function escapeBeyondAscii(code) {
  const place = notToBeEscaped.map((pattern) => pattern.exec(code)?.[0]).find((found) => found !== undefined);
  if (place !== undefined) throw new Error(`cannot be written in ASCII: ${place.slice(0, 200)}`);
  // Escapes UTF-16 units, as JavaScript does: a `u` pattern would match a surrogate pair as one character.
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
