/** Yields `stem.md`, `stem-2.md`, `stem-3.md`, … for the ending `.md`. Never ends. */
export function* numberedNames(stem: string, ending: string): Generator<string, never> {
  yield `${stem}${ending}`;
  for (let number = 2; ; number += 1) yield `${stem}-${number}${ending}`;
}

/** Returns the first of the numbered names that is free. */
export function freeNumberedName(stem: string, ending: string, isFree: (name: string) => boolean): string {
  const names = numberedNames(stem, ending);
  let { value: name } = names.next();
  while (!isFree(name)) ({ value: name } = names.next());
  return name;
}
