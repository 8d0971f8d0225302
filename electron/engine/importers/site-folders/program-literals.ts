import type { FrontMatterValue, FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";

/** The values in a JavaScript program that are known without running the program. */
export interface ProgramReading {
  /** Literal values by key. Omits keys with several values or a calculated value. */
  readonly values: FrontMatterValues;
  /**
   * The keys that have several values, or a value that the program calculates.
   * Each key is mapped to the strings in its values. The strings keep their quotation marks.
   */
  readonly calculated: ReadonlyMap<string, readonly string[]>;
}

/** A comment, a string, a name or a single character of JavaScript. */
const token =
  /\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|[\w$]+|\S/g;

/** Maximum number of tokens in a value. The rest of a longer value is not read. */
const longestValue = 400;

/** Reads the keys of all objects in a JavaScript or TypeScript program. The program is never run. */
export function programLiterals(text: string): ProgramReading {
  const tokens = (text.match(token) ?? []).filter((part) => !/^\/[/*]/.test(part));
  const values = new Map<string, FrontMatterValue>();
  const calculated = new Map<string, readonly string[]>();
  const constants = constantsIn(tokens);
  for (let at = 0; at + 2 < tokens.length; at += 1) {
    const key = keyOf(tokens[at] ?? "");
    const isMethod = tokens[at + 1] === "(" && /^[{,]$|^async$/.test(tokens[at - 1] ?? "");
    if (key === null || !(tokens[at + 1] === ":" || isMethod)) continue;
    // Skips `b` in `a ? b : c`, because `b` is not a key.
    if (tokens[at - 1] === "?") continue;
    const value = isMethod ? undefined : literalAt(tokens, at + 2, constants);
    if (value === undefined || (values.has(key) && values.get(key) !== value)) {
      const known = calculated.get(key) ?? [];
      if (known.length < longestValue)
        calculated.set(key, [...known, ...stringsAt(tokens, isMethod ? at + 1 : at + 2)]);
    } else values.set(key, value);
  }
  for (const key of calculated.keys()) values.delete(key);
  return { values: Object.fromEntries(values), calculated };
}

/** Returns all strings in the value of a key. `at` is the index of the value's first token. */
function stringsAt(tokens: readonly string[], at: number): string[] {
  const strings: string[] = [];
  let depth = 0;
  for (const part of tokens.slice(at, at + longestValue)) {
    if (depth === 0 && /^[,;}]$/.test(part)) break;
    if (/^[([{]$/.test(part)) depth += 1;
    else if (/^[)\]}]$/.test(part)) depth -= 1;
    else if (/^["'`]/.test(part)) strings.push(part);
  }
  return strings;
}

function keyOf(written: string): string | null {
  if (/^[A-Za-z_$][\w$]*$/.test(written)) return written;
  return /^(["']).*\1$/.test(written) ? written.slice(1, -1) : null;
}

/** Maps the names of constants to their strings: `const folder = "src"`. */
function constantsIn(tokens: readonly string[]): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const [at, word] of tokens.entries()) {
    if (word !== "const" || tokens[at + 2] !== "=") continue;
    const text = stringOf(tokens[at + 3] ?? "", constants);
    if (text !== null) constants.set(tokens[at + 1] ?? "", text);
  }
  return constants;
}

/** Returns the literal value that begins at a token. Undefined if the value is not a single literal. */
function literalAt(
  tokens: readonly string[],
  at: number,
  constants: ReadonlyMap<string, string>,
): FrontMatterValue | undefined {
  const first = tokens[at] ?? "";
  if (first === "[") {
    const size = tokens.slice(at, at + longestValue).indexOf("]");
    if (size < 0 || !isEnd(tokens[at + size + 1])) return undefined;
    const items = tokens.slice(at + 1, at + size).filter((part) => part !== ",");
    const texts = items.map((part) => stringOf(part, constants));
    return texts.every((text) => text !== null) ? texts : undefined;
  }
  if (!isEnd(tokens[at + 1])) return undefined;
  if (first === "true" || first === "false") return first === "true";
  return stringOf(first, constants) ?? undefined;
}

function isEnd(next: string | undefined): boolean {
  return next === undefined || /^[,;})\]]$/.test(next);
}

/** Returns the content of a string, or null if unknown. Constants in `${}` are replaced by their values. */
function stringOf(written: string, constants: ReadonlyMap<string, string>): string | null {
  const named = constants.get(written);
  if (named !== undefined) return named;
  if (!/^(["'`])[\s\S]*\1$/.test(written) || written.length < 2) return null;
  const inside = written
    .slice(1, -1)
    .replace(/\$\{\s*([\w$]+)\s*\}/g, (whole, name: string) =>
      written.startsWith("`") ? (constants.get(name) ?? whole) : whole,
    );
  if (written.startsWith("`") && inside.includes("${")) return null;
  return inside.replace(/\\(.)/g, "$1");
}
