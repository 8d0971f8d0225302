import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap } from "yaml";
import { parseYaml } from "../front-matter/yaml-document.ts";

/** The values of a `blog.yaml`, by key. */
export type SettingsValues = Record<string, unknown>;

/** What is wrong with a text that is not YAML, or not a map. */
export interface SettingsSyntaxError {
  /** Code of the YAML library's error, such as `BAD_INDENT`; `NOT_MAP` if the text is not a map. */
  readonly reason: string;
  /** 1-based. */
  readonly line: number;
}

/** The values of a YAML text, and where in the text they are. */
export class SettingsText {
  /** If the text is invalid, the error and its 1-based line; `values` is then empty. Otherwise null. */
  readonly error: SettingsSyntaxError | null;
  /** The parsed values. The caller may change this object. */
  readonly values: SettingsValues;
  readonly #lines = new LineCounter();
  readonly #root: Node | null;
  readonly #pairs = new WeakMap<YAMLMap, Map<string | null, Pair>>();

  constructor(text: string) {
    const document = parseYaml(text.replace(/^\uFEFF/, ""), { lineCounter: this.#lines });
    this.#root = document.contents;
    const error = document.errors[0];
    this.values = {};
    this.error = error ? { reason: error.code, line: this.#lines.linePos(error.pos[0]).line } : null;
    if (error) return;
    try {
      const values: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
      if (isRecord(values)) this.values = values;
      else this.error = { reason: "NOT_MAP", line: 1 };
    } catch {
      // Too many aliases, which could expand endlessly
      this.error = { reason: "RESOURCE_EXHAUSTION", line: 1 };
    }
  }

  /**
   * Returns the 1-based line of the key or list item at a path. If nothing is there, returns the line of the
   * nearest parent that exists.
   */
  lineOf(path: readonly PropertyKey[]): number {
    const nodes = this.#nodesAlong(path);
    const offset = nodes.at(-1)?.keyAt ?? 0;
    return this.#lines.linePos(offset).line || 1;
  }

  /**
   * Returns the value at a path as it is written: `0644` for the number 644. Undefined if there is no value,
   * or if the value is a map or a list.
   */
  writtenAt(path: readonly PropertyKey[]): string | undefined {
    const nodes = this.#nodesAlong(path);
    const node = nodes.length === path.length ? nodes.at(-1)?.value : undefined;
    return isScalar(node) ? node.source : undefined;
  }

  /**
   * Returns the entry of a map with this key. Caches the entries of each map, because a map may have
   * thousands of faults, each of which looks up its key.
   */
  #pairOf(map: YAMLMap, segment: PropertyKey): Pair | undefined {
    let pairs = this.#pairs.get(map);
    if (!pairs) {
      pairs = new Map(map.items.map((item) => [isScalar(item.key) ? String(item.key.value) : null, item]));
      this.#pairs.set(map, pairs);
    }
    return typeof segment === "string" ? pairs.get(segment) : undefined;
  }

  #nodesAlong(path: readonly PropertyKey[]): { readonly keyAt: number; readonly value: unknown }[] {
    const found: { keyAt: number; value: unknown }[] = [];
    let node: unknown = this.#root;
    for (const segment of path) {
      let key: unknown;
      if (isMap(node)) {
        const pair = this.#pairOf(node, segment);
        if (!pair) break;
        key = pair.key;
        node = pair.value;
      } else if (isSeq(node) && typeof segment === "number") {
        node = node.items[segment];
        key = node;
      }
      if (!isNode(key)) break;
      found.push({ keyAt: key.range?.[0] ?? 0, value: node });
    }
    return found;
  }
}

/** Whether a value is a map. */
export function isRecord(value: unknown): value is SettingsValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
