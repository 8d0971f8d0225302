import { shortHash } from "#engine/base/hash.ts";
import { keyOf } from "#engine/base/content-key.ts";
import { sharePart, withoutForeignDirectives } from "./include-directives.ts";
import type { Charset } from "./page-bytes.ts";
import type { PageScope } from "./page-scope.ts";
import { withSharedPost } from "./share-links.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { OutputGroup } from "../model/output-groups.ts";
import type { KeyedSiteScope } from "./site-scope.ts";

/**
 * A value from which a file is made. Objects are never modified, so comparing object identities is enough.
 */
export type Input = string | number | boolean | null | undefined | object;

export interface PlannedFile {
  readonly path: string;
  readonly group: OutputGroup;
  /**
   * Blog path of the entry whose page this file is; missing for lists and other files.
   */
  readonly post?: string;
  readonly charset?: Charset;
  /** Blog path of the entry to which an additional file belongs, such as a redirect page. */
  readonly file?: string;
  /** Whether the file is code or configuration for the server. Such a file may have any path. */
  readonly isProgram?: boolean;
  /** Name of the file in the error message about two files with one path. */
  readonly name: string;
  readonly isIndexed?: boolean;
  /** Year of all posts that the file lists; missing if the posts of other years change it, too. */
  readonly year?: string;
  /** Entries whose text, excerpt or image the file shows. */
  readonly texts?: readonly SiteEntry[];
  /** For a file of the search index: the entries whose words it contains. */
  readonly words?: readonly SiteEntry[];
  /**
   * Returns the entries that the file only mentions: by title, date or address, without their text.
   */
  readonly links?: () => Iterable<SiteEntry>;
  /**
   * Returns the first of the file's `inputs`, without computing the other inputs.
   * Absent if another input can change while the site's content (`SessionState.content`) stays the same.
   */
  shared?(): Input;
  /**
   * Returns the second of the file's `inputs`, without computing the other inputs.
   * Absent if a later input can change while the data of the entries in `texts` or `words` stay the same.
   */
  place?(): string;
  /** Returns the inputs of the file's content. The file is up to date as long as all inputs are equal. */
  inputs(): readonly Input[];
  text(): string;
}

export function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every((input, index) => input === b[index]);
}

/**
 * Returns a hash of the inputs' content. Equal inputs have equal hashes in every run of the program.
 */
export function keyOfInputs(inputs: readonly Input[]): string {
  return shortHash(inputs.map(inputKey).join("\n"));
}

function inputKey(input: Input): string {
  return typeof input === "object" && input !== null ? keyOf(input) : JSON.stringify(input ?? null);
}

/** A site, and the values that its pages share. */
export interface PlanContext {
  readonly site: Site;
  siteScope(root: string, charset?: Charset): KeyedSiteScope;
  /**
   * Returns a key for pages with this template.
   * The key changes with every input of the pages except the data of posts.
   * `root` is the path from the page to the root of the site.
   */
  themedKey(template: string, root: string, charset?: Charset): string;
  /** The keys that `themedKeyOf` has returned in this plan or in earlier plans, each once. */
  readonly entryKeys: Map<string, ThemedKey>;
  /** Returns the `themedKey` of an entry's own page. */
  themedKeyOf(entry: SiteEntry): string;
}

/** A key that `PlanContext.themedKey` returned, with its arguments. */
export interface ThemedKey {
  readonly template: string;
  readonly root: string;
  readonly charset: Charset;
  readonly key: string;
}

/** A page that a template of the theme renders. The template sees `site`, `page` and the values of `own`. */
export interface ThemedPage {
  readonly template: string;
  readonly page: PageScope;
  readonly own: Readonly<Record<string, unknown>>;
}

/** Renders a page with its template. `subject` names the page in an error. */
export function renderThemed(context: PlanContext, page: ThemedPage, subject: string): string {
  const { site } = context;
  const { root_url, charset, own_styles_html: ownStyles } = page.page;
  const { scope, directives: included } = context.siteScope(root_url, charset);
  const directives = ownStyles === "" ? included : [...included, ownStyles];
  const html = site.templates.render(page.template, { site: scope, page: page.page, ...page.own }, subject);
  const share = scope.parts[sharePart] ?? "";
  if (share === "" || !html.includes(share)) return withoutForeignDirectives(html, site.settings, directives);
  const filled = withSharedPost(share, page.page.title, page.page.canonical_absolute);
  return withoutForeignDirectives(
    html.replaceAll(share, () => filled),
    site.settings,
    [...directives, filled],
  );
}
