import { Document, isMap, isNode, isScalar, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { EditedNotice } from "#contract/types/blog-types.ts";
import { findEntry } from "../front-matter/edit-yaml.ts";
import { withEditsAtOnce } from "#contract/text/text-edits.ts";
import { lineEndOf, removeLines } from "#engine/base/text/text-lines.ts";
import { parseYaml } from "../front-matter/yaml-document.ts";

const key = "notices";

/** Replaces the notices in a valid `blog.yaml`, and keeps comments, unknown keys and all other bytes. */
export function editNotices(text: string, notices: readonly EditedNotice[]): string {
  if (text.startsWith("\uFEFF")) return `\uFEFF${editNotices(text.slice(1), notices)}`;
  const lineEnd = lineEndOf(text);
  const document = parseYaml(text, { keepSourceTokens: true });
  const entry = findEntry(document, text, key);
  if (entry === "unusual") return rewritten(document, notices, lineEnd);
  if (notices.length === 0)
    return entry ? withEditsAtOnce(text, [removeLines(text, entry.lineAt, entry.end)]) : text;
  const known = entry && isSeq(entry.value) ? entry.value : null;
  const list = printed(listOf(known, notices), lineEnd);
  if (!entry) return `${text}${text === "" || text.endsWith("\n") ? "" : lineEnd}${list}${lineEnd}`;
  return withEditsAtOnce(text, [{ offset: entry.lineAt, length: entry.end - entry.lineAt, text: list }]);
}

/** Rewrites the whole file, for instance because settings in braces (`{…}`) have no lines to edit. */
function rewritten(document: Document, notices: readonly EditedNotice[], lineEnd: string): string {
  const known = document.get(key, true);
  document.set(key, listOf(isSeq(known) ? known : null, notices));
  return document.toString({ lineWidth: 0 }).replaceAll("\n", lineEnd);
}

function listOf(known: YAMLSeq | null, notices: readonly EditedNotice[]): YAMLSeq {
  const list = new YAMLSeq();
  // The YAML parser attaches comments after the list to its last item, but they belong to the next key.
  const last = known?.items.at(-1);
  if (isNode(last)) last.comment = null;
  if (known?.commentBefore) list.commentBefore = known.commentBefore;
  list.items = notices.map((notice) => itemOf(known?.items[notice.from ?? -1], notice));
  return list;
}

function itemOf(known: unknown, { text, at, until }: EditedNotice): Node {
  const item = isMap(known) ? known : new YAMLMap();
  setText(item, "text", text);
  setText(item, "at", at);
  setText(item, "until", until);
  return item;
}

/** Sets a changed value, and keeps the comment after it. An unchanged value keeps its quotes. */
function setText(item: YAMLMap, name: string, value: string | undefined): void {
  const node: unknown = item.get(name, true);
  if (value === undefined) item.delete(name);
  else if (!isScalar(node)) item.set(name, scalarOf(value));
  else if (node.source !== value && String(node.value) !== value) {
    const scalar = scalarOf(value);
    scalar.comment = node.comment ?? null;
    item.set(name, scalar);
  }
}

function scalarOf(value: string): Scalar {
  const scalar = new Scalar(value);
  if (value.includes("\n")) scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** Returns the key `notices` and its list as YAML. */
function printed(list: YAMLSeq, lineEnd: string): string {
  const document = new Document(new YAMLMap(), { schema: "core" });
  const root = new YAMLMap();
  root.items.push(new Pair(new Scalar(key), list));
  document.contents = root;
  return document.toString({ lineWidth: 0 }).trimEnd().replaceAll("\n", lineEnd);
}
