/** The source of a heading's id: the heading's text, or the id that the author set with `{#id}`. */
export interface IdSource {
  readonly text: string;
  readonly explicit: string | null;
}

const dropped = /[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu;

/**
 * Converts text to an id. Japanese characters are kept: the id is in Unicode form NFC and lower case, with
 * hyphens for spaces and without punctuation. "" if nothing is left.
 */
export function slugify(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(dropped, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}

/**
 * Returns an id for each heading, in order. If a heading's text contains no usable character, its id is
 * generated, such as `p01`. If an id is already used, `-1`, `-2` and so on are appended. An id that the
 * author set goes to the first heading that has it, even if the text of an earlier heading would produce the
 * same one.
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
    const slug = explicit ?? slugify(text);
    return prefix + claim(slug === "" ? `p${String(++wordless).padStart(2, "0")}` : slug);
  });
}
