import { encodedAddress } from "../conversion/markdown-text.ts";

/** The arguments of a tag such as `{{< figure src="a.png" >}}`. */
export interface TagArguments {
  /** Arguments with a name. The keys of the map are the names in lower case. */
  readonly named: ReadonlyMap<string, string>;
  /** Arguments without a name, in order. */
  readonly listed: readonly string[];
}

/**
 * Reads the arguments of a tag: `name="value"`, `name=value`, and values without a name.
 * Spaces or commas separate the arguments.
 */
export function argumentsIn(text: string): TagArguments {
  const named = new Map<string, string>();
  const listed: string[] = [];
  const argument =
    /(?:([\w-]+)\s*[=:]\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s,"'=]+))/g;
  for (const [, name, double, single, raw, bare] of text.matchAll(argument)) {
    const value = (double ?? single)?.replace(/\\(["'\\])/g, "$1") ?? raw ?? bare ?? "";
    if (name === undefined) listed.push(value);
    else named.set(name.toLowerCase(), value);
  }
  return { named, listed };
}

/** Returns the argument `id` of a tag, or the first argument without a name. Returns "" if there is none. */
export function idIn(written: string): string {
  const { named, listed } = argumentsIn(written);
  return named.get("id") ?? listed[0] ?? "";
}

/** Writes a link as Markdown. */
export function linkText(label: string, address: string): string {
  return `[${label.replace(/[[\]\\]/g, "\\$&")}](${encodedAddress(address)})`;
}

/** Writes a link to a video or post. In a paragraph of its own, such a link becomes a player or a card. */
export function playerText(address: string): string {
  return `<${encodedAddress(address)}>`;
}

/** Writes a block of code with a fence that is longer than any fence in the code. */
export function codeText(language: string, code: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/^`{3,}/gm), ([mark]) => mark.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/^\n+|\s+$/g, "")}\n${fence}`;
}

/** Writes a quotation and the source of the quotation. */
export function quoteText(text: string, source = ""): string {
  const lines = [...text.trim().split("\n"), ...(source.trim() === "" ? [] : ["", `— ${source.trim()}`])];
  return lines.map((line) => `> ${line}`.trimEnd()).join("\n");
}
