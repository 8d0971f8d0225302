import { mayNameInMenu } from "../template-data/menu-scope.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SitePlan } from "../pages/site-plan.ts";

type PlannedFiles = Pick<SitePlan, "made">;

const fewPairs = 1 << 12;

/**
 * Finds the files that show an entry. Sites of one build family (`SessionState.family`) share one instance.
 */
export class SiteReaders {
  /** The plan from which files are collected. Undefined once all files are collected, to save memory. */
  #plan: PlannedFiles | undefined;
  #texts: FilesByEntry | undefined;
  #links: FilesByEntry | undefined;

  constructor(plan: PlannedFiles) {
    this.#plan = plan;
  }

  /** Collects the files of all entries in advance, so that `ofText` and `ofLinks` are fast. */
  gather(): void {
    this.ofText("");
    this.ofLinks("");
  }

  /** Returns the paths of the files that show at least a part of an entry's text. */
  ofText(path: string): readonly string[] {
    this.#texts ??= this.#gather((file) => file.texts ?? []);
    return this.#texts.of(path);
  }

  /** Returns the paths of the files that link to an entry but show no part of its text. */
  ofLinks(path: string): readonly string[] {
    this.#links ??= this.#gather((file) => file.links?.() ?? []);
    return this.#links.of(path);
  }

  #gather(entriesOf: (file: PlannedFile) => Iterable<SiteEntry>): FilesByEntry {
    const plan = this.#plan;
    if (!plan) throw new Error("gathered before");
    if (this.#texts || this.#links) this.#plan = undefined;
    return new FilesByEntry(plan, entriesOf);
  }
}

/** Finds the files that show text of the entries in `paths`. Cheaper than `SiteReaders` for a single use. */
export function readersOfTexts(
  { made }: PlannedFiles,
  paths: ReadonlySet<string>,
): Pick<SiteReaders, "ofText" | "ofLinks"> {
  const files = new Map<string, string[]>();
  for (const { post = "", path } of made.pagesOf(paths)) files.set(post, [path]);
  for (const [path, { texts = [] }] of paths.size > 0 ? made.others : []) {
    for (const { post } of texts) {
      if (!paths.has(post.path)) continue;
      const others = files.get(post.path);
      if (others) others.push(path);
      else files.set(post.path, [path]);
    }
  }
  return { ofText: (path) => files.get(path) ?? [], ofLinks: () => [] };
}

/**
 * A map from the blog path of each entry to the paths of the entry's files.
 * Each pair of an entry and a file has a number. The pairs of one entry form a linked list.
 * All lists share one typed array, because one array for each entry would take megabytes.
 */
class FilesByEntry {
  readonly #paths: string[] = [];
  /** Maps the blog path of each entry to the number of the entry's last pair in `#pairs`. */
  readonly #last = new Map<string, number>();
  /**
   * Each pair has two numbers: the file's index in `#paths`, and the number of the entry's previous pair.
   * The first pair of an entry has no previous pair, so it contains its own number instead.
   */
  #pairs = new Uint32Array(2 * fewPairs);
  #count = 0;

  constructor({ made }: PlannedFiles, entriesOf: (file: PlannedFile) => Iterable<SiteEntry>) {
    for (const file of made.values()) {
      for (const { post } of entriesOf(file)) this.#add(this.#paths.length, post.path);
      this.#paths.push(file.path);
    }
  }

  #add(place: number, entry: string): void {
    const pair = this.#count;
    this.#count += 1;
    if (2 * this.#count > this.#pairs.length) {
      const larger = new Uint32Array(2 * this.#pairs.length);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[2 * pair] = place;
    this.#pairs[2 * pair + 1] = this.#last.get(entry) ?? pair;
    this.#last.set(entry, pair);
  }

  of(entry: string): string[] {
    const found: string[] = [];
    let pair = this.#last.get(entry);
    while (pair !== undefined) {
      found.push(this.#paths[this.#pairs[2 * pair] ?? 0] ?? "");
      const before: number | undefined = this.#pairs[2 * pair + 1];
      pair = before === pair ? undefined : before;
    }
    return found.reverse();
  }
}

export interface FamilyChanges {
  readonly before: Site;
  readonly now: Site;
  readonly paths: Iterable<string>;
}

/** Returns the planned files that may be outdated after changes of entries. Undefined means all files. */
export function filesToLookAt(
  plan: SitePlan,
  readers: Pick<SiteReaders, "ofText" | "ofLinks">,
  { before, now, paths }: FamilyChanges,
): PlannedFile[] | undefined {
  const files = new Set<PlannedFile>();
  for (const path of new Set(paths)) {
    const entry = now.model.byPath.get(path);
    const isRenamed = entry !== before.model.byPath.get(path);
    if (entry && isRenamed && isNamedEverywhere(now, entry)) return undefined;
    for (const reader of [...readers.ofText(path), ...(isRenamed ? readers.ofLinks(path) : [])]) {
      const file = plan.made.get(reader);
      if (file) files.add(file);
    }
    for (const file of plan.searchedIn(path)) files.add(file);
  }
  return [...files];
}

/** Whether the template variable `site` contains an entry. If so, every page may show the entry. */
function isNamedEverywhere(site: Site, entry: SiteEntry): boolean {
  const { pages, recentUpdates } = site.model;
  return pages.includes(entry) || recentUpdates.includes(entry) || mayNameInMenu(site, entry);
}
