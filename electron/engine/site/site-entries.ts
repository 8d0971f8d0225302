import type { BlogSettings } from "#contract/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { momentAt } from "#engine/blog/moment.ts";
import { factsOf, type Post } from "#engine/blog/post.ts";
import { addressOf, collisionKey } from "./addresses.ts";
import { rememberKey } from "./content-key.ts";
import { type Letters, RunningLetters } from "./running-letters.ts";
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

interface State {
  readonly draft: boolean;
  readonly scheduled: boolean;
}

interface Surroundings extends EntryOptions {
  /** Of all posts: the one thing in which an address depends on other posts. */
  readonly letters: Letters;
}

/** What came of a post: its entry, what keeps it from having one, or nothing because it is not to be shown yet. */
type Selection = SiteEntry | Problem | undefined;

interface Selected extends State {
  readonly post: Post;
  readonly selection: Selection;
  readonly letter: string | undefined;
}

/**
 * Chooses the posts and pages that the site shows. It remembers what it chose: as long as nothing but the text of a post
 * changed, its entry is the same object as the time before, by which everything that is made from it is known to be current.
 */
export class EntrySelector {
  #settings: BlogSettings | undefined;
  #known = new Map<string, Selected>();
  readonly #letters = new RunningLetters();

  /** The entries, oldest first, and what keeps other posts from being shown. */
  select(source: Iterable<Post>, options: EntryOptions): { entries: SiteEntry[]; problems: Problem[] } {
    const posts = [...source];
    const surroundings = { ...options, letters: this.#letters.of(posts, options.settings) };
    const known = this.#settings === options.settings ? this.#known : new Map<string, Selected>();
    const chosen = new Map<string, Selected>();
    const entries: SiteEntry[] = [];
    const problems: Problem[] = [];
    for (const post of posts) {
      const selected = reselect(post, known.get(post.path), surroundings);
      chosen.set(post.path, selected);
      const { selection } = selected;
      if (!selection) continue;
      if ("code" in selection) problems.push(selection);
      else entries.push(selection);
    }
    this.#settings = options.settings;
    this.#known = chosen;
    entries.sort((a, b) => timeOf(a) - timeOf(b) || (a.post.path < b.post.path ? -1 : 1));
    return { entries, problems };
  }
}

function reselect(post: Post, known: Selected | undefined, options: Surroundings): Selected {
  const letter = options.letters.get(post.path);
  const draft = post.status === "draft";
  const scheduled = post.date !== null && post.date.time > options.now;
  const isInPlace = known?.draft === draft && known.scheduled === scheduled && known.letter === letter;
  if (isInPlace && !dependsOnNow(post, options)) {
    if (known.post === post) return known;
    if (sameButForText(known, post)) return { ...known, post };
  }
  return { post, draft, scheduled, letter, selection: selectEntry(post, { draft, scheduled }, options) };
}

/** A draft without a date stands in the preview as if written now. */
function dependsOnNow(post: Post, { preview }: EntryOptions): boolean {
  return preview !== null && post.kind === "post" && post.date === null;
}

function sameButForText({ post, selection }: Selected, now: Post): boolean {
  return selection !== undefined && !("code" in selection) && post.factsKey === now.factsKey;
}

function selectEntry(post: Post, state: State, options: Surroundings): Selection {
  if ((state.draft || state.scheduled) && !options.preview) return undefined;
  if (post.kind === "post" && !post.date && !options.preview) return dateMissing(post);
  const address = addressOf(post, options.settings, options.letters);
  const place = address.kind === "address" ? address.address : options.preview && provisional(post);
  if (place) return entryOf(post, place, state, options);
  return address.kind === "invalid" ? addressInvalid(post, address.address) : dateMissing(post);
}

/** A place in the preview for what has no address yet. */
function provisional(post: Post): string {
  return `preview/${post.path.normalize("NFC").replace(/\.[^./]+$/, "")}.html`;
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
  // Joined, it is one piece: all keys together are read after each edit
  rememberKey(entry, [post.factsKey, address, date?.time, state.draft, state.scheduled].join(" "));
  return entry;
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
