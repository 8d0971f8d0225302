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
 * Something that a file is made from: a plain value, or an object that is never changed and stays the same object as
 * long as what it says stays the same.
 */
export type Input = string | number | boolean | null | undefined | object;

/** A file of the site that is made from text: known by its path before a byte of it exists. */
export interface PlannedFile {
  readonly path: string;
  readonly group: OutputGroup;
  /** Blog path of the post or page that it shows. */
  readonly post?: string;
  /** Encoding of its bytes; absent: UTF-8. */
  readonly charset?: Charset;
  /** Blog path of the file that wants it, when it does not show that. */
  readonly file?: string;
  /** A program of ours for the server, or rules for it: the only files that may have such a name. */
  readonly isProgram?: boolean;
  /** What it is called when another file wants the same path. */
  readonly name: string;
  /** A page of the generator's own that search engines may show under its own address. */
  readonly isIndexed?: boolean;
  /** Entries of whose text it shows anything: all of it, its first words or its image. */
  readonly texts?: readonly SiteEntry[];
  /** Further entries that it names: by title, date and address at most. */
  readonly links?: () => Iterable<SiteEntry>;
  /** Everything that the text is made from. As long as these are the same, the file need not be made again. */
  inputs(): readonly Input[];
  text(): string;
}

/** Whether these are the same, as can be told without looking into them. */
export function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every((input, index) => input === b[index]);
}

/** Stands for the inputs by their content, in this process and in later ones. */
export function keyOfInputs(inputs: readonly Input[]): string {
  return shortHash(inputs.map(inputKey).join("\n"));
}

function inputKey(input: Input): string {
  return typeof input === "object" && input !== null ? keyOf(input) : JSON.stringify(input ?? null);
}

/** A site and the values that its pages share. */
export interface PlanContext {
  readonly site: Site;
  siteScope(root: string, charset?: Charset): KeyedSiteScope;
  /**
   * Stands for everything that a page of the theme is made from, besides what it shows of posts. `root` and `charset` as its
   * `page` will have them.
   */
  themedKey(template: string, root: string, charset?: Charset): string;
}

/** A page of the theme; `page` and `own` are what the template may name besides `site`. */
export interface ThemedPage {
  readonly template: string;
  readonly page: PageScope;
  readonly own: Readonly<Record<string, unknown>>;
}

/** The text of a page of the theme; `subject` names it in an error. */
export function renderThemed(context: PlanContext, page: ThemedPage, subject: string): string {
  const { site } = context;
  const { scope, directives } = context.siteScope(page.page.root_url, page.page.charset);
  const html = site.templates.render(page.template, { site: scope, page: page.page, ...page.own }, subject);
  return withoutForeignDirectives(html, site.settings, directives);
}
