import { messageOf } from "#contract/errors.ts";
import { isRecord } from "#contract/objects.ts";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from "yaml";
import type { FrontMatterReading, FrontMatterValue } from "./front-matter.ts";
import { aliasTargets, parseYaml } from "./yaml-document.ts";

/**
 * Maximum number of values in a text.
 * Each use of an alias counts, so that a few lines cannot fill the memory.
 */
const maxNodes = 20_000;

/** Parses a YAML text (core schema). Never throws. An error's line is 1-based within `content`. */
export function readYaml(content: string): FrontMatterReading {
  try {
    const lines = new LineCounter();
    const document = parseYaml(content, { lineCounter: lines });
    const error = document.errors[0];
    if (error) return { error: error.message, line: lines.linePos(error.pos[0]).line };
    const targets = aliasTargets(document);
    let nodes = 0;
    const plain = (node: Node | null): FrontMatterValue => {
      if (++nodes > maxNodes) throw new RangeError("too many values behind aliases");
      if (isAlias(node)) return plain(targets.get(node) ?? null);
      if (isScalar(node)) return scalarValue(node.value, node.source);
      if (isSeq<Node | null>(node)) return node.items.map(plain);
      if (!isMap<Node, Node | null>(node)) return null;
      return Object.fromEntries(node.items.map(({ key, value }) => [String(plain(key)), plain(value)]));
    };
    const root = plain(document.contents);
    if (root === null) return { values: {} };
    if (isRecord(root)) return { values: root };
    return { error: "not a list of keys and values", line: 1 };
  } catch (error) {
    // Also catches a stack overflow: an alias may refer to a value that contains the alias.
    return { error: messageOf(error), line: 1 };
  }
}

function scalarValue(value: unknown, source: string | undefined): FrontMatterValue {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return source ?? String(value);
}
