import { z } from "zod";
import { changesBetween } from "../list-changes.ts";
import { blogPathSchema, type PostSummary, postSummarySchema } from "./blog-types.ts";

/** The difference between two states of the post list. */
export const postListChangeSchema = z.object({
  /** Rows that are new or have changed. */
  changed: z.array(postSummarySchema),
  /** The paths of all rows in their order. Null if neither the paths nor their order have changed. */
  order: z.array(blogPathSchema).nullable(),
});
export type PostListChange = z.infer<typeof postListChangeSchema>;

/**
 * Compares two states of the post list. Compares objects by identity first, which is fast for 10,000 rows.
 * A new object with equal values counts as an unchanged row, so that the window does not render the whole
 * list after each save.
 */
export function postListChange(
  before: readonly PostSummary[],
  after: readonly PostSummary[],
): PostListChange {
  const isSameOrder =
    before.length === after.length && after.every(({ path }, index) => before[index]?.path === path);
  const { gone, fresh } = changesBetween(before, after);
  const replaced = new Map(gone.map((row) => [row.path, JSON.stringify(row)]));
  return {
    changed: fresh.filter((row) => replaced.get(row.path) !== JSON.stringify(row)),
    order: isSameOrder ? null : after.map(({ path }) => path),
  };
}

/** Returns the post list after a change. A row that did not change keeps its object identity. */
export function withPostListChange(
  rows: readonly PostSummary[],
  { changed, order }: PostListChange,
): readonly PostSummary[] {
  if (changed.length === 0 && order === null) return rows;
  const news = new Map(changed.map((row) => [row.path, row]));
  if (order === null) return rows.map((row) => news.get(row.path) ?? row);
  const known = new Map(rows.map((row) => [row.path, row]));
  return order.flatMap((path) => news.get(path) ?? known.get(path) ?? []);
}
