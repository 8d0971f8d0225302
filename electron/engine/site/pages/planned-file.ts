import { shortHash } from "#engine/base/hash.ts";
import { keyOf } from "../model/content-key.ts";
import { withoutForeignDirectives } from "./include-directives.ts";
import type { Charset } from "./page-bytes.ts";
import type { PageScope } from "../template-data/page-scope.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import type { OutputGroup } from "../output/site-output.ts";
import type { KeyedSiteScope } from "../template-data/site-scope.ts";

/**
 * Something that a file is made from: a plain value, or an immutable object that is replaced only if its
 * content changes.
 */
export type Input = string | number | boolean | null | undefined | object;

/** A file of the site that will be generated as text. Its path is known before its content exists. */
export interface PlannedFile {
  readonly path: string;
  readonly group: OutputGroup;
  /** Blog path of the post or page whose own page this file is. */
  readonly post?: string;
  /** Encoding of the file. Default: UTF-8. */
  readonly charset?: Charset;
  /**
   * Blog path of the file that is the reason for this one; used instead of `post` if the file is not the
   * post's own page.
   */
  readonly file?: string;
  /**
   * Whether the file is a program or configuration for the server, written by us. No other file may have such
   * a name.
   */
  readonly isProgram?: boolean;
  /** Name of the file in the message about another file that claims the same path. */
  readonly name: string;
  /** Whether the file is a generated page that search engines may index. */
  readonly isIndexed?: boolean;
  /** Entries of whose texts the file shows anything: all of the text, its excerpt or its image. */
  readonly texts?: readonly SiteEntry[];
  /** Returns further entries of which the file shows title, date and address at most. */
  readonly links?: () => Iterable<SiteEntry>;
  /** Returns everything that the text is made from. As long as all of it is equal, the file is up to date. */
  inputs(): readonly Input[];
  text(): string;
}

/** Whether the inputs are the same values and objects. */
export function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every((input, index) => input === b[index]);
}

/** Returns a hash of the content of the inputs, which is the same in every run of the program. */
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
   * Returns a key of everything that a page with this template is made from, except what it shows of posts.
   * `root`: the page's path to the top of the site; `charset`: its encoding.
   */
  themedKey(template: string, root: string, charset?: Charset): string;
}

/** A page that a template of the theme renders. The template sees `site`, `page` and the values of `own`. */
export interface ThemedPage {
  readonly template: string;
  readonly page: PageScope;
  readonly own: Readonly<Record<string, unknown>>;
}

/** Renders a page with its template; `subject` names the page in an error. */
export function renderThemed(context: PlanContext, page: ThemedPage, subject: string): string {
  const { site } = context;
  const { scope, directives } = context.siteScope(page.page.root_url, page.page.charset);
  const html = site.templates.render(page.template, { site: scope, page: page.page, ...page.own }, subject);
  return withoutForeignDirectives(html, site.settings, directives);
}
