import { isDeepStrictEqual } from "node:util";
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import { lineEndOf } from "#engine/base/text-lines.ts";
import { parseYaml } from "../front-matter/yaml-document.ts";
import { isRecord, type SettingsValues } from "./settings-text.ts";
import { flowText, linesOf, scalarText } from "./settings-yaml.ts";

/** The map in which the order of keys has a meaning, and whose keys the author can rename. */
export const ordered = "sections";

/** Whether two values are equal, and if they are maps, their keys have the same order. */
export function isSameOrder(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) && isDeepStrictEqual(Object.keys(Object(a)), Object.keys(Object(b)));
}

/** A key with its value, or an item of a list, as it stands in the text. */
interface Child {
  /** The key; in a list "". */
  readonly name: string;
  /** Offset of the key, or of the dash. */
  readonly start: number;
  /** Offset of the line after it. */
  readonly end: number;
  readonly node: Pair | Node | null;
}

/** The text of a `blog.yaml` without a byte order mark, with the offsets of its values. */
export class TextOfSettings {
  readonly #text: string;
  readonly #lineEnd: string;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = lineEndOf(text);
  }

  /** Returns the text with other values; null if the notation does not allow single lines to be changed. */
  with(current: SettingsValues, wanted: SettingsValues): string | null {
    const root = parseYaml(this.#text, { keepSourceTokens: true }).contents;
    const isEmpty = root === null || (isScalar(root) && root.value === null);
    if (isEmpty) return this.#closed(this.#text) + this.#added(wanted, Object.keys(wanted), "");
    const children = this.#childrenOf(root);
    const [first] = children ?? [];
    if (!children || !first || this.#indentOf(first) !== "") return null;
    const kept = Object.keys(wanted).filter((key) => key in current);
    const added = Object.keys(wanted).filter((key) => !(key in current));
    const body = this.#body(children, current, Object.fromEntries(kept.map((key) => [key, wanted[key]])));
    const end = children.at(-1)?.end ?? 0;
    const before = this.#text.slice(0, first.start) + body + this.#text.slice(end);
    return added.length === 0 ? before : this.#closed(before) + this.#added(wanted, added, "");
  }

  /** Returns the children of a map or list that is written in lines; null for any other value. */
  #childrenOf(node: unknown): Child[] | null {
    if (!isCollection(node) || node.flow || node.anchor || node.tag?.startsWith("!")) return null;
    const children: Child[] = [];
    for (const item of node.items) {
      const child = isPair(item) ? this.#pairChild(item as Pair) : this.#itemChild(item);
      if (!child) return null;
      children.push(child);
    }
    return children.length === 0 ? null : children;
  }

  #pairChild(pair: Pair): Child | null {
    const { key, value } = pair;
    if (!isScalar(key) || !key.range || key.anchor) return null;
    const end = this.#lineAfter(this.#endOf(value, this.#colonOf(pair)));
    return { name: String(key.value), start: key.range[0], end, node: pair };
  }

  #itemChild(item: unknown): Child | null {
    const node = item as Node | null;
    if (!node?.range) return null;
    // Blank space and comments may stand between the dash and the item
    const before = this.#text.slice(0, node.range[0]);
    const dash = before.search(/-[ \t]*(?:#[^\n]*)?[\s]*$/);
    if (dash < 0) return null;
    return { name: "", start: dash, end: this.#lineAfter(this.#endOf(node, node.range[0])), node };
  }

  /** Returns the offset of the end of a value, without the comments and blank lines after it. */
  #endOf(value: unknown, fallback: number): number {
    const node = value as Node | null;
    if (!node?.range || node.range[1] <= fallback) return fallback;
    const last = this.#childrenOf(node)?.at(-1);
    if (last)
      return last.node && isPair(last.node) ? this.#endOfPair(last.node) : this.#endOf(last.node, last.start);
    const written = this.#text.slice(node.range[0], node.range[1]);
    const isKept = isScalar(node) && /^[|>][0-9]*\+/.test(written);
    return isKept ? node.range[1] : node.range[0] + written.trimEnd().length;
  }

  #endOfPair(pair: Pair): number {
    return this.#endOf(pair.value, this.#colonOf(pair));
  }

  /** Returns the offset after the colon of a key. */
  #colonOf({ key, srcToken }: Pair): number {
    const separators = srcToken && "sep" in srcToken ? (srcToken.sep ?? []) : [];
    const colon = separators.find(({ type }) => type === "map-value-ind");
    const range = (key as Node).range ?? [0, 0, 0];
    return colon ? colon.offset + 1 : range[1];
  }

  #lineAfter(offset: number): number {
    if (offset > 0 && this.#text[offset - 1] === "\n") return offset;
    const lineEnd = this.#text.indexOf("\n", offset);
    return lineEnd < 0 ? this.#text.length : lineEnd + 1;
  }

  /** Returns the spaces that stand before the other children of the same map or list. */
  #indentOf({ start }: Child): string {
    return " ".repeat(start - (this.#text.lastIndexOf("\n", start - 1) + 1));
  }

  /** Returns the text of the children of a map or list after a change. */
  #body(children: readonly Child[], current: unknown, wanted: object, isOrdered = false): string {
    const before = isRecord(current) ? Object.values(current) : (current as readonly unknown[]);
    const after: readonly (readonly [string, unknown])[] = Array.isArray(wanted)
      ? wanted.map((value) => ["", value] as const)
      : Object.entries(wanted);
    const partners = Array.isArray(wanted)
      ? alignItems(before, wanted)
      : alignKeys(
          children,
          after.map(([key]) => key),
          isOrdered,
        );
    const [first] = children;
    const indent = first ? this.#indentOf(first) : "";
    let body = "";
    let orphaned = "";
    const written = new Set<number>();
    for (const [at, [name, value]] of after.entries()) {
      const partner = partners[at] ?? -1;
      const child = children[partner];
      // Comments above a removed child stay where they are
      for (let index = 0; index < partner; index++) {
        if (partners.includes(index) || written.has(index)) continue;
        written.add(index);
        orphaned += this.#above(children, index);
      }
      const above = orphaned + (child ? this.#above(children, partner) : "");
      orphaned = "";
      const lead = body === "" ? above.trimStart() : above;
      const own = child
        ? this.#child(child, name, before[partner], value)
        : linesOf(Array.isArray(wanted) ? [value] : { [name]: value }, indent, this.#lineEnd).slice(
            indent.length,
          );
      body = this.#closed(body) + lead + (body === "" && lead === "" ? "" : indent) + own;
    }
    const rest = children
      .map((_, index) => index)
      .filter((index) => !partners.includes(index) && !written.has(index));
    return this.#closed(body, rest.length > 0) + rest.map((index) => this.#above(children, index)).join("");
  }

  /** Returns the comments and blank lines above a child, without the spaces before the child itself. */
  #above(children: readonly Child[], index: number): string {
    const [previous, child] = [children[index - 1], children[index]];
    if (!previous || !child) return "";
    const gap = this.#text.slice(previous.end, child.start);
    return gap.slice(0, gap.lastIndexOf("\n") + 1);
  }

  #child(
    { node, start, end, name: oldName }: Child,
    name: string,
    current: unknown,
    wanted: unknown,
  ): string {
    const value = isPair(node) ? (node.value as Node | null) : node;
    const keyEnd = isPair(node) ? ((node.key as Node).range?.[1] ?? start) : start;
    const key = name === oldName ? this.#text.slice(start, keyEnd) : scalarText(name, null, "", false);
    const isSame = oldName === ordered ? isSameOrder(current, wanted) : isDeepStrictEqual(current, wanted);
    if (isSame) return key + this.#text.slice(keyEnd, end);
    const children = this.#childrenOf(value);
    const [first] = children ?? [];
    if (children && first && isSameKind(current, wanted) && Object.keys(wanted as object).length > 0) {
      const body = this.#body(children, current, wanted as object, oldName === ordered);
      return key + this.#text.slice(keyEnd, first.start) + body;
    }
    const from = value?.range && value.range[1] > keyEnd ? value.range[0] : null;
    const colon = isPair(node) ? this.#colonOf(node) : start + 1;
    const to = this.#endOf(value, colon);
    const indent = this.#indentOf({ name: "", start, end, node });
    // What stands behind the value on its line: a comment
    const header = this.#text.slice(from ?? colon, to).split("\n", 1)[0] ?? "";
    const isBlock = isScalar(value) && /^[|>]/.test(header);
    const comment = isBlock
      ? (/[ \t]+#[^\r\n]*/.exec(header)?.[0].trimEnd() ?? "")
      : this.#text.slice(to, end).replace(/\r?\n$/, "");
    const lineEnd = this.#text.slice(to, end).endsWith("\n") || isBlock ? this.#lineEnd : "";
    const gap =
      from !== null && !children ? this.#text.slice(keyEnd, from) : `${this.#text.slice(keyEnd, colon)} `;
    const lead = key + gap;
    if (typeof wanted !== "object" || wanted === null) {
      const old = isScalar(value) ? value : null;
      const [line = "", ...lines] = scalarText(wanted, old, indent, false).split("\n");
      return [lead + line + comment, ...lines].join(this.#lineEnd) + lineEnd;
    }
    const flow = isCollection(value) && value.flow ? this.#flow(value, current, wanted) : null;
    if (flow !== null) return lead + flow + comment + lineEnd;
    if (Object.keys(wanted).length === 0)
      return `${lead}${Array.isArray(wanted) ? "[]" : "{}"}${lineEnd || this.#lineEnd}`;
    return this.#lines(isPair(node) ? `${key}:` : "-", wanted, indent, children ? "" : comment);
  }

  /** Returns the lines of a map or list that replaces another value. */
  #lines(head: string, value: object, indent: string, comment: string): string {
    if (head === "-") return linesOf([value], indent, this.#lineEnd).slice(indent.length);
    const lines = linesOf({ x: value }, indent, this.#lineEnd).slice(indent.length + "x:".length);
    return head + comment + lines;
  }

  /**
   * Returns the text of a map or list in braces or brackets; single values in it are replaced in place. Null
   * for an empty one that gets maps, which are written in lines.
   */
  #flow(node: Node, current: unknown, wanted: object): string | null {
    if (Object.keys(Object(current)).length === 0 && Object.values(wanted).some(isRecord)) return null;
    const whole = flowText(wanted);
    const [start, end] = node.range ?? [0, 0];
    if (!isSameKind(current, wanted)) return whole;
    const keys = Object.keys(wanted);
    if (!isDeepStrictEqual(keys, Object.keys(current as object))) return whole;
    const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    let text = "";
    let done = start;
    for (const [at, key] of keys.entries()) {
      const [before, after] = [Reflect.get(current as object, key), Reflect.get(wanted, key)];
      if (isDeepStrictEqual(before, after)) continue;
      const item = items[at];
      const value = (isPair(item) ? item.value : item) as Node | null;
      if (!isScalar(value) || !value.range || typeof after === "object" || value.range[0] < done)
        return whole;
      text += this.#text.slice(done, value.range[0]) + scalarText(after, value, "", true);
      done = value.range[1];
    }
    return text + this.#text.slice(done, end);
  }

  #added(values: SettingsValues, keys: readonly string[], indent: string): string {
    return keys.map((key) => linesOf({ [key]: values[key] }, indent, this.#lineEnd)).join("");
  }

  /** Returns a text that ends with a line end, unless it is empty. */
  #closed(text: string, isFollowed = true): string {
    return text === "" || text.endsWith("\n") || !isFollowed ? text : text + this.#lineEnd;
  }
}

function isSameKind(a: unknown, b: unknown): boolean {
  return (Array.isArray(a) && Array.isArray(b)) || (isRecord(a) && isRecord(b));
}

/**
 * Returns for each wanted key the index of the child that it replaces; -1 for a new one. With `canRename`, a
 * new key at the index of a removed one is the same child with another name.
 */
function alignKeys(children: readonly Child[], wanted: readonly string[], canRename: boolean): number[] {
  const names = children.map(({ name }) => name);
  return wanted.map((key, at) => {
    const known = names.indexOf(key);
    if (known >= 0) return known;
    const beside = names[at];
    return canRename && beside !== undefined && !wanted.includes(beside) ? at : -1;
  });
}

/**
 * Returns for each wanted item the index of the item that it replaces; -1 for a new one. Equal items belong
 * together; what remains is matched by position.
 */
function alignItems(current: readonly unknown[], wanted: readonly unknown[]): number[] {
  const free = new Set(current.keys());
  const take = (index: number | undefined): number => {
    if (index === undefined || !free.delete(index)) return -1;
    return index;
  };
  const partners = wanted.map((value, at) => {
    const isSame = (index: number): boolean => isDeepStrictEqual(current[index], value);
    return take(free.has(at) && isSame(at) ? at : [...free].find(isSame));
  });
  return partners.map((partner, at) => (partner >= 0 ? partner : take(free.has(at) ? at : undefined)));
}
