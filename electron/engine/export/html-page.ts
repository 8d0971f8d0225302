import { readFile } from "node:fs/promises";
import { escapeMarkup } from "#engine/base/markup.ts";
import { asciiId, type Book, type BookImage, type BookPlaces, type Chapter } from "./book.ts";
import { bookStyle, pageStyle } from "./book-style.ts";
import { chaptersByYear, contentsTitle, headOf } from "./epub.ts";

/** Adds the chapter's number to each id, because all chapters are on one page. */
const places: BookPlaces = {
  isEpub: false,
  linkTo: (chapter, id) => `#${id === null ? anchorOf(chapter) : idOf(chapter, id)}`,
  idOf,
};

function idOf(chapter: Chapter, id: string): string {
  return `${anchorOf(chapter)}-${asciiId(id)}`;
}

function anchorOf({ number }: Chapter): string {
  return `chapter-${number}`;
}

/** Returns the address to write into the page for an image. */
export type ImageAddress = (image: BookImage) => string | Promise<string>;

/** Returns an image as a `data:` URL, so that the page needs no other file. */
export async function asDataUrl({ file, type }: BookImage): Promise<string> {
  return `data:${type};base64,${(await readFile(file.location)).toString("base64")}`;
}

/** Yields one HTML page with all chapters, in pieces. Apart from images, the page needs no other files. */
export async function* htmlPage(
  book: Book,
  addressOf: ImageAddress,
  onChapter: () => void = () => undefined,
): AsyncGenerator<string> {
  const language = escapeMarkup(book.language);
  yield `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(book.title)}</title>
<style>
${bookStyle(book)}${pageStyle(book)}</style></head>
<body><main class="book">
`;
  if (book.chapters.length > 1) yield titleOf(book);
  for (const chapter of book.chapters) {
    const text = await chapterText(book, chapter, addressOf);
    yield `<article class="chapter" id="${anchorOf(chapter)}" lang="${escapeMarkup(chapter.language)}">
${headOf(chapter)}
${text}
</article>
`;
    onChapter();
  }
  yield "</main></body>\n</html>\n";
}

/** Returns the text of a chapter. `addressOf` provides the address of each image in the text. */
export async function chapterText(book: Book, chapter: Chapter, addressOf: ImageAddress): Promise<string> {
  const text = book.textOf(chapter, places);
  const parts = text.split(/(?<= src=")(images\/\d+\.\w+)(?=")/);
  const images = new Map(book.images.map((image) => [image.path, image]));
  const written = await Promise.all(
    parts.map((part, at) => {
      const image = at % 2 === 1 ? images.get(part) : undefined;
      return image ? addressOf(image) : part;
    }),
  );
  return written.join("");
}

function titleOf(book: Book): string {
  const { title, blogTitle, author } = book;
  const lines = [title === blogTitle ? "" : blogTitle, author].filter(Boolean);
  const items = chaptersByYear(book).map(([year, chapters]) => {
    const links = chapters.map(
      (chapter) => `<li><a href="#${anchorOf(chapter)}">${escapeMarkup(chapter.title)}</a></li>`,
    );
    return year === "" ? links.join("\n") : `<li>${year}<ol>${links.join("\n")}</ol></li>`;
  });
  return `<header class="chapter"><h1>${escapeMarkup(title)}</h1>
${lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join("\n")}
<nav class="contents-list" aria-label="${contentsTitle(book)}"><ol>
${items.join("\n")}
</ol></nav></header>
`;
}
