import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";

const day = 86_400_000;
/** Letters to oneself may be scheduled for years; dates beyond this are probably typos. */
const furthest = 10 * 366 * day;

/** Finds dates that are probably typos: a post dated decades ahead, or an update on a future day. */
export function futureDates(posts: Iterable<Post>, now: number): Problem[] {
  const found: Problem[] = [];
  for (const { path, status, date, updated, properties } of posts) {
    const report = (key: "date" | "updated"): void => {
      const values = { path, date: properties[key] ?? "" };
      found.push({ code: "date.future", severity: "warning", file: path, values });
    };
    if (status === "ready" && date && date.time > now + furthest) report("date");
    // Allows a day for differences of clocks and zones
    if (updated && updated.time > now + day && updated.time > (date?.time ?? 0)) report("updated");
  }
  return found;
}
