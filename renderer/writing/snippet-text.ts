/** Values that a snippet is filled with when it is inserted. */
export interface SnippetValues {
  readonly date: string;
  readonly time: string;
  readonly title: string;
  readonly selection: string;
}

/** Names in both languages. */
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
 * Converts a snippet to the editor's notation. `{{date}}` and the like are filled in; any other name is a
 * placeholder, shared by all uses of the name; `{{}}` is the final caret. All other characters are literal,
 * even `$`.
 */
export function snippetSource(text: string, values: SnippetValues): string {
  const places: string[] = [];
  return text.split(/\{\{([^{}\n]*)\}\}/).reduce((source, part, index) => {
    if (index % 2 === 0) return source + escaped(part);
    const name = part.trim();
    const value = valueNames.get(name.toLowerCase());
    if (name === "") return `${source}$0`;
    if (value !== undefined) return source + escaped(values[value]);
    if (!places.includes(name)) places.push(name);
    return `${source}\${${places.indexOf(name) + 1}:${escaped(name)}}`;
  }, "");
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
