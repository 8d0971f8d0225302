import { isDeepStrictEqual } from "node:util";
import { isRecord } from "#contract/objects.ts";
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import { lineEndOf } from "#engine/base/text/text-lines.ts";
import { parseYaml } from "../front-matter/yaml-document.ts";
import { alignItems, alignKeys, isSameOrder, ordered } from "./settings-alignment.ts";
import type { SettingsValues } from "./settings-text.ts";
import { flowText, linesOf, scalarText } from "./settings-yaml.ts";

/** An entry of a map (a key and its value) or an item of a list, with its position in the text. */
interface Child {
  /** The key, or "" for an item of a list. */
  readonly name: string;
  /** Offset of the key, or of the dash. */
  readonly start: number;
  /** Offset of the end of the value. */
  readonly valueEnd: number;
  /** Offset of the line after the value. */
  readonly end: number;
  readonly node: Pair | Node | null;
}

/** The text of a `blog.yaml` without a byte order mark, and the offsets of the values in the text. */
export class TextOfSettings {
  readonly #text: string;
  readonly #lineEnd: string;
  readonly #children = new Map<Node, readonly Child[] | null>();

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = lineEndOf(text);
  }

  /**
   * Returns the text with the values of `wanted`. Edits the changed values in place.
   * Returns null if the top level is not a map in block style, or is indented.
   */
  with(current: SettingsValues, wanted: SettingsValues): string | null {
    const root = parseYaml(this.#text, { keepSourceTokens: true }).contents;
    const isEmpty = root === null || (isScalar(root) && root.value === null);
    if (isEmpty) return this.#closed(this.#text) + this.#added(wanted, Object.keys(wanted));
    const children = this.#childrenOf(root);
    const [first] = children ?? [];
    if (!children || !first || this.#indentOf(first) !== "") return null;
    const kept = Object.keys(wanted).filter((key) => key in current);
    const added = Object.keys(wanted).filter((key) => !(key in current));
    const body = this.#body(children, current, Object.fromEntries(kept.map((key) => [key, wanted[key]])));
    const end = children.at(-1)?.end ?? 0;
    const before = this.#text.slice(0, first.start) + body + this.#text.slice(end);
    return added.length === 0 ? before : this.#closed(before) + this.#added(wanted, added);
  }

  /** Returns the children of a map or list in block style. Returns null for any other value. */
  #childrenOf(node: unknown): readonly Child[] | null {
    if (!isCollection(node) || node.flow || node.anchor || node.tag?.startsWith("!")) return null;
    // Caches the children, because each level of nesting requests them again.
    const known = this.#children.get(node);
    if (known !== undefined) return known;
    const dashes = dashesOf(node);
    const children = node.items.map((item, index) =>
      isPair(item) ? this.#pairChild(item as Pair) : this.#itemChild(item as Node | null, dashes[index]),
    );
    const all = children.filter((child) => child !== null);
    const found = all.length === node.items.length && all.length > 0 ? all : null;
    this.#children.set(node, found);
    return found;
  }

  #pairChild(pair: Pair): Child | null {
    const { key, value } = pair;
    if (!isScalar(key) || !key.range || key.anchor) return null;
    const valueEnd = this.#endOf(value, this.#colonOf(pair));
    const [start] = key.range;
    return { name: String(key.value), start, valueEnd, end: this.#lineAfter(valueEnd), node: pair };
  }

  #itemChild(node: Node | null, dash: number | undefined): Child | null {
    if (!node?.range || dash === undefined) return null;
    const valueEnd = this.#endOf(node, dash + 1);
    return { name: "", start: dash, valueEnd, end: this.#lineAfter(valueEnd), node };
  }

  /** Returns the offset of the end of a value, without the comments and blank lines after it. */
  #endOf(value: unknown, fallback: number): number {
    const node = value as Node | null;
    if (!node?.range || node.range[1] <= fallback) return fallback;
    const child = this.#childrenOf(node)?.at(-1);
    if (child) return child.valueEnd;
    const [start, end] = node.range;
    if (isScalar(node) && /^[|>][0-9]*\+/.test(this.#text.slice(start, start + 3))) return end;
    let last = end;
    // Skips only YAML's white space: an ideographic space is part of the text.
    while (last > start && " \t\r\n".includes(this.#text[last - 1] ?? "")) last--;
    return last;
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

  /** Returns a child's indentation as spaces. The dash of a list item counts as a space. */
  #indentOf({ start }: Pick<Child, "start">): string {
    return " ".repeat(start - (this.#text.lastIndexOf("\n", start - 1) + 1));
  }

  /** Returns the new text of the children of a changed map or list. */
  #body(children: readonly Child[], current: unknown, wanted: object, isOrdered = false): string {
    const before = isRecord(current)
      ? children.map(({ name }) => current[name])
      : (current as readonly unknown[]);
    const after: readonly (readonly [string, unknown])[] = Array.isArray(wanted)
      ? wanted.map((value) => ["", value] as const)
      : Object.entries(wanted);
    const partners = Array.isArray(wanted)
      ? alignItems(before, wanted)
      : alignKeys(
          children.map((child) => child.name),
          after.map(([key]) => key),
          isOrdered,
        );
    const [first] = children;
    const indent = first ? this.#indentOf(first) : "";
    const kept = new Set(partners);
    let body = "";
    let orphaned = "";
    /** Index of the first child (an entry or item) whose comments are not written yet. */
    let next = 0;
    for (const [at, [name, value]] of after.entries()) {
      const partner = partners[at] ?? -1;
      const child = children[partner];
      // Keeps the comments above a removed entry or item, by placing them before the next one.
      for (; next < partner; next++) if (!kept.has(next)) orphaned += this.#above(children, next);
      const above = orphaned + (child ? this.#above(children, partner) : "");
      orphaned = "";
      const lead = body === "" ? above.replace(/^[ \t\r\n]+/, "") : above;
      const own = child
        ? this.#child(child, name, before[partner], value)
        : linesOf(Array.isArray(wanted) ? [value] : { [name]: value }, indent, this.#lineEnd).slice(
            indent.length,
          );
      body = this.#closed(body) + lead + (body === "" && lead === "" ? "" : indent) + own;
    }
    for (; next < children.length; next++) if (!kept.has(next)) orphaned += this.#above(children, next);
    return this.#closed(body, orphaned !== "") + orphaned;
  }

  /** Returns the comments and blank lines above a child, but not the child's own indentation. */
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
    const indent = this.#indentOf({ start });
    // The header is the first line of the value. The header of a block scalar may end with a comment.
    const header = this.#text.slice(from ?? colon, to).split("\n", 1)[0] ?? "";
    const isBlock = isScalar(value) && /^[|>]/.test(header);
    const comment = isBlock
      ? (/[ \t]+#[^\r\n]*/.exec(header)?.[0].replace(/[ \t]+$/, "") ?? "")
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
   * Returns the new text of a changed map in braces, or of a changed list in brackets.
   * Returns null if the map or list was empty and its new values include maps.
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

  #added(values: SettingsValues, keys: readonly string[]): string {
    return keys.map((key) => linesOf({ [key]: values[key] }, "", this.#lineEnd)).join("");
  }

  /** Adds a missing line end to a text that is followed by more text. An empty text stays empty. */
  #closed(text: string, isFollowed = true): string {
    return text === "" || text.endsWith("\n") || !isFollowed ? text : text + this.#lineEnd;
  }
}

function isSameKind(a: unknown, b: unknown): boolean {
  return (Array.isArray(a) && Array.isArray(b)) || (isRecord(a) && isRecord(b));
}

function dashesOf({ srcToken }: Node): number[] {
  if (srcToken?.type !== "block-seq") return [];
  const marks = srcToken.items.flatMap(({ start }) => start.filter(({ type }) => type === "seq-item-ind"));
  return marks.map(({ offset }) => offset);
}
