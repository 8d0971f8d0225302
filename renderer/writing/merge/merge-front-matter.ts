import { readWrittenDate } from "#contract/text/written-date.ts";
import type { ThreeVersions } from "./merge-bodies.ts";

/** Keys whose value is the time of the last change, in the spellings of several programs. */
const timeOfChange = /^(?:updated|lastmod|modified|last_modified_at)$/i;

const yamlKey = /^([^\s#"'[\]{},&*!|>%@`-][^:]*|"[^"]+"|'[^']+')\s*:(?=\s|$)/;
const tomlKey = /^([\w.-]+|"[^"]+"|'[^']+')\s*=|^(\[+[^\]]+\]+)/;

/** Front matter by key. An entry is a key with all its lines, line ends included. */
interface KeyedEntries {
  readonly opening: string;
  readonly closing: string;
  readonly entries: ReadonlyMap<string, string>;
}

/** An entry that is a list. `items` are without their dash and indentation. */
interface ListEntry {
  readonly items: readonly string[];
  /** The text before the first item, such as `tags: [`. */
  readonly head: string;
  /** The text before each item, such as `  - `. Null for a list on one line. */
  readonly dash: string | null;
}

/**
 * Merges the changes of two sides to front matter, key by key.
 * A list gets the new items of both sides, and loses the items that either side removed.
 * If both sides changed the time of the last change, the later time stays.
 * Lines that neither side changed stay as they are.
 * Returns null if both sides changed the same value, or if the front matter is not plain YAML or TOML.
 * The result has the line ends of `mine`.
 */
export function mergeFrontMatter({ base, mine, theirs }: ThreeVersions): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [old, ours, others] = [base, mine, theirs].map(entriesOf);
  if (!old || !ours || !others) return null;
  // YAML and TOML cannot be mixed.
  if (fenceOf(old) !== fenceOf(ours) || fenceOf(old) !== fenceOf(others)) return null;
  const merged = new Map<string, string>();
  for (const key of keysOf(ours, others)) {
    const [before, here, there] = [old, ours, others].map(({ entries }) => entries.get(key));
    const entry = mergeEntry(key, before, { here, there });
    if (entry === null) return null;
    if (entry !== undefined) merged.set(key, entry);
  }
  const text = [ours.opening, ...merged.values(), ours.closing].join("");
  return mine.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

/** Returns the entries by key, or null if a line cannot be assigned to one key. */
function entriesOf(frontMatter: string): KeyedEntries | null {
  const lines = frontMatter.replaceAll(/\r\n?/g, "\n").match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const [opening, closing] = [lines[0], lines.at(-1)];
  const key = opening?.startsWith("---") ? yamlKey : opening?.startsWith("+++") ? tomlKey : null;
  if (!key || lines.length < 2 || opening === undefined || closing === undefined) return null;
  // A line inside a string of several lines can look like a key.
  if (key === tomlKey && /"""|'''/.test(frontMatter)) return null;
  const entries = new Map<string, string>();
  let last = "";
  for (const line of lines.slice(1, -1)) {
    const isInTable = key === tomlKey && last.startsWith("[");
    const found = isInTable && !line.startsWith("[") ? null : key.exec(line);
    const name = found?.[1]?.replaceAll(/^["']|["']$|\s+$/g, "") ?? found?.[2];
    if (name !== undefined && entries.has(name)) return null;
    last = name ?? last;
    entries.set(last, (entries.get(last) ?? "") + line);
  }
  return { opening, closing, entries };
}

function fenceOf({ opening }: KeyedEntries): string {
  return opening.trim();
}

/**
 * Returns the keys of both sides in the order of `ours`.
 * A key that only `others` has comes after the key that precedes it in `others`.
 * Tables of TOML come last, because a key after a table would belong to the table.
 */
function keysOf(ours: KeyedEntries, others: KeyedEntries): string[] {
  const keys = [...ours.entries.keys()];
  let before = -1;
  for (const key of others.entries.keys()) {
    const at = keys.indexOf(key);
    if (at < 0) keys.splice(before + 1, 0, key);
    before = at < 0 ? before + 1 : at;
  }
  const isTable = (key: string): boolean => key.startsWith("[");
  return [...keys.filter((key) => !isTable(key)), ...keys.filter(isTable)];
}

/** Returns the merged entry, undefined if it was removed, or null if both sides changed it differently. */
function mergeEntry(
  key: string,
  before: string | undefined,
  { here, there }: { readonly here: string | undefined; readonly there: string | undefined },
): string | undefined | null {
  if (here === there || there === before) return here;
  if (here === before) return there;
  if (here === undefined || there === undefined) return null;
  if (timeOfChange.test(key)) return laterOf(here, there);
  return mergeLists(before, here, there);
}

/** Returns the entry with the later time, or null if one of the times cannot be read. */
function laterOf(here: string, there: string): string | null {
  const [ours, others] = [here, there].map((entry) => readWrittenDate(textOfValue(entry)));
  if (!ours || !others) return null;
  const hasOffsets = ours.offset !== "" && others.offset !== "";
  const [mine, theirs] = [ours, others].map(
    ({ wall, offset }) => wall.getTime() - (hasOffsets ? minutesOf(offset) * 60_000 : 0),
  );
  return (theirs ?? 0) > (mine ?? 0) ? there : here;
}

function textOfValue(entry: string): string {
  const value = entry.slice(entry.search(/[:=]/) + 1).trim();
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

/** Returns an offset from UTC such as `+09:00` in minutes. `Z` and `UTC` are 0. */
function minutesOf(offset: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

function mergeLists(before: string | undefined, here: string, there: string): string | null {
  const [ours, others] = [listOf(here), listOf(there)];
  const old: Pick<ListEntry, "items"> | null = before === undefined ? { items: [] } : listOf(before);
  if (!old || !ours || !others) return null;
  // Does not put items of a block into a list on one line, because a comma in an item would divide the item.
  if (ours.dash === null && others.dash !== null) return null;
  if (haveBothChanged(old.items, ours, others)) return null;
  const items = [
    ...ours.items.filter((item) => old.items.includes(item) && others.items.includes(item)),
    ...others.items.filter((item) => !old.items.includes(item) && !ours.items.includes(item)),
    ...ours.items.filter((item) => !old.items.includes(item)),
  ];
  if (ours.dash === null && items.some((item) => item.includes("\n"))) return null;
  const { head, dash } = ours;
  return dash === null
    ? `${head}${items.join(", ")}]\n`
    : [head, ...items.map((item) => `${dash}${item}\n`)].join("");
}

/**
 * Whether both sides may have changed the same item, or the items of one side would not fit into the lines of
 * the other. Items with keys of their own are in order, so a change of one is no removal and addition.
 */
function haveBothChanged(before: readonly string[], ours: ListEntry, others: ListEntry): boolean {
  const [mine, theirs] = [ours, others].map(({ items }) => ({
    removed: before.filter((item) => !items.includes(item)),
    added: items.filter((item) => !before.includes(item)),
  }));
  if (!mine || !theirs) return true;
  const haveAdded = mine.added.length > 0 && theirs.added.length > 0;
  const isSame = haveAdded && mine.removed.some((item) => theirs.removed.includes(item));
  const haveKeys = [...before, ...ours.items, ...others.items].some((item) => /:(?:\s|$)/.test(item));
  const isOtherForm = ours.dash !== others.dash;
  return isSame || (haveKeys && (isOtherForm || mine.removed.length + theirs.removed.length > 0));
}

/** Returns the items of a list on one line (`[a, b]`) or with one line or block for each item. */
function listOf(entry: string): ListEntry | null {
  const [, head, inner] = /^([^\n]*?[:=]\s*\[)([^[\]{}#\n]*)\]\s*$/.exec(entry) ?? [];
  if (head !== undefined && inner !== undefined) {
    const items = inner.match(/\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)/g) ?? [];
    return { items: items.map((item) => item.trim()).filter(Boolean), head, dash: null };
  }
  const name = /^([^\n]*?:)[ \t]*\n?$/.exec(entry)?.[1];
  if (name !== undefined) return { items: [], head: `${name} [`, dash: null };
  const block = /^([^\n]*:[ \t]*\n)(([ \t]*- +)[\s\S]*)$/.exec(entry);
  const [, first = "", rest = "", dash = ""] = block ?? [];
  if (!block || rest.includes("#")) return null;
  const items = `\n${rest.trimEnd()}`.split(`\n${dash}`);
  // Rejects a list in which a dash is followed by fewer spaces than the first dash, or by none.
  const indentation = dash.slice(0, dash.indexOf("-"));
  const hasOthers = items.some((item) => item.split("\n").some((line) => line.startsWith(`${indentation}-`)));
  return items[0] === "" && !hasOthers ? { items: items.slice(1), head: first, dash } : null;
}
