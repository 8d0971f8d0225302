import { isMarkdownFile } from "#contract/text/markdown-text.ts";

/** The properties that determine the position of a page in the menu (see `postPropertiesSchema`). */
export interface MenuPage {
  /** Blog path of the page. */
  readonly path: string;
  readonly order?: number | undefined;
  readonly parent?: string | undefined;
  readonly menu?: false | undefined;
}

/** A page on the first level of the menu, and the pages below it. */
export interface MenuBranch<Page> {
  readonly page: Page;
  readonly below: readonly Page[];
}

/**
 * Returns the pages that are in the menu, as a tree of two levels. Both levels are sorted.
 * Pages without the property `order` come last, in the sequence of `pages`.
 * A page is on the first level if its parent is missing, is not in the menu, or is a descendant of the page.
 */
export function pagesInMenu<Page extends MenuPage>(pages: readonly Page[]): MenuBranch<Page>[] {
  const shown = pages.filter(({ menu }) => menu !== false);
  const ordered = shown.toSorted((a, b) => compare(a.order ?? last, b.order ?? last));
  const byPath = new Map(ordered.map((page) => [page.path, page]));
  const topOf = (page: Page): Page => {
    const seen = new Set([page]);
    let top = page;
    for (let above = parentOf(page, byPath); above; above = parentOf(above, byPath)) {
      if (seen.has(above)) return page;
      seen.add(above);
      top = above;
    }
    return top;
  };
  const tops = new Map(ordered.map((page) => [page, topOf(page)]));
  return ordered
    .filter((page) => tops.get(page) === page)
    .map((page) => ({ page, below: ordered.filter((other) => other !== page && tops.get(other) === page) }));
}

const last = Number.POSITIVE_INFINITY;

/** Compares two numbers. Does not subtract, because the difference of two infinities is NaN. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * Finds the parent of a page. The path of the parent is relative to the blog folder or to the page's folder.
 */
function parentOf<Page extends MenuPage>(
  { path, parent }: Page,
  pages: ReadonlyMap<string, Page>,
): Page | undefined {
  if (parent === undefined) return undefined;
  const name = parent.normalize("NFC").replace(/^\.?\//, "");
  const file = isMarkdownFile(name) ? name : `${name}.md`;
  return pages.get(file) ?? pages.get(path.slice(0, path.lastIndexOf("/") + 1) + file);
}
