/**
 * Writes what is not ASCII in a chunk as escapes, where that is the shorter way: one such character in a chunk of megabytes makes
 * V8 keep all of it in two bytes a character, and hash and read twice as much at each start.
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

/** Where an escape would mean something else: behind a backslash, and in a raw template. */
const notToBeEscaped = [/(?<!\\)(?:\\\\)*\\[\u0080-\uffff]/, /\braw`[^`]*[\u0080-\uffff]/];

/**
 * The same program in ASCII: in strings, templates, patterns and names alike an escape means its character. Throws for the two
 * places where it does not.
 */
export function escapeBeyondAscii(code) {
  const place = notToBeEscaped.map((pattern) => pattern.exec(code)?.[0]).find((found) => found !== undefined);
  if (place !== undefined) throw new Error(`cannot be written in ASCII: ${place.slice(0, 200)}`);
  // Half by half, as JavaScript itself counts: a pattern takes two halves in a row for their character.
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
