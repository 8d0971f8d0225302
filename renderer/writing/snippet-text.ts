/** What a snippet is filled with when it is inserted. */
export interface SnippetValues {
  readonly date: string;
  readonly time: string;
  readonly title: string;
  readonly selection: string;
}

/** Names in either language. */
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
 * A snippet in the editor's own notation. `{{date}}` and the like are filled in; any other name is a place to fill, the
 * same name the same place; `{{}}` is where the caret ends. All other characters are what they are, `$` too.
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
