import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { momentAt } from "#engine/blog/dates/moment.ts";
import { factsOf, type Post } from "#engine/blog/posts/post.ts";
import { type Address, addressOf, collisionKey } from "../addresses/addresses.ts";
import { rememberKey } from "./content-key.ts";
import type { Letters } from "../addresses/running-letters.ts";
import { type SiteEntry, titleOf } from "./site-entry.ts";
import { withoutServerEndings } from "../addresses/server-names.ts";
import { publicPath } from "../addresses/urls.ts";

export interface PreviewOptions {
  /** Blog path of the one post that is also listed, as if it were published; other drafts have pages only. */
  readonly open: string | null;
}

export interface EntryOptions {
  readonly settings: BlogSettings;
  /** Milliseconds since the epoch: posts with a later date are omitted. */
  readonly now: number;
  /** For the preview: drafts, scheduled posts and posts without a valid address have pages too. */
  readonly preview: PreviewOptions | null;
}

interface State {
  readonly draft: boolean;
  readonly scheduled: boolean;
}

interface Surroundings extends EntryOptions {
  /** Of all posts: the only way in which an address depends on other posts. */
  readonly letters: Letters;
}

/** The result for a post: its entry, why it has none, or undefined because it is not shown yet. */
type Selection = SiteEntry | Problem | undefined;

/** The selection for a post, and what it depends on. */
export interface SelectedPost extends State {
  readonly post: Post;
  readonly selection: Selection;
  readonly letter: string | undefined;
  /**
   * When the result changes although the post does not; always in the past if it depends on the current time.
   */
  readonly until: number;
}

/** Whether the post is shown. */
export function isEntry(selection: Selection): selection is SiteEntry {
  return selection !== undefined && !("code" in selection);
}

/**
 * Selects what the site shows of a post; `known` is the previous result with the same settings, returned if
 * still valid.
 */
export function selectPost(post: Post, known: SelectedPost | undefined, options: Surroundings): SelectedPost {
  const letter = options.letters.get(post.path);
  const draft = post.status === "draft";
  const scheduled = post.date !== null && post.date.time > options.now;
  const isInPlace = known?.draft === draft && known.scheduled === scheduled && known.letter === letter;
  const fleeting = dependsOnNow(post, options);
  if (isInPlace && !fleeting) {
    if (known.post === post) return known;
    if (sameButForText(known, post)) return { ...known, post };
  }
  const until = fleeting ? Number.NEGATIVE_INFINITY : dueTime(post, scheduled);
  return {
    post,
    draft,
    scheduled,
    letter,
    until,
    selection: selectEntry(post, { draft, scheduled }, options),
  };
}

/** In the preview, a draft without a date has the current time. */
function dependsOnNow(post: Post, { preview }: EntryOptions): boolean {
  return preview !== null && post.kind === "post" && post.date === null;
}

function dueTime({ date }: Post, scheduled: boolean): number {
  return date && scheduled ? date.time : Number.POSITIVE_INFINITY;
}

function sameButForText({ post, selection }: SelectedPost, now: Post): boolean {
  return isEntry(selection) && post.factsKey === now.factsKey;
}

function selectEntry(post: Post, state: State, options: Surroundings): Selection {
  if ((state.draft || state.scheduled) && !options.preview) return undefined;
  if (post.kind === "post" && !post.date && !options.preview) return dateMissing(post);
  const address = addressOf(post, options.settings, options.letters);
  const place = address.kind === "address" ? address.address : options.preview && provisional(post);
  if (place) return entryOf(post, place, state, options);
  return address.kind === "invalid" ? addressInvalid(post, address) : dateMissing(post);
}

/** Returns an address in the preview for a post without one. */
function provisional(post: Post): string {
  const stem = post.path.normalize("NFC").replace(/\.[^./]+$/, "");
  return `preview/${withoutServerEndings(stem)}.html`;
}

function entryOf(post: Post, address: string, state: State, { now, settings }: EntryOptions): SiteEntry {
  const date = post.date ?? (post.kind === "post" ? momentAt(now, settings.timeZone) : null);
  const digits = date ? new Date(date.time + date.offsetMinutes * 60_000).toISOString() : "";
  const entry = {
    post: factsOf(post),
    address,
    addressKey: collisionKey(address),
    url: publicPath(address),
    title: titleOf(post),
    date,
    year: digits.slice(0, 4),
    month: digits.slice(5, 7),
    ...state,
  };
  // Joining makes a flat string: all keys are read together after each edit
  rememberKey(entry, [post.factsKey, address, date?.time, state.draft, state.scheduled].join(" "));
  return entry;
}

function dateMissing(post: Post): Problem {
  return { code: "date.missing", severity: "error", file: post.path, values: { path: post.path } };
}

function addressInvalid(post: Post, { address, fault }: Extract<Address, { kind: "invalid" }>): Problem {
  return {
    code: fault,
    severity: "error",
    file: post.path,
    values: { path: post.path, address },
  };
}
