import { DiagramError, type SourceLine } from "./diagram-types.ts";

/** The source of a diagram as trimmed lines, without comments, settings and empty lines. */
export interface DiagramSource {
  /** The first line, which names the kind of the diagram. */
  readonly header: SourceLine;
  readonly lines: readonly SourceLine[];
  /** The title of the diagram, or "". `description` is the author's text for screen readers, or "". */
  readonly title: string;
  readonly description: string;
}

const sourceLimit = 20_000;
const linesLimit = 400;
const lineLimit = 1_000;

/**
 * Splits the source of a diagram into its header, its lines, its title and its description.
 * The title is the text after `title:` or `accTitle:`. The description is the text after `accDescr:`.
 */
export function readSource(source: string): DiagramSource {
  const all = source.split("\n", sourceLimit).map((text, line) => ({ text: text.trim(), line }));
  const { rest, title: named } = withoutFrontMatter(all);
  const lines: SourceLine[] = [];
  let title = named;
  let description = "";
  for (let index = 0; index < rest.length; index++) {
    const line = rest[index];
    if (!line || line.text === "" || line.text.startsWith("%%")) continue;
    const [, name, text = ""] = /^(accTitle|accDescr|title)\s*(?::\s*|(?=\{))(.*)$/.exec(line.text) ?? [];
    if (name === undefined || lines.length === 0) lines.push(line);
    else if (name !== "accDescr") title = text;
    else {
      const end = text.startsWith("{")
        ? rest.findIndex((other, at) => at >= index && other.text.endsWith("}"))
        : index;
      if (end < 0) throw new DiagramError(line);
      description = rest
        .slice(index, end + 1)
        .map((part) => part.text)
        .join(" ");
      description = description.replace(/^accDescr\s*:?\s*\{?|\}$/g, "").trim();
      index = end;
    }
  }
  const [header = { text: "", line: 0 }, ...statements] = lines;
  const isTooLong = lines.some(({ text }) => text.length > lineLimit);
  if (isTooLong || source.length > sourceLimit || lines.length > linesLimit)
    throw new DiagramError(header, true);
  return { header, lines: statements, title, description };
}

/** Removes Mermaid's optional front matter from a diagram. Returns the other lines and the title. */
function withoutFrontMatter(lines: readonly SourceLine[]): { rest: readonly SourceLine[]; title: string } {
  const start = lines.findIndex(({ text }) => text !== "");
  const end = lines.findIndex(({ text }, index) => index > start && text === "---");
  if (lines[start]?.text !== "---" || end < 0) return { rest: lines, title: "" };
  const titled = lines.slice(start, end).find(({ text }) => text.startsWith("title:"));
  const title = titled?.text.slice("title:".length).trim() ?? "";
  return { rest: lines.slice(end + 1), title: title.replace(/^(["'])(.*)\1$/, "$2") };
}
