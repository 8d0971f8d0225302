import { shortHash } from "#engine/base/hash.ts";
import { keyOf } from "../model/content-key.ts";
import { withoutForeignDirectives } from "./include-directives.ts";
import type { Charset } from "./page-bytes.ts";
import type { PageScope } from "../template-data/page-scope.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import type { OutputGroup } from "../output/site-output.ts";
import type { KeyedSiteScope } from "../template-data/site-scope.ts";

/** An input of a file: a plain value, or an immutable object whose identity changes only with its content. */
export type Input = string | number | boolean | null | undefined | object;

/** A file of the site that is generated as text: it has a path before its content exists. */
export interface PlannedFile {
  readonly path: string;
  readonly group: OutputGroup;
  /** Blog path of the post or page that it shows. */
  readonly post?: string;
  /** Encoding of its bytes; absent: UTF-8. */
  readonly charset?: Charset;
  /** Blog path of the file that causes it, when it does not show that file. */
  readonly file?: string;
  /**
   * Whether it is one of our programs or configuration files for the server: only these may have such a name.
   */
  readonly isProgram?: boolean;
  /** Name for the message when another file claims the same path. */
  readonly name: string;
  /** Whether it is a generated page that search engines may index under its own address. */
  readonly isIndexed?: boolean;
  /** Entries of whose text it shows anything: all of it, its excerpt or its image. */
  readonly texts?: readonly SiteEntry[];
  /** Other entries that it names: by title, date and address at most. */
  readonly links?: () => Iterable<SiteEntry>;
  /** Returns everything that the text is made from. Equal inputs mean that the file is current. */
  inputs(): readonly Input[];
  text(): string;
}

/** Whether the inputs are equal, compared by identity. */
export function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every((input, index) => input === b[index]);
}

/** Returns a hash of the inputs by their content, valid across processes. */
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
   * Returns a key of everything that a page of the theme is made from, except what it shows of posts. `root`
   * and `charset` are those of the page.
   */
  themedKey(template: string, root: string, charset?: Charset): string;
}

/** A page of the theme; `page` and `own` are what the template can access besides `site`. */
export interface ThemedPage {
  readonly template: string;
  readonly page: PageScope;
  readonly own: Readonly<Record<string, unknown>>;
}

/** Renders a page of the theme; `subject` names it in an error. */
export function renderThemed(context: PlanContext, page: ThemedPage, subject: string): string {
  const { site } = context;
  const { scope, directives } = context.siteScope(page.page.root_url, page.page.charset);
  const html = site.templates.render(page.template, { site: scope, page: page.page, ...page.own }, subject);
  return withoutForeignDirectives(html, site.settings, directives);
}
