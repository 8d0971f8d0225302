import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";

const day = 86_400_000;
/** A letter to oneself is scheduled for years; nobody plans further ahead than this, but a slip of the pen does. */
const furthest = 10 * 366 * day;

/** Dates that are probably a slip of the pen: a post for another generation, or changed on a day that has not come. */
export function futureDates(posts: Iterable<Post>, now: number): Problem[] {
  const found: Problem[] = [];
  for (const { path, status, date, updated, properties } of posts) {
    const report = (key: "date" | "updated"): void => {
      const values = { path, date: properties[key] ?? "" };
      found.push({ code: "date.future", severity: "warning", file: path, values });
    };
    if (status === "ready" && date && date.time > now + furthest) report("date");
    // Clocks differ, and so do zones
    if (updated && updated.time > now + day && updated.time > (date?.time ?? 0)) report("updated");
  }
  return found;
}
