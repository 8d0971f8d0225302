/** The directives of server-side includes that the practice site supports in pages. They run no code. */
const pageDirective = /<!--#include virtual="(\/[^"]*)" -->|<!--#set var="(\w+)" value="([^"]*)" -->/g;

/** The directive that the practice site supports in included files. */
const echoDirective = /<!--#echo encoding="none" var="(\w+)" -->/g;

/** The text that Apache shows if an included file is missing. */
const missing = Buffer.from("[an error occurred while processing this directive]");

/**
 * Replaces each include directive of a page by the content of the included file, as Apache does.
 * Included files can show variables that the page has set before the directive.
 */
export async function withIncludes(
  page: Buffer,
  read: (path: string) => Promise<Buffer | null>,
): Promise<Buffer> {
  // Treats each byte as one character, so the encoding of the page does not matter.
  const text = page.toString("latin1");
  const pieces: Buffer[] = [];
  const variables = new Map<string, string>();
  let end = 0;
  for (const directive of text.matchAll(pageDirective)) {
    const [whole, path, variable = "", value = ""] = directive;
    pieces.push(page.subarray(end, directive.index));
    if (path === undefined) variables.set(variable, value);
    else pieces.push(withVariables(await read(path), variables));
    end = directive.index + whole.length;
  }
  return end === 0 ? page : Buffer.concat([...pieces, page.subarray(end)]);
}

function withVariables(part: Buffer | null, variables: ReadonlyMap<string, string>): Buffer {
  if (part === null) return missing;
  const shown = (_: string, name: string): string => variables.get(name) ?? "(none)";
  return Buffer.from(part.toString("latin1").replace(echoDirective, shown), "latin1");
}
