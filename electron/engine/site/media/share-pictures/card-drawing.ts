import { escapeMarkup } from "#engine/base/markup.ts";
import { titleLines } from "./title-lines.ts";

/** Everything that a share picture shows. Equal cards have equal pictures. */
export interface ShareCard {
  readonly title: string;
  readonly blog: string;
  readonly author: string;
  /** Whether the title runs from top to bottom. */
  readonly isVertical: boolean;
  readonly colours: CardColours;
}

/** Colours as `#rgb` or `#rrggbb`. */
interface CardColours {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly accent: string;
}

/** Size of a share picture in pixels, as social networks recommend it. */
export const cardSize = { width: 1200, height: 630 } as const;

/** Distances in pixels. `foot` is the baseline of the blog's name and the author's name. */
const margin = 92;
const foot = 548;
const smallSize = 30;
const family = "Shippori Mincho";

const horizontal = {
  length: cardSize.width - 2 * margin,
  depth: 350,
  sizes: [80, 72, 64, 56, 48, 42],
  lineHeight: 1.45,
} as const;
const vertical = {
  length: foot - smallSize * 2 - margin + 20,
  depth: cardSize.width - 2 * margin - 60,
  sizes: [76, 68, 60, 52, 46, 40],
  lineHeight: 1.6,
} as const;

/** Returns the drawing of a card as SVG. `widthOf` returns the width of a text in em. */
export function drawCard(card: ShareCard, widthOf: (text: string) => number): string {
  const { width, height } = cardSize;
  const { paper, accent } = card.colours;
  const stroke = card.isVertical
    ? rectangle({ x: margin, y: margin, width: 9, height: 120 })
    : rectangle({ x: margin, y: margin, width: 120, height: 9 });
  const title = card.isVertical ? verticalTitle(card, widthOf) : horizontalTitle(card, widthOf);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${family}">
<rect width="${width}" height="${height}" fill="${paper}"/>
<g fill="${accent}">${stroke}</g>
${title}
${names(card, widthOf)}
</svg>`;
}

function rectangle(box: Readonly<Record<"x" | "y" | "width" | "height", number>>): string {
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/>`;
}

function horizontalTitle({ title, colours }: ShareCard, widthOf: (text: string) => number): string {
  const { lines, size } = titleLines(title, widthOf, horizontal);
  const pitch = size * horizontal.lineHeight;
  // Centres the title between the stroke above and the names below.
  // The text's baseline is 0.36 of the font size below the middle of the line.
  const middle = (margin + 40 + foot - smallSize * 1.6) / 2;
  const first = middle - ((lines.length - 1) * pitch) / 2 + size * 0.36;
  const texts = lines.map(
    (line, index) =>
      `<text x="${margin}" y="${Math.round(first + index * pitch)}">${escapeMarkup(line)}</text>`,
  );
  return `<g font-size="${size}" fill="${colours.ink}">${texts.join("")}</g>`;
}

/**
 * Draws the names of the blog and the author. Shortens a long blog name to make space for the author's name.
 */
function names({ blog, author, colours }: ShareCard, widthOf: (text: string) => number): string {
  const room = (cardSize.width - 2 * margin) / smallSize;
  const after = author === "" || author === blog ? "" : author;
  const name = shortened(blog, room - widthOf(after) - 2, widthOf);
  const end = after === "" ? "" : text(cardSize.width - margin, after, ' text-anchor="end"');
  return `<g font-size="${smallSize}" fill="${colours.faint}">${text(margin, name)}${end}</g>`;
}

function text(x: number, content: string, attributes = ""): string {
  return `<text x="${x}" y="${foot}"${attributes}>${escapeMarkup(content)}</text>`;
}

function shortened(name: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(name) <= room) return name;
  const characters = [...name];
  while (characters.length > 0 && widthOf(`${characters.join("")}…`) > room) characters.pop();
  return `${characters.join("")}…`;
}

/** In vertical text, this punctuation moves to the upper right of its square. Small kana move less. */
const raised = /^[、。，．]$/u;
const smallKana = /^[ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]$/u;
/** Characters that are rotated in vertical text. */
const turned = /^[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}…‥：；〜～＝|｜]$/u;

function verticalTitle({ title, colours }: ShareCard, widthOf: (text: string) => number): string {
  const heightOfText = (text: string): number =>
    cellsOf(text).reduce((sum, cell) => sum + heightOf(cell, widthOf), 0);
  const { lines, size } = titleLines(title, heightOfText, vertical);
  const pitch = size * vertical.lineHeight;
  const columns = lines.map((line, index) => {
    const x = cardSize.width - margin - size / 2 - index * pitch;
    let y = margin - 10;
    return cellsOf(line)
      .map((cell) => {
        const height = heightOf(cell, widthOf) * size;
        const drawn = drawCell(cell, { x, y, size, height });
        y += height;
        return drawn;
      })
      .join("");
  });
  return `<g font-size="${size}" fill="${colours.ink}" text-anchor="middle">${columns.join("")}</g>`;
}

/** Divides a line into single wide characters, upright numbers of one or two digits, and rotated words. */
function cellsOf(line: string): string[] {
  return (
    line.match(/(?<!\d)\d{1,2}(?!\d)|[\u0021-\u024F\u2018-\u201D]+(?: [\u0021-\u024F\u2018-\u201D]+)*|./gu) ??
    []
  );
}

function isSideways(cell: string): boolean {
  return /^[\u0021-\u024F\u2018-\u201D]/u.test(cell) && !/^\d{1,2}$/.test(cell);
}

function heightOf(cell: string, widthOf: (text: string) => number): number {
  if (cell === " ") return 0.3;
  return isSideways(cell) ? widthOf(cell) + 0.2 : 1;
}

interface Cell {
  /** The middle of the column. */
  readonly x: number;
  /** The top of the cell. */
  readonly y: number;
  readonly size: number;
  readonly height: number;
}

function drawCell(cell: string, { x, y, size, height }: Cell): string {
  if (cell.trim() === "") return "";
  const middle = y + height / 2;
  // Distance from the middle of a square to the baseline of the character in this square.
  const drop = size * 0.38;
  const content = escapeMarkup(cell);
  if (cell === "ー")
    return `<text transform="translate(${x} ${middle}) rotate(90) scale(1 -1)" y="${drop}">${content}</text>`;
  if (isSideways(cell) || turned.test(cell))
    return `<text transform="translate(${x} ${middle}) rotate(90)" y="${drop}">${content}</text>`;
  const shift = raised.test(cell) ? 0.58 : smallKana.test(cell) ? 0.1 : 0;
  return `<text x="${x + shift * size}" y="${middle + drop - shift * size}">${content}</text>`;
}
