import type { Relation } from "#engine/blog/posts/post.ts";
import type { RelatedEntry } from "../model/relations.ts";

/** Labels of the other end of a relation: the first when it refers to this post, the second in reverse. */
type Labels = Readonly<Record<Relation["kind"], readonly [from: string, to: string]>>;

const japanese: Labels = {
  reply: ["コメント返し", "元の記事"],
  "follow-up": ["続き", "前の記事"],
  "long-version": ["詳しい記事", "短い記事"],
  "see-also": ["関連記事", "関連記事"],
};

const english: Labels = {
  reply: ["Replies", "In reply to"],
  "follow-up": ["Continued", "Continues"],
  "long-version": ["Long version", "Short version"],
  "see-also": ["See also", "See also"],
};

/** Returns the author's own label, else the default in the blog's language. */
export function relationLabel(related: RelatedEntry, language: string): string {
  if (related.label !== null) return related.label;
  const [from, to] = (language.startsWith("ja") ? japanese : english)[related.kind];
  return related.direction === "from" ? from : to;
}
