/** The source of a heading's id: the heading's text, or the id that the author set with `{#id}`. */
export interface IdSource {
  readonly text: string;
  readonly explicit: string | null;
}

const dropped = /[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu;

/**
 * Converts text to an id: NFC, lower case, hyphens for spaces, no punctuation.
 * Returns "" if the text has no characters that an id may contain.
 */
export function slugify(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(dropped, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}

/** Matches the ids of footnotes and of references to footnotes. */
const noteId = /^fn(?:ref)?\d/;

/**
 * Returns an id for each heading, in order. A heading without usable characters gets `p01`, `p02` and so on.
 * Repeated ids get `-1`, `-2` and so on at the end.
 * If the author has set the same id for several headings, only the first of these headings gets the id.
 * An id that the author has set for a heading is never given to another heading.
 * If the text of a heading looks like the id of a footnote, the id gets `h-` in front.
 */
export function assignHeadingIds(headings: readonly IdSource[], prefix = ""): string[] {
  const taken = new Set<string>();
  for (const { explicit } of headings) if (explicit !== null) taken.add(explicit);
  const given = new Set<string>();
  const numbers = new Map<string, number>();
  let wordless = 0;

  const claim = (base: string): string => {
    let number = numbers.get(base) ?? 0;
    let id = base;
    while (taken.has(id)) id = `${base}-${++number}`;
    numbers.set(base, number);
    taken.add(id);
    return id;
  };

  return headings.map(({ text, explicit }) => {
    if (explicit !== null && !given.has(explicit)) {
      given.add(explicit);
      return prefix + explicit;
    }
    const words = slugify(text);
    const slug = explicit ?? (noteId.test(words) ? `h-${words}` : words);
    return prefix + claim(slug === "" ? `p${String(++wordless).padStart(2, "0")}` : slug);
  });
}
