import { attributeOf, type Element, elementsIn, textOf } from "#engine/markdown/html/html-tree.ts";
import type { ParsedPage } from "./page-facts.ts";
import { type PagePart, parentOf } from "./page-parts.ts";
import type { OldSite, SitePage } from "./site-pages.ts";
import { dateInText } from "./written-dates.ts";

/** Returns the indexes of those parts of a page that the template has added before and after the text. */
export function droppedParts(
  page: ParsedPage,
  keys: readonly string[],
  own: SitePage,
  site: OldSite,
): Set<number> {
  const { parts } = page;
  const isRepeated = (at: number): boolean => site.repeated.has(own.folder, keys[at] ?? "");
  const dropped = new Set<number>();
  if (page.isExact) return dropped;
  // Drops nothing if the page has no text of its own, for example because it is a copy of another page.
  if (parts.every((part, at) => part.isRule || isRepeated(at))) return dropped;
  const menuCells = cellsOfMenus(page, isRepeated);
  const isMarked = page.text !== page.body;
  const leadsInside = ({ links }: PagePart): boolean =>
    links.every((link) => site.lookup.follow(link, own.facts.address)?.page !== undefined);
  const isAround = (at: number, part: PagePart): boolean =>
    part.isRule ||
    isRepeated(at) ||
    menuCells.has(at) ||
    (isNavigation(part, isMarked) && leadsInside(part)) ||
    (isDateLine(part, own, site) && !headsDay(part));
  const days = daysIn(page, site);
  /** Whether a date is a heading on a page of several days. Such a heading is kept as part of the text. */
  const headsDay = (part: PagePart): boolean => tagOf(part) !== "" && (days.get(tagOf(part))?.size ?? 0) > 1;
  let hasTitle = false;
  for (const [at, part] of parts.entries()) {
    // Drops only the first line that equals the title, because a text can begin with the same words.
    const isHeading: boolean = !hasTitle && isTitle(part, own);
    if (!isHeading && !isAround(at, part)) break;
    hasTitle ||= isHeading;
    dropped.add(at);
  }
  for (const [back, part] of parts.toReversed().entries()) {
    const at = parts.length - 1 - back;
    if (dropped.has(at) || (!isAround(at, part) && !isTagLine(part))) break;
    dropped.add(at);
  }
  for (const at of menuCells) dropped.add(at);
  // Keeps all of a page that consists only of links, such as a menu in a frame.
  return dropped.size === parts.length ? new Set() : dropped;
}

/** A table cell counts as a menu if its text outside links has at most this many characters per link. */
const menuText = 8;
const fewestMenuLinks = 3;

/**
 * Returns the indexes of those parts of a page that are in a table cell with a menu.
 * Old pages put the menu and the text into cells of one table, because there were no style sheets yet.
 */
function cellsOfMenus({ parts, text, body }: ParsedPage, isRepeated: (at: number) => boolean): Set<number> {
  if (text !== body) return new Set();
  const cells = new Map<Element, { at: number[]; plain: number; links: number }>();
  let whole = 0;
  for (const [at, part] of parts.entries()) {
    const cell = cellOf(part);
    const plain = isRepeated(at) ? 0 : part.text.length - part.linkText.length;
    whole += plain;
    if (!cell) continue;
    const known = cells.get(cell) ?? { at: [], plain: 0, links: 0 };
    known.at.push(at);
    known.plain += plain;
    known.links += part.links.length;
    cells.set(cell, known);
  }
  const main = [...cells].find(([, { plain }]) => plain > whole / 2)?.[0];
  const table = main && tableOf(main);
  const found = new Set<number>();
  for (const [cell, { at, plain, links }] of cells) {
    if (cell === main || !table || tableOf(cell) !== table) continue;
    if (links >= fewestMenuLinks && plain <= links * menuText) for (const one of at) found.add(one);
  }
  return found;
}

/** Maximum number of elements between a part of a page and the table cell around it. */
const deepestCell = 30;

function cellOf({ nodes, parent }: PagePart): Element | null {
  const [only] = nodes;
  if (only && "tagName" in only && only.tagName === "td") return only;
  return above(parent, "td");
}

function tableOf(cell: Element): Element | null {
  return above(cell, "table");
}

function above(element: Element, tagName: string): Element | null {
  let node: Element | null = element;
  for (let depth = 0; node && depth < deepestCell; depth += 1, node = parentOf(node))
    if (node.tagName === tagName) return node;
  return null;
}

/** Whether a part of the page repeats the page's title, with or without a symbol such as `■` before it. */
function isTitle(part: PagePart, { title, facts }: SitePage): boolean {
  const text = plainTitle(part.text);
  return text !== "" && [title, facts.documentTitle].some((one) => plainTitle(one) === text);
}

function plainTitle(title: string): string {
  return title
    .normalize("NFKC")
    .replace(/^[■□●○◆◇★☆▼▽▲△♪◎※▶▷]\s*/u, "")
    .replace(/\s+/g, "");
}

/** Maximum length of a line with links to the previous and the next page. */
const longestNavigation = 200;
const navigationMark = /[←→«»≪≫<>⇒⇐↑]/;
const navigationWord =
  /(?:^|[\s|｜/［[（(])(?:前|次|戻る?|もどる|目次|一覧|トップ|ホーム|最新|先頭|(?:top|home|index|back|prev(?:ious)?|next|older|newer|up|latest)\b)|(?:に|へ)(?:戻|もど)/i;

/**
 * Whether a part of a page contains only links to the previous page, the next page or the top of the site.
 * With `isMarked`, ignores words such as 次の日, because they can be part of the author's text.
 */
function isNavigation({ text, linkText, links, nodes, hasMedia }: PagePart, isMarked: boolean): boolean {
  if (links.length === 0 || text.length > longestNavigation || hasMedia) return false;
  // A sentence counts as the author's text, even if a link in the sentence has a word such as 前.
  if (/[。！？]/.test(text)) return false;
  const beside = text.replace(/[\s|｜/・[\]［］()（）←→«»≪≫<>⇒⇐↑:：-]/gu, "").length;
  const inLinks = linkText.replace(/[\s|｜/・[\]［］()（）←→«»≪≫<>⇒⇐↑:：-]/gu, "").length;
  if (beside - inLinks > 12) return false;
  const holder = { childNodes: [...nodes] } as unknown as Element;
  const relations = [...elementsIn(holder)].flatMap((one) =>
    attributeOf(one, "rel").toLowerCase().split(/\s+/),
  );
  if (relations.includes("prev") || relations.includes("next") || navigationMark.test(text)) return true;
  return !isMarked && navigationWord.test(text);
}

/** Maximum length of a line with the date and the author. */
const longestDateLine = 160;
const dateWords =
  /(?:投稿者|書いた人|\bby|\bauthor)\s*[:：]?\s*[^\s|:/：]{1,30}|(?:投稿|公開|更新|作成|掲載|記入|最終)日?(?:時|者)?|日付|posted|published|updated|date|last|modified|written|on|by|at|in|author|with|comments?/gi;

/** Whether a part of a page is only the post's date, apart from words such as `投稿日` and linked names. */
function isDateLine(part: PagePart, { role, date }: SitePage, { timeZone }: OldSite): boolean {
  if (role !== "post" || !date) return false;
  const found = onlyDateIn(part, timeZone);
  return found !== null && Math.abs(found - date.time) <= 2 * 86_400_000;
}

/** Returns the time of a part of a page that contains only a date, in milliseconds since the epoch. */
function onlyDateIn(part: PagePart, timeZone: string): number | null {
  if (part.text.length > longestDateLine || part.hasMedia) return null;
  const found = dateInText(part.text, timeZone);
  if (!found) return null;
  const linked = part.linkText.normalize("NFKC");
  const rest = found.rest.replace(linked === "" ? /^$/ : linked, "").replace(dateWords, "");
  return rest.replace(/[\s|/・:：,.()[\]（）-]/g, "") === "" ? found.date.time : null;
}

/** Maps each heading element, such as `h2`, to the days in those headings that contain only a date. */
function daysIn({ parts }: ParsedPage, { timeZone }: OldSite): ReadonlyMap<string, ReadonlySet<number>> {
  const days = new Map<string, Set<number>>();
  for (const part of parts) {
    const time = onlyDateIn(part, timeZone);
    if (time === null) continue;
    const known = days.get(tagOf(part)) ?? new Set();
    days.set(tagOf(part), known.add(Math.floor(time / 86_400_000)));
  }
  return days;
}

/** Returns the heading element that contains a part of a page, such as `h2`, or "" if there is none. */
function tagOf({ nodes, parent }: PagePart): string {
  const [only] = nodes;
  const tag = only && "tagName" in only ? only.tagName : parent.tagName;
  return /^h[1-6]$/.test(tag) ? tag : "";
}

const tagWords = /^(?:tags?|categor(?:y|ies)|filed under|labels?|タグ|カテゴリー?|分類|ラベル)\s*[:：]?/i;

/** Whether a part of a page, below the text, only lists tags. */
function isTagLine(part: PagePart): boolean {
  if (part.links.length === 0 || part.text.length > longestDateLine) return false;
  const rest = part.text.replace(tagWords, "");
  if (rest === part.text) return false;
  return rest.replace(/[\s,、|/・#]/g, "").length <= part.linkText.replace(/[\s,、|/・#]/g, "").length;
}

/** Returns the names of the tags in a line that only lists tags. */
export function tagsIn(part: PagePart): string[] {
  if (!isTagLine(part)) return [];
  const holder = { childNodes: [...part.nodes] } as unknown as Element;
  return [...elementsIn(holder)]
    .filter(({ tagName }) => tagName === "a")
    .map((one) => textOf(one).replace(/^#/, ""));
}
