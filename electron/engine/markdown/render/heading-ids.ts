/** What a heading's id is made from: its words, or the id that the author gave it, `{#id}`. */
export interface IdSource {
  readonly text: string;
  readonly explicit: string | null;
}

const dropped = /[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu;

/** An id that keeps Japanese as it is: NFC, lower case, hyphens for spaces, no punctuation; "" when nothing is left. */
export function slugify(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(dropped, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}

/**
 * One id for each heading, in order: `p01` where no letter is left, `-1`, `-2` where one is taken. An id that the author
 * gave goes to the first heading that has it, also when the same words stand above.
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
