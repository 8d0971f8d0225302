/** The only directive of server-side includes that the practice site supports. The directive runs no code. */
const includeDirective = /<!--#include virtual="(\/[^"]*)" -->/g;

/** The text that Apache shows if an included file is missing. */
const missing = Buffer.from("[an error occurred while processing this directive]");

/** Replaces each include directive of a page by the content of its file, like web servers with SSI. */
export async function withIncludes(
  page: Buffer,
  read: (path: string) => Promise<Buffer | null>,
): Promise<Buffer> {
  // Reads each byte as one character, so that pages in any encoding stay unchanged.
  const text = page.toString("latin1");
  const pieces: Buffer[] = [];
  let end = 0;
  for (const directive of text.matchAll(includeDirective)) {
    const [whole, path = ""] = directive;
    pieces.push(page.subarray(end, directive.index), (await read(path)) ?? missing);
    end = directive.index + whole.length;
  }
  return end === 0 ? page : Buffer.concat([...pieces, page.subarray(end)]);
}
