import type { BlogSettings } from "#contract/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { momentAt } from "#engine/blog/moment.ts";
import type { Post } from "#engine/blog/post.ts";
import { addressOf } from "./addresses.ts";
import { type SiteEntry, timeOf, titleOf } from "./site-entry.ts";
import { publicPath } from "./urls.ts";

export interface PreviewOptions {
  /** Blog path of the one post that is also listed, as if it were published; the other drafts have pages only. */
  readonly open: string | null;
}

export interface EntryOptions {
  readonly settings: BlogSettings;
  /** Milliseconds since the epoch: what is dated later is left out. */
  readonly now: number;
  /** For the preview: drafts, scheduled posts and posts without a valid address have pages too. */
  readonly preview: PreviewOptions | null;
}

/** The posts and pages that the site shows, oldest first, and what keeps others from being shown. */
export function selectEntries(
  posts: Iterable<Post>,
  options: EntryOptions,
): { entries: SiteEntry[]; problems: Problem[] } {
  const entries: SiteEntry[] = [];
  const problems: Problem[] = [];
  for (const post of posts) {
    const selected = selectEntry(post, options);
    if (!selected) continue;
    if ("code" in selected) problems.push(selected);
    else entries.push(selected);
  }
  entries.sort((a, b) => timeOf(a) - timeOf(b) || (a.post.path < b.post.path ? -1 : 1));
  return { entries, problems };
}

function selectEntry(post: Post, options: EntryOptions): SiteEntry | Problem | undefined {
  const draft = post.status === "draft";
  const scheduled = post.date !== null && post.date.time > options.now;
  if ((draft || scheduled) && !options.preview) return undefined;
  if (post.kind === "post" && !post.date && !options.preview) return dateMissing(post);
  const address = addressOf(post, options.settings);
  const place = address.kind === "address" ? address.address : options.preview && provisional(post);
  if (place) return entryOf(post, place, { draft, scheduled }, options);
  return address.kind === "invalid" ? addressInvalid(post, address.address) : dateMissing(post);
}

/** A place in the preview for what has no address yet. */
function provisional(post: Post): string {
  return `preview/${post.path.normalize("NFC").replace(/\.[^./]+$/, "")}.html`;
}

function entryOf(
  post: Post,
  address: string,
  state: { draft: boolean; scheduled: boolean },
  { now, settings }: EntryOptions,
): SiteEntry {
  // A draft without a date stands in the preview as if written now
  const date = post.date ?? (post.kind === "post" ? momentAt(now, settings.timeZone) : null);
  const digits = date ? new Date(date.time + date.offsetMinutes * 60_000).toISOString() : "";
  return {
    post,
    address,
    url: publicPath(address),
    title: titleOf(post),
    date,
    year: digits.slice(0, 4),
    month: digits.slice(5, 7),
    ...state,
  };
}

function dateMissing(post: Post): Problem {
  return { code: "date.missing", severity: "error", file: post.path, values: { path: post.path } };
}

function addressInvalid(post: Post, address: string): Problem {
  return {
    code: "address.invalid",
    severity: "error",
    file: post.path,
    values: { path: post.path, address },
  };
}
