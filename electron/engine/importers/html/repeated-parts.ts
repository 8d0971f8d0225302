import { posix } from "node:path";
import { shortHash } from "#engine/base/hash.ts";
import { attributeOf, elementsIn } from "#engine/markdown/html/html-tree.ts";
import { type PagePart, parentOf } from "./page-parts.ts";

/** A part of a page belongs to a template only if at least this number of pages contain the part. */
const fewestPages = 3;
/** A part belongs to the site's template if at least this share of all pages contain the part. */
const shareOfSite = 0.1;
/** A part belongs to a folder's template if at least this share of the folder's pages contain the part. */
const shareOfFolder = 0.5;

interface FolderCount {
  pages: number;
  readonly parts: Map<string, number>;
}

/** Finds parts of a template that are on many pages, such as headings, menus and footers. */
export class RepeatedParts {
  readonly #counts = new Map<string, number>();
  readonly #folders = new Map<string, FolderCount>();
  #pages = 0;

  /** Counts each part of a page once. `keys` are the keys of the parts, as `keysOf` returns them. */
  add(folder: string, keys: readonly string[]): void {
    this.#pages += 1;
    const inFolder = this.#folders.get(folder) ?? { pages: 0, parts: new Map<string, number>() };
    inFolder.pages += 1;
    this.#folders.set(folder, inFolder);
    for (const key of new Set(keys)) {
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      inFolder.parts.set(key, (inFolder.parts.get(key) ?? 0) + 1);
    }
  }

  /** Whether a part of a page belongs to a template. `folder` is the folder of the page. */
  has(folder: string, key: string): boolean {
    if ((this.#counts.get(key) ?? 0) >= Math.max(fewestPages, this.#pages * shareOfSite)) return true;
    const inFolder = this.#folders.get(folder);
    return (inFolder?.parts.get(key) ?? 0) >= Math.max(fewestPages, (inFolder?.pages ?? 0) * shareOfFolder);
  }

  /** Whether a repeated part is on so few pages that the author may have written it each time. */
  isDoubtful(folder: string, key: string): boolean {
    const inFolder = this.#folders.get(folder);
    const isCommon =
      (this.#counts.get(key) ?? 0) >= this.#pages / 2 ||
      (inFolder?.parts.get(key) ?? 0) >= (inFolder?.pages ?? 0) * shareOfFolder;
    return this.has(folder, key) && !isCommon;
  }
}

/**
 * Returns a key for each part of a page, made from the content of the part.
 * Two parts of pages have equal keys if their texts, links, pictures and enclosing elements are equal.
 */
export function keysOf(parts: readonly PagePart[], address: string): string[] {
  const paths = new Map<PagePart["parent"], string>();
  return parts.map((part) => {
    let path = paths.get(part.parent);
    if (path === undefined) {
      path = pathOf(part.parent);
      paths.set(part.parent, path);
    }
    const links = part.links.map((link) => resolved(link, address));
    const pictures = part.hasMedia ? picturesOf(part).map((source) => resolved(source, address)) : [];
    return shortHash([path, part.text, ...links, ...pictures].join("\n"));
  });
}

/** Maximum number of enclosing elements that become part of a key. */
const deepestPath = 12;

function pathOf(element: PagePart["parent"]): string {
  const names: string[] = [];
  for (let node: typeof element | null = element; node && names.length < deepestPath; node = parentOf(node))
    names.push(node.tagName);
  return names.join(" ");
}

function picturesOf({ nodes }: PagePart): string[] {
  const holder = { childNodes: [...nodes] } as unknown as Parameters<typeof elementsIn>[0];
  return [...elementsIn(holder)].map((element) => attributeOf(element, "src"));
}

/** Makes a relative link absolute, because pages in other folders write the same link differently. */
function resolved(link: string, address: string): string {
  if (link === "" || /^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(link)) return link;
  return posix.normalize(posix.join(posix.dirname(address), link));
}
