import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { momentAt } from "#engine/blog/dates/moment.ts";
import { factsOf, type Post } from "#engine/blog/posts/post.ts";
import { type Address, addressOf } from "../addresses/addresses.ts";
import { rememberKey } from "#engine/base/content-key.ts";
import { isExpired, releaseTime } from "./due.ts";
import type { Letters } from "../addresses/running-letters.ts";
import { isSharedDraft, sharedDraftPage } from "./shared-drafts.ts";
import { isUnlisted, type SiteEntry, titleOf } from "./site-entry.ts";
import { withoutServerEndings } from "../addresses/server-names.ts";
import { publicPath } from "../addresses/urls.ts";

export interface PreviewOptions {
  /** Blog path of the post that is open in the editor. This post is listed as if it were published. */
  readonly open: string | null;
}

/** The settings on which the model of a site depends. */
export type ModelSettings = Pick<BlogSettings, "language" | "sections" | "timeZone"> & {
  readonly front: Pick<BlogSettings["front"], "recentUpdates">;
};

export interface EntryOptions {
  readonly settings: ModelSettings;
  /** Time of the build in milliseconds since the epoch. Posts with a later date are not shown. */
  readonly now: number;
  /** Blog paths of posts that are shown although their date is later than `now`. Default: none. */
  readonly staying?: ReadonlySet<string> | undefined;
  /** Options of a preview; null for other sites. In a preview, all posts have pages, even drafts. */
  readonly preview: PreviewOptions | null;
}

interface State {
  readonly draft: boolean;
  readonly scheduled: boolean;
  readonly shared: boolean;
}

interface Surroundings extends EntryOptions {
  readonly letters: Letters;
}

/** The entry of a post, or the problem that prevents an entry. Undefined for a draft or a scheduled post. */
type Selection = SiteEntry | Problem | undefined;

/** The result of deciding whether the site shows a post, and the values on which the result depends. */
export interface SelectedPost extends State {
  readonly post: Post;
  readonly selection: Selection;
  readonly letter: string | undefined;
  /**
   * `selection` is valid until this time (in milliseconds since the epoch) or until the post changes.
   * `-Infinity` means that `selection` depends on the current time, and is computed again for each site.
   */
  readonly until: number;
}

export function isEntry(selection: Selection): selection is SiteEntry {
  return selection !== undefined && !("code" in selection);
}

/**
 * Whether lists show the entry.
 * In the preview, lists show a draft, a scheduled post or an undated post only while the editor shows it.
 */
export function isListed(entry: SiteEntry, { preview }: Pick<EntryOptions, "preview">): boolean {
  const isUndated = entry.post.kind === "post" && entry.post.date === null;
  const isOut = !(entry.draft || entry.scheduled || isUndated) || entry.post.path === preview?.open;
  return isOut && !isUnlisted(entry);
}

/**
 * Decides whether and how the site shows a post.
 * Returns the previous decision `known` if this decision is still valid.
 */
export function selectPost(post: Post, known: SelectedPost | undefined, options: Surroundings): SelectedPost {
  const letter = options.letters.get(post.path);
  const draft = post.status === "draft";
  const scheduled =
    isExpired(post, options.now) || (releaseTime(post) > options.now && !options.staying?.has(post.path));
  const shared =
    options.preview === null &&
    !options.staying?.has(post.path) &&
    isSharedDraft(post, options.settings, options.now);
  const isInPlace =
    known?.draft === draft &&
    known.scheduled === scheduled &&
    known.shared === shared &&
    known.letter === letter;
  const fleeting = dependsOnNow(post, options);
  if (isInPlace && !fleeting) {
    if (known.post === post) return known;
    if (sameButForText(known, post)) return { ...known, post };
  }
  const end = shared ? (post.draftShare?.until ?? 0) : Number.POSITIVE_INFINITY;
  const until = fleeting ? Number.NEGATIVE_INFINITY : Math.min(nextChange(post, scheduled, options.now), end);
  const state = { draft, scheduled, shared };
  return { post, ...state, letter, until, selection: selectEntry(post, state, options) };
}

/** Whether the entry depends on the current time: in the preview, an undated post gets today's date. */
function dependsOnNow(post: Post, { preview }: EntryOptions): boolean {
  return preview !== null && post.kind === "post" && post.date === null;
}

/** Returns the time at which a scheduled post becomes public, or a public post expires. */
function nextChange(post: Post, scheduled: boolean, now: number): number {
  if (isExpired(post, now)) return Number.POSITIVE_INFINITY;
  return scheduled ? releaseTime(post) : (post.shownUntil ?? Number.POSITIVE_INFINITY);
}

function sameButForText({ post, selection }: SelectedPost, now: Post): boolean {
  return isEntry(selection) && post.factsKey === now.factsKey;
}

function selectEntry(post: Post, state: State, options: Surroundings): Selection {
  if (state.shared && post.draftShare) return entryOf(post, sharedDraftPage(post.draftShare), state, options);
  if ((state.draft || state.scheduled) && !options.preview) return undefined;
  if (post.kind === "post" && !post.date && !options.preview) return dateMissing(post);
  const address = addressOf(post, options.settings, options.letters);
  const place = address.kind === "address" ? address.address : options.preview && provisional(post);
  if (place) return entryOf(post, place, state, options);
  return address.kind === "invalid" ? addressInvalid(post, address) : dateMissing(post);
}

function provisional(post: Post): string {
  const stem = post.path.normalize("NFC").replace(/\.[^./]+$/, "");
  return `preview/${withoutServerEndings(stem)}.html`;
}

function entryOf(post: Post, address: string, state: State, { now, settings }: EntryOptions): SiteEntry {
  const needsDate = post.kind === "post" && !state.shared;
  const date = post.date ?? (needsDate ? momentAt(now, settings.timeZone) : null);
  const digits = date ? new Date(date.time + date.offsetMinutes * 60_000).toISOString() : "";
  const entry = {
    post: factsOf(post),
    address,
    addressKey: collisionKey(address),
    url: publicPath(address),
    title: titleOf(post, settings.language),
    date,
    year: digits.slice(0, 4),
    month: digits.slice(5, 7),
    ...state,
  };
  // Uses `join`, because it makes a flat string, unlike `+`. V8 reads flat strings faster after each edit.
  rememberKey(entry, [post.factsKey, address, date?.time, state.draft, state.scheduled].join(" "));
  return entry;
}

/** Returns the error of a post without a date. For an unreadable date, the error names its line. */
function dateMissing(post: Post): Problem {
  const unread = post.problems.find(({ code }) => code === "date.unreadable");
  if (unread) return { ...unread, severity: "error" };
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
