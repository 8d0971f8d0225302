import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { LeftOut } from "#contract/types/export-types.ts";
import { contentTypeOf } from "#engine/base/content-type.ts";
import { fullTitle } from "#engine/site/template-data/site-texts.ts";
import { dateText, languageOf } from "#engine/site/template-data/entry-scope.ts";
import { absoluteUrl } from "#engine/site/addresses/urls.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { Site } from "#engine/site/model/site.ts";
import { changedTimeOf, type SiteEntry } from "#engine/site/entries/site-entry.ts";
import { withoutPageAids } from "#engine/site/articles/html-rewrite.ts";
import { idsIn, xhtmlOf } from "./content/xhtml.ts";

/** A post or page as a chapter, without its text. */
export interface Chapter {
  readonly entry: SiteEntry;
  /** Number in the book, counted from 1. */
  readonly number: number;
  readonly title: string;
  readonly dateText: string;
  readonly language: string;
}

/** An image that the chapters show. */
export interface BookImage {
  /** Path in the book: `images/1.png`. */
  readonly path: string;
  readonly type: string;
  readonly file: Pick<MediaFile, "path" | "location" | "size">;
}

/** How an export format writes links and ids inside the book. */
export interface BookPlaces {
  readonly isEpub: boolean;
  /** Returns the target of a link from the chapter `from` to `chapter`, or to the element `id` in it. */
  linkTo(chapter: Chapter, id: string | null, from: Chapter): string;
  /** Converts an id in the text of a chapter to the id that is written in the book. */
  idOf(chapter: Chapter, id: string): string;
}

/** Image types that every reading system of EPUB 3 shows. */
const imageTypes = new Set(["image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"]);

/** A book whose chapters are posts and pages. The text of a chapter is converted only when it is needed. */
export class Book {
  readonly site: Site;
  readonly title: string;
  readonly vertical: boolean;
  readonly chapters: readonly Chapter[];
  /** Images that are left out of the exported file because they are missing or have an unsuitable type. */
  readonly leftOut: LeftOut[] = [];
  readonly #byUrl: ReadonlyMap<string, Chapter>;
  readonly #images = new Map<string, BookImage>();
  readonly #ids = new Map<Chapter, ReadonlySet<string>>();

  constructor(site: Site, entries: readonly SiteEntry[], options: { title: string; vertical: boolean }) {
    this.site = site;
    this.title = options.title;
    this.vertical = options.vertical;
    this.chapters = entries.map((entry, at) => ({
      entry,
      number: at + 1,
      title: entry.title,
      dateText: dateText(site, entry),
      language: languageOf(site, entry),
    }));
    this.#byUrl = new Map(this.chapters.map((chapter) => [decoded(chapter.entry.url), chapter]));
  }

  get blogTitle(): string {
    return fullTitle(this.site.settings);
  }

  get author(): string {
    return this.site.settings.author.name.trim();
  }

  get language(): string {
    const [first] = this.chapters;
    return this.chapters.length === 1 && first ? first.language : this.site.settings.language;
  }

  /**
   * The latest `date` or `updated` of the chapters.
   * Not the current time, so that two exports of the same posts are equal.
   */
  get modified(): Date {
    return new Date(Math.max(0, ...this.chapters.map(({ entry }) => changedTimeOf(entry))));
  }

  /** The images in the chapters that were already converted. */
  get images(): readonly BookImage[] {
    return [...this.#images.values()];
  }

  /** Returns the text of a chapter as XHTML, without its title. */
  textOf(chapter: Chapter, places: BookPlaces): string {
    const base = this.site.baseUrl + chapter.entry.url;
    return xhtmlOf(withoutPageAids(this.site.htmlOf(chapter.entry)), {
      isEpub: places.isEpub,
      id: (id) => places.idOf(chapter, id),
      link: (href) => this.#link(href, chapter, places),
      image: (src) => this.#image(src, chapter),
      outside: (src) => outsideAddress(absoluteUrl(src, base)),
    });
  }

  #link(href: string, from: Chapter, places: BookPlaces): string | null {
    const address = absoluteUrl(href, this.site.baseUrl + from.entry.url);
    const { baseUrl } = this.site;
    if (!address.startsWith(baseUrl)) return outsideAddress(address);
    const [path = "", fragment] = address.slice(baseUrl.length).split("#", 2);
    const chapter = this.#byUrl.get(decoded(path.replace(/\?.*$/, "")));
    if (!chapter) return outsideAddress(address);
    const id = fragment === undefined ? null : decoded(fragment);
    if (id !== null && this.#idsOf(chapter).has(id)) return places.linkTo(chapter, id, from);
    return chapter === from ? null : places.linkTo(chapter, null, from);
  }

  #image(src: string, from: Chapter): string | null {
    if (/^data:image\/(?:png|jpeg|gif|webp)[;,]/.test(src)) return src;
    const { baseUrl, media } = this.site;
    const address = absoluteUrl(src, baseUrl + from.entry.url);
    const path = address.startsWith(baseUrl) ? decoded(address.slice(baseUrl.length)) : "";
    const found = media.find(path);
    const type = contentTypeOf(posix.extname(path));
    if (found && imageTypes.has(type)) return this.#imageOf(found, type).path;
    this.leftOut.push({ path: from.entry.post.path, target: path === "" ? src : path });
    return null;
  }

  #imageOf(file: MediaFile, type: string): BookImage {
    const known = this.#images.get(file.path);
    if (known) return known;
    const extension = posix.extname(file.path).toLowerCase();
    const image = { path: `images/${this.#images.size + 1}${extension}`, type, file };
    this.#images.set(file.path, image);
    return image;
  }

  #idsOf(chapter: Chapter): ReadonlySet<string> {
    const known = this.#ids.get(chapter) ?? idsIn(withoutPageAids(this.site.htmlOf(chapter.entry)));
    this.#ids.set(chapter, known);
    return known;
  }
}

/** Converts an id to ASCII characters, because XML accepts such an id everywhere. */
export function asciiId(id: string): string {
  const ascii = id.replace(/[^A-Za-z0-9_.-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}`);
  return /^[A-Za-z_]/.test(ascii) ? ascii : `_${ascii}`;
}

/** Returns the address of a link, or null if readers on other computers cannot open the address. */
function outsideAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, href } = new URL(address);
  if (protocol === "mailto:" || protocol === "tel:") return href;
  const isWeb = protocol === "http:" || protocol === "https:";
  // Refuses `localhost`, because only a blog that was never online has this address.
  return isWeb && hostname !== "localhost" ? href : null;
}
