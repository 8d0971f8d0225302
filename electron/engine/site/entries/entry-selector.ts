import { changesBetween } from "#contract/list-changes.ts";
import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { withChanges } from "./entry-changes.ts";
import { keyOf } from "#engine/base/content-key.ts";
import { type Letters, RunningLetters } from "../addresses/running-letters.ts";
import {
  type EntryOptions,
  isEntry,
  type ModelSettings,
  type SelectedPost,
  selectPost,
} from "./site-entries.ts";
import { compareByDate, type SiteEntry } from "./site-entry.ts";

/** The posts and pages that the site shows. `entries` is the same array until its content changes. */
export interface Selection {
  /** The entries, oldest first. */
  readonly entries: readonly SiteEntry[];
  readonly problems: readonly Problem[];
}

interface LastSelection extends Selection {
  readonly posts: readonly Post[];
  readonly settings: ModelSettings;
  readonly letters: Letters;
  readonly staying: ReadonlySet<string>;
  /**
   * The selection is valid from `since` until just before `until`, when the next post appears or expires.
   * `since` and `until` are in milliseconds since the epoch.
   */
  readonly since: number;
  readonly until: number;
}

/** Maximum number of changed posts for an update. A larger update is no faster than a new selection. */
const mostChanged = 32;

/** Decides whether the site shows a post. Returns `known`, the earlier decision, if nothing changed. */
type Choose = (post: Post, known: SelectedPost | undefined) => SelectedPost;

/** Chooses the posts and pages that the site shows. Later calls check only posts that changed. */
export class EntrySelector {
  #known = new Map<string, SelectedPost>();
  readonly #letters = new RunningLetters();
  #last: LastSelection | undefined;

  select(source: Iterable<Post>, options: EntryOptions): Selection {
    const posts = [...source];
    const selecting = { ...options, letters: this.#letters.of(posts, options.settings) };
    const choose: Choose = (post, known) => selectPost(post, known, selecting);
    const last = this.#last;
    this.#last = undefined;
    const former = this.#known;
    if (last?.settings !== options.settings) this.#known = new Map();
    const isSame =
      last?.settings === options.settings &&
      last.letters === selecting.letters &&
      isSameSet(last.staying, options.staying ?? none);
    const holds = isSame && last.since <= options.now && options.now < last.until;
    const selection = holds ? this.#change(last, posts, choose) : undefined;
    this.#last = selection ?? this.#selectAll(posts, former, choose, selecting);
    return this.#last;
  }

  /**
   * Updates the last selection of posts and pages after some posts have changed.
   * Returns undefined if a changed post has or had a problem, or if many posts changed.
   */
  #change(last: LastSelection, posts: readonly Post[], choose: Choose): LastSelection | undefined {
    const { gone, fresh } = changesBetween(last.posts, posts);
    if (gone.length + fresh.length > mostChanged) return undefined;
    const before = gone.flatMap(({ path }) => this.#known.get(path) ?? []);
    const now = fresh.map((post) => choose(post, this.#known.get(post.path)));
    if ([...before, ...now].some(isProblem)) return undefined;
    for (const { path } of gone) this.#known.delete(path);
    for (const selected of now) this.#known.set(selected.post.path, selected);
    const until = Math.min(last.until, ...now.map((selected) => selected.until));
    const changes = changesBetween(before.flatMap(entryOf), now.flatMap(entryOf));
    return { ...last, posts, entries: withChanges(last.entries, changes), until };
  }

  #selectAll(
    posts: readonly Post[],
    former: ReadonlyMap<string, SelectedPost>,
    choose: Choose,
    { settings, letters, now, staying = none }: EntryOptions & { readonly letters: Letters },
  ): LastSelection {
    const chosen = new Map<string, SelectedPost>();
    const entries: SiteEntry[] = [];
    const problems: Problem[] = [];
    let until = Number.POSITIVE_INFINITY;
    for (const post of posts) {
      const known = this.#known.get(post.path);
      const chosenNow = choose(post, known);
      const selected = chosenNow === known ? known : keepEntry(former.get(post.path), chosenNow);
      chosen.set(post.path, selected);
      until = Math.min(until, selected.until);
      const { selection } = selected;
      if (isEntry(selection)) entries.push(selection);
      else if (selection) problems.push(selection);
    }
    this.#known = chosen;
    entries.sort(compareByDate);
    return { posts, settings, letters, staying, since: now, until, entries, problems };
  }
}

function isProblem({ selection }: SelectedPost): boolean {
  return selection !== undefined && !isEntry(selection);
}

function entryOf({ selection }: SelectedPost): SiteEntry[] {
  return isEntry(selection) ? [selection] : [];
}

/** Returns `now`. If the entry has not changed, the result contains the entry object of `before`. */
function keepEntry(before: SelectedPost | undefined, now: SelectedPost): SelectedPost {
  const [old, fresh] = [before?.selection, now.selection];
  if (old === fresh || !isEntry(old) || !isEntry(fresh)) return now;
  const isEqual = keyOf(old) === keyOf(fresh) && old.year === fresh.year && old.month === fresh.month;
  return isEqual ? { ...now, selection: old } : now;
}

const none: ReadonlySet<string> = new Set();

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one === other || (one.size === other.size && [...one].every((path) => other.has(path)));
}
