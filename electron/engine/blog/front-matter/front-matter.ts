/** Keys and values of a list item, in the order in which they are written. */
export type ItemFields = Readonly<Record<string, string>>;

/** A value in front matter. Numbers and dates are strings as written: `1.10` stays `1.10`. */
export type FrontMatterValue =
  | string
  | boolean
  | null
  | readonly FrontMatterValue[]
  | { readonly [key: string]: FrontMatterValue };

export type FrontMatterValues = Readonly<Record<string, FrontMatterValue>>;

/** The values of front matter, or a syntax error with its 1-based line in the file. */
export type FrontMatterReading =
  | { readonly values: FrontMatterValues }
  | { readonly error: string; readonly line: number };

/** The parts of a file's text. `bom + frontMatter + body` is the whole text, unchanged. */
export interface FrontMatterParts {
  readonly format: "yaml" | "toml" | "none";
  readonly bom: "" | "\uFEFF";
  /** The front matter with both fences and the line end after the closing fence. "" without front matter. */
  readonly frontMatter: string;
  readonly body: string;
  /** 0-based line of the file at which the body begins. */
  readonly bodyLine: number;
}

/** Matches the text from the opening fence to a closing fence: `---`, or `...` as in Jekyll and YAML. */
const yamlBlock = /^---[ \t]*\r?\n(?:[\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const tomlBlock = /^\+\+\+[ \t]*\r?\n(?:[\s\S]*?\n)?\+\+\+[ \t]*(?:\r?\n|$)/;

/** Splits the text of a Markdown file. Without a closing fence, the whole text is the body. */
export function splitFrontMatter(text: string): FrontMatterParts {
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const rest = bom ? text.slice(1) : text;
  const yaml = rest.startsWith("---") ? yamlBlock.exec(rest)?.[0] : undefined;
  const toml = rest.startsWith("+++") ? tomlBlock.exec(rest)?.[0] : undefined;
  const frontMatter = yaml ?? toml ?? "";
  return {
    format: yaml !== undefined ? "yaml" : toml !== undefined ? "toml" : "none",
    bom,
    frontMatter,
    body: rest.slice(frontMatter.length),
    bodyLine: countLines(frontMatter),
  };
}

/** Returns the text between the fences, and its offset in the front matter. */
export function insideFences(frontMatter: string): { readonly content: string; readonly start: number } {
  const start = frontMatter.indexOf("\n") + 1;
  const end = frontMatter.trimEnd().lastIndexOf("\n") + 1;
  return { content: frontMatter.slice(start, Math.max(start, end)), start };
}

/** Returns the 1-based line of a top-level key, or 1 if the key is not found. */
export function lineOfKey(frontMatter: string, key: string): number {
  const lines = frontMatter.split("\n");
  const index = lines.findIndex((line) => line.startsWith(key) && /^\s*[:=]/.test(line.slice(key.length)));
  return index < 0 ? 1 : index + 1;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
