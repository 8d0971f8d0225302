import { isRecord } from "#contract/objects.ts";
import type { FrontMatterValue, FrontMatterValues } from "./front-matter.ts";
import { isDate, listsWithout, valueAt } from "./front-matter-spelling.ts";

/** Which readers may see a file's page. The front matter can use the keys of any supported generator. */
export interface Visibility {
  /** The key that keeps the file private, in the file's spelling (`Draft`). Null if there is no such key. */
  readonly privateBy: string | null;
  /** The text of the date from which the page is public. */
  readonly from: string | null;
  /** The text of the date until which the page is public. */
  readonly until: string | null;
  /** Whether the key `list` in Hugo's map `build` leaves the page out of lists. */
  readonly isOutsideLists: boolean;
}

/** Keys that keep a file private if their value is true. */
const privateIfTrue = [
  ...["draft", "isDraft", "private", "hidden", "hide", "secret", "protected"],
  ...["encrypt", "encrypted", "headless"],
];
/** Keys that keep a file private if their value is false. Eleventy writes no page if `permalink` is false. */
const privateIfFalse = ["published", "publish", "public", "permalink", "render"];
/** Keys whose values are maps in Hugo. In such a map, `render` decides whether a file becomes a page. */
const buildMaps = ["build", "_build"];
/** Keys of maps for themes: `extra` in Zola and `params` in Hugo. Themes also read privacy keys there. */
const themeMaps = ["extra", "params"];

/** Reads who may see the page of a file. Keys may be in any case. */
export function visibilityOf(values: FrontMatterValues): Visibility {
  return {
    privateBy: privateKeyIn(values),
    from: writtenDate(values, ["publishDate", "pubdate", "pubDatetime", "published"]),
    until: writtenDate(values, ["expiryDate", "unpublishdate"]),
    isOutsideLists: listsWithout(values).length > 0,
  };
}

function privateKeyIn(values: FrontMatterValues): string | null {
  const own = privateKeyAmong(values);
  if (own !== null) return own;
  for (const map of themeMaps) {
    const found = valueAt(values, map);
    const inner = found && isRecord(found.value) ? privateKeyAmong(found.value) : null;
    if (found && inner !== null) return `${found.key}.${inner}`;
  }
  return null;
}

function privateKeyAmong(values: FrontMatterValues): string | null {
  for (const key of privateIfTrue) {
    const found = valueAt(values, key);
    if (found && isTrue(found.value)) return found.key;
  }
  for (const key of privateIfFalse) {
    const found = valueAt(values, key);
    if (found && isFalse(found.value)) return found.key;
  }
  for (const map of buildMaps) {
    const found = valueAt(values, `${map}.render`);
    if (found && (isFalse(found.value) || /^(?:never|link)$/.test(wordOf(found.value)))) return found.key;
  }
  const visible = valueAt(values, "visibility");
  if (visible && !/^(?:|public|visible|true)$/.test(wordOf(visible.value))) return visible.key;
  const password = valueAt(values, "password");
  return password && wordOf(password.value) !== "" ? password.key : null;
}

/**
 * Returns the value of the first key that has a non-empty text.
 * For the key `published`, accepts only a date.
 */
function writtenDate(values: FrontMatterValues, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = valueAt(values, key)?.value;
    if (typeof found !== "string" || found.trim() === "") continue;
    if (key !== "published" || isDate(found)) return found.trim();
  }
  return null;
}

function isTrue(value: FrontMatterValue): boolean {
  return value === true || /^(?:true|yes|on|1)$/.test(wordOf(value));
}

function isFalse(value: FrontMatterValue): boolean {
  return value === false || /^(?:false|no|off|0)$/.test(wordOf(value));
}

/** Returns a value as a word in lower case. A map or list becomes "…", so that it is not empty. */
function wordOf(value: FrontMatterValue): string {
  if (value === null) return "";
  return isRecord(value) || Array.isArray(value) ? "…" : String(value).trim().toLowerCase();
}
