import type { TextEdit } from "#contract/text/text-edits.ts";
import { removeLines } from "#engine/base/text/text-lines.ts";

/** An item of a list in front matter, and the offsets at which the item is written. */
export interface WrittenItem {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the edits that change single items of a list. All other items keep their notation.
 * Returns null if items are added or reordered, or if no item remains.
 */
export function editsOfItems<Item extends WrittenItem>(
  content: string,
  items: readonly Item[],
  wanted: readonly string[],
  write: (text: string, item: Item) => string,
): TextEdit[] | null {
  if (wanted.length === 0 || wanted.length > items.length) return null;
  if (wanted.length === items.length) {
    const changed = items.flatMap((item, index) => {
      const text = wanted[index] ?? item.text;
      return text === item.text ? [] : [{ item, text }];
    });
    const gone = new Set(changed.map(({ item }) => item.text));
    if (changed.some(({ text }) => gone.has(text))) return null;
    return changed.map(({ item, text }) => ({
      offset: item.from,
      length: item.to - item.from,
      text: write(text, item),
    }));
  }
  const runs = runsWithout(items, wanted);
  return runs?.map(([first, last]) => removal(content, items, first, last)) ?? null;
}

/**
 * Returns the first and last index of each run of removed items.
 * Returns null if `wanted` contains items that were added, changed or moved.
 */
function runsWithout(items: readonly WrittenItem[], wanted: readonly string[]): [number, number][] | null {
  const runs: [number, number][] = [];
  let next = 0;
  for (const [index, { text }] of items.entries()) {
    const last = runs.at(-1);
    if (text === wanted[next]) next += 1;
    else if (last?.[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return next === wanted.length ? runs : null;
}

/** Removes the items `first` to `last`. If nothing else is on their lines, removes the whole lines. */
function removal(content: string, items: readonly WrittenItem[], first: number, last: number): TextEdit {
  const [from, to] = [items[first]?.from ?? 0, items[last]?.to ?? 0];
  const lineAt = content.lastIndexOf("\n", from - 1) + 1;
  const after = content.slice(to, endOfLine(content, to));
  if (/^[ \t]*(?:-[ \t]+)?$/.test(content.slice(lineAt, from)) && /^[ \t]*,?[ \t]*(?:#.*)?$/.test(after)) {
    return removeLines(content, lineAt, to);
  }
  const next = items[last + 1];
  const start = next ? from : (items[first - 1]?.to ?? from);
  return { offset: start, length: (next?.from ?? to) - start, text: "" };
}

function endOfLine(content: string, at: number): number {
  const end = /\r?\n|$/g;
  end.lastIndex = at;
  return end.exec(content)?.index ?? content.length;
}
