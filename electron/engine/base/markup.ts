const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for HTML and XML, in element content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/**
 * Escapes text for a double-quoted attribute in a file that the author reads and edits.
 * Leaves apostrophes and `>` as they are, because they need no escapes there.
 */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<"]/g, (character) => escapes[character] ?? character);
}

/** Escapes text that may already contain character references, which stay as they are. */
export function escapeUnescaped(text: string): string {
  return text.replace(/&(?!#?\w+;)|[<"]/g, (character) => escapes[character] ?? character);
}

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["apos", "'"],
  ["gt", ">"],
  ["lt", "<"],
  ["nbsp", "\u00A0"],
  ["quot", '"'],
]);

/** Decodes one level of character references: numbers, and common names such as `&amp;`. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-z]+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
  });
}
