import { isRecord } from "#contract/objects.ts";
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap } from "yaml";
import { parseYaml } from "../front-matter/yaml-document.ts";

/** The keys and values of a `blog.yaml`. */
export type SettingsValues = Record<string, unknown>;

/** Why a text cannot be read as a YAML map, and the line of the error. */
export interface SettingsSyntaxError {
  /** Code of the YAML library's error, such as `BAD_INDENT`. `NOT_MAP` means that the text is not a map. */
  readonly reason: string;
  /** The 1-based line of the error. */
  readonly line: number;
}

/** The values of a YAML text and their positions in the text. */
export class SettingsText {
  /** The syntax error of an invalid text, or null for a valid text. An invalid text has no `values`. */
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
      // Expanding the aliases throws an error if the expanded text could fill the memory.
      this.error = { reason: "RESOURCE_EXHAUSTION", line: 1 };
    }
  }

  /**
   * Returns the 1-based line of the key or list item at a path. For a missing item, uses the nearest parent.
   */
  lineOf(path: readonly PropertyKey[]): number {
    const nodes = this.#nodesAlong(path);
    const offset = nodes.at(-1)?.keyAt ?? 0;
    return this.#lines.linePos(offset).line || 1;
  }

  /**
   * Returns the scalar at a path in the author's spelling (`0644`, not 644). Undefined if there is no scalar.
   */
  writtenAt(path: readonly PropertyKey[]): string | undefined {
    const nodes = this.#nodesAlong(path);
    const node = nodes.length === path.length ? nodes.at(-1)?.value : undefined;
    return isScalar(node) ? node.source : undefined;
  }

  /** Returns the entry of a map with this key. Uses a cache, because a map can have thousands of faults. */
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
