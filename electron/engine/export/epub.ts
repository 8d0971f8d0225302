import { sha256 } from "#engine/base/hash.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { legalText } from "#engine/base/text/legal-text.ts";
import { asciiId, type Book, type BookImage, type BookPlaces, type Chapter } from "./book.ts";
import { bookStyle } from "./book-style.ts";
import type { ZipEntry } from "./zip-file.ts";

const places: BookPlaces = {
  isEpub: true,
  linkTo: (chapter, id, from) => {
    const anchor = id === null ? "" : `#${asciiId(id)}`;
    return chapter === from && id !== null ? anchor : fileOf(chapter) + anchor;
  },
  idOf: (_, id) => asciiId(id),
};

/**
 * Yields the files of an EPUB 3 in the order in which they are stored. Calls `onChapter` after each chapter.
 */
export function* epubFiles(book: Book, onChapter: () => void): Generator<ZipEntry> {
  // The first file of an EPUB must contain the EPUB's media type, and must be uncompressed.
  yield { path: "mimetype", content: "application/epub+zip", isStored: true };
  yield { path: "META-INF/container.xml", content: container };
  yield { path: "EPUB/book.css", content: bookStyle(book) };
  if (hasTitlePage(book)) yield { path: "EPUB/title.xhtml", content: titlePage(book) };
  const properties = new Map<Chapter, string>();
  for (const chapter of book.chapters) {
    const text = book.textOf(chapter, places);
    const parts = [/<svg[\s>]/.test(text) ? "svg" : "", /<math[\s>]/.test(text) ? "mathml" : ""];
    properties.set(chapter, parts.filter(Boolean).join(" "));
    yield { path: `EPUB/${fileOf(chapter)}`, content: chapterPage(book, chapter, text) };
    onChapter();
  }
  for (const { path, file } of book.images) yield { path: `EPUB/${path}`, location: file.location };
  yield { path: "EPUB/nav.xhtml", content: navigation(book) };
  yield { path: "EPUB/package.opf", content: packageDocument(book, properties) };
}

function fileOf({ number }: Chapter): string {
  return `chapter-${number}.xhtml`;
}

/** Whether the book begins with a title page. A book of a single post has no title page. */
function hasTitlePage(book: Book): boolean {
  return book.chapters.length > 1;
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

function page(language: string, title: string, body: string): string {
  const tag = xml(language);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${tag}" xml:lang="${tag}">
<head><title>${xml(title)}</title><link rel="stylesheet" href="book.css"/></head>
<body>
${body}
</body>
</html>
`;
}

function titlePage({ language, title, blogTitle, author }: Book): string {
  const lines = [title === blogTitle ? "" : blogTitle, author].filter(Boolean);
  const rest = lines.map((line) => `<p>${xml(line)}</p>`).join("\n");
  return page(
    language,
    title,
    `<section class="title-page" epub:type="titlepage"><h1>${xml(title)}</h1>\n${rest}</section>`,
  );
}

function chapterPage(book: Book, chapter: Chapter, text: string): string {
  const { language, title } = chapter;
  const type = book.chapters.length > 1 ? "chapter" : "bodymatter";
  return page(language, title, `<section epub:type="${type}">\n${headOf(chapter)}\n${text}\n</section>`);
}

/** Returns the title and the date of a chapter. */
export function headOf({ title, dateText }: Chapter): string {
  const date = dateText === "" ? "" : `\n<p class="date">${xml(dateText)}</p>`;
  return `<h1>${xml(title)}</h1>${date}`;
}

/** Returns the title of the list of chapters, in the language of the book. */
export function contentsTitle({ language }: Book): string {
  return language.startsWith("ja") ? "目次" : "Contents";
}

/**
 * Returns the chapters grouped by year, or in one group if all chapters are of the same year.
 * Pages, unlike posts, form a group without a year.
 */
export function chaptersByYear({ chapters }: Book): readonly (readonly [string, readonly Chapter[]])[] {
  const groups: [string, Chapter[]][] = [];
  for (const chapter of chapters) {
    const { post, year: written } = chapter.entry;
    const year = post.kind === "page" ? "" : written;
    const last = groups.at(-1);
    // Adds to the last group only, so that the table of contents keeps the order of the chapters.
    if (last?.[0] === year) last[1].push(chapter);
    else groups.push([year, [chapter]]);
  }
  return groups.length < 2 ? [["", chapters]] : groups;
}

function navigation(book: Book): string {
  const contents = contentsTitle(book);
  const line = (chapter: Chapter): string =>
    `<li><a href="${fileOf(chapter)}">${xml(chapter.title)}</a></li>`;
  const lines = chaptersByYear(book).flatMap(([year, chapters]) => {
    const own = chapters.map(line);
    const [first] = chapters;
    if (year === "" || !first) return own;
    return [`<li><a href="${fileOf(first)}">${year}</a><ol>${own.join("\n")}</ol></li>`];
  });
  const title = hasTitlePage(book) ? [`<li><a href="title.xhtml">${xml(book.title)}</a></li>`] : [];
  const list = [...title, ...lines].join("\n");
  return page(
    book.language,
    contents,
    `<nav epub:type="toc" id="toc"><h1>${xml(contents)}</h1>\n<ol>\n${list}\n</ol></nav>`,
  );
}

function packageDocument(book: Book, properties: ReadonlyMap<Chapter, string>): string {
  const { title, author, language, vertical, chapters, images } = book;
  const modified = book.modified.toISOString().replace(/\.\d+Z$/, "Z");
  const item = (id: string, href: string, type: string, traits = ""): string =>
    `<item id="${id}" href="${href}" media-type="${type}"${traits === "" ? "" : ` properties="${traits}"`}/>`;
  const pageType = "application/xhtml+xml";
  const items = [
    item("nav", "nav.xhtml", pageType, "nav"),
    item("style", "book.css", "text/css"),
    ...(hasTitlePage(book) ? [item("title", "title.xhtml", pageType)] : []),
    ...chapters.map((chapter) => item(idOf(chapter), fileOf(chapter), pageType, properties.get(chapter))),
    ...images.map((image) => item(imageId(image), image.path, image.type)),
  ];
  const spine = [
    ...(hasTitlePage(book) ? ['<itemref idref="title"/>'] : []),
    ...chapters.map((chapter) => `<itemref idref="${idOf(chapter)}"/>`),
  ];
  const creator = author === "" ? "" : `\n<dc:creator>${xml(author)}</dc:creator>`;
  const direction = vertical ? ' page-progression-direction="rtl"' : "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${xml(language)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${identifierOf(book)}</dc:identifier>
<dc:title>${xml(title)}</dc:title>
<dc:language>${xml(language)}</dc:language>${creator}
<meta property="dcterms:modified">${modified}</meta>
</metadata>
<manifest>
${items.join("\n")}
</manifest>
<spine${direction}>
${spine.join("\n")}
</spine>
</package>
`;
}

function idOf({ number }: Chapter): string {
  return `chapter-${number}`;
}

function imageId({ path }: BookImage): string {
  return path.replace(/[^\w.-]/g, "-");
}

/** Returns the identifier of a book. Each export of the same posts has the same identifier. */
function identifierOf({ site, chapters, vertical }: Book): string {
  const paths = chapters.map(({ entry }) => entry.post.path);
  const hash = sha256(JSON.stringify([site.blogId, vertical, paths]));
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  // Makes a UUID of version 8 (RFC 9562): all bits except version and variant come from the hash.
  const groups = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
  ];
  return `urn:uuid:${[...groups, hash.slice(20, 32)].join("-")}`;
}

function xml(text: string): string {
  return escapeMarkup(legalText(text));
}
