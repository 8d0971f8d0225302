/** The values that are filled into a snippet when it is inserted. */
export interface SnippetValues {
  readonly date: string;
  readonly time: string;
  readonly title: string;
  readonly selection: string;
}

/** The names of the values in snippets, in English and Japanese. */
const valueNames: ReadonlyMap<string, keyof SnippetValues> = new Map([
  ["date", "date"],
  ["日付", "date"],
  ["time", "time"],
  ["時刻", "time"],
  ["title", "title"],
  ["題名", "title"],
  ["selection", "selection"],
  ["選択", "selection"],
]);

/**
 * Converts a snippet to Monaco's syntax, and fills in values such as `{{date}}`.
 * Names without a value become placeholders. An empty `{{}}` marks the final position of the caret.
 */
export function snippetSource(text: string, values: SnippetValues): string {
  const placeholders: string[] = [];
  return text.split(/\{\{([^{}\n]*)\}\}/).reduce((source, part, index) => {
    if (index % 2 === 0) return source + escaped(part);
    const name = part.trim();
    const value = valueNames.get(name.toLowerCase());
    if (name === "") return `${source}$0`;
    if (value !== undefined) return source + escaped(values[value]);
    if (!placeholders.includes(name)) placeholders.push(name);
    return `${source}\${${placeholders.indexOf(name) + 1}:${escaped(name)}}`;
  }, "");
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
