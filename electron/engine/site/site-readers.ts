import type { PlannedFile } from "./planned-file.ts";
import type { Site } from "./site.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SitePlan } from "./site-plan.ts";

/** Paths of files by the blog path of an entry. */
type PathsByEntry = ReadonlyMap<string, readonly string[]>;

/** Which files read which entries; the same for all sites that are kin, whose plans have the same files. */
export class SiteReaders {
  readonly #plan: SitePlan;
  #texts: PathsByEntry | undefined;
  #links: PathsByEntry | undefined;

  constructor(plan: SitePlan) {
    this.#plan = plan;
  }

  /** Gathers all now, where nobody waits for it. */
  gather(): void {
    this.ofText("");
    this.ofLinks("");
  }

  /** Files that show anything of an entry's text. */
  ofText(path: string): readonly string[] {
    this.#texts ??= gather(this.#plan, ({ texts }) => texts ?? []);
    return this.#texts.get(path) ?? [];
  }

  /** Files that name an entry without its text. */
  ofLinks(path: string): readonly string[] {
    this.#links ??= gather(this.#plan, ({ links }) => links?.() ?? []);
    return this.#links.get(path) ?? [];
  }
}

function gather({ made }: SitePlan, entriesOf: (file: PlannedFile) => Iterable<SiteEntry>): PathsByEntry {
  const paths = new Map<string, string[]>();
  for (const file of made.values()) {
    for (const { post } of entriesOf(file)) {
      const files = paths.get(post.path);
      if (files) files.push(file.path);
      else paths.set(post.path, [file.path]);
    }
  }
  return paths;
}

/** What changed from one site to another that is kin. */
export interface KinChanges {
  readonly before: Site;
  readonly now: Site;
  /** Blog paths of posts that changed. */
  readonly paths: Iterable<string>;
}

/** The files to look at after these changes; undefined: all, because something that every page may name has changed. */
export function filesToLookAt(
  plan: SitePlan,
  readers: SiteReaders,
  { before, now, paths }: KinChanges,
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

/** Whether `site` in the templates names the entry. */
function isNamedEverywhere({ model }: Site, entry: SiteEntry): boolean {
  return model.pages.includes(entry) || model.recentUpdates.includes(entry);
}
