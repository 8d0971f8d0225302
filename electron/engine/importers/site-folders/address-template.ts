import { isRecord } from "#contract/objects.ts";
import { wallText } from "#engine/blog/dates/moment.ts";
import { valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import type { FrontMatterValue } from "#engine/blog/front-matter/front-matter.ts";
import { textIn, wordsOf } from "./page-facts.ts";
import type { SitePage } from "./site-program.ts";

/**
 * Fills a permalink of Eleventy (a template of Liquid or Nunjucks): `/{{ page.date | date: "%Y" }}/`.
 * Returns null if the template contains an unknown value or filter.
 */
export function filledTemplate(template: string, page: SitePage): string | null {
  let isKnown = !/\{%|\$\{/.test(template);
  const path = template.replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_, written: string) => {
    const value = expressionValue(written, page);
    if (value === null) isKnown = false;
    return value ?? "";
  });
  return isKnown ? path.trim() : null;
}

/** Returns the value of `title | slugify`, or null if it cannot be known. */
function expressionValue(expression: string, page: SitePage): string | null {
  const [first = "", ...filters] = expression.match(/(?:"[^"]*"|'[^']*'|[^|"'])+/g) ?? [];
  let value = termOf(first.trim(), page);
  for (const written of filters) {
    const [, name = "", rest = ""] = /^\s*(\w+)\s*(?::|\()?\s*([\s\S]*?)\)?\s*$/.exec(written) ?? [];
    const filter = filterNamed[name];
    if (value === null || !filter) return null;
    value = filter(value, rest.replace(/^(["'])([\s\S]*)\1$/, "$2"), first.trim());
  }
  return value === "" ? null : value;
}

function termOf(term: string, page: SitePage): string | null {
  const { values, place, date, title } = page;
  const [, text] = /^(?:"([^"]*)"|'([^']*)')$/.exec(term)?.slice(1) ?? [];
  if (/^(["']).*\1$/.test(term)) return text ?? term.slice(1, -1);
  const isIndex = /(?:^|\/)index\.[^/]*$/.test(page.path);
  switch (term.replace(/^this\./, "")) {
    case "page.fileSlug":
      return place.name === "index" ? "" : place.name;
    case "page.filePathStem":
      return `/${[...place.folders, place.name, ...(isIndex ? ["index"] : [])].join("/")}`;
    case "page.outputFileExtension":
      return "html";
    case "page.date":
      return date === null ? null : wallText(date);
    case "title":
      return title;
  }
  const [, list = "", index = ""] = /^([\w.-]+)\[(\d+)\]$/.exec(term) ?? [];
  if (list !== "") return wordsOf(valueAt(values, list)?.value)[Number(index)] ?? null;
  if (term === "date" && date !== null) return wallText(date);
  const value: FrontMatterValue = valueAt(values, term)?.value ?? null;
  const isText = !Array.isArray(value) && value !== null && !isRecord(value);
  return /^[\w-]+(?:\.[\w-]+)?$/.test(term) && isText ? textIn(values, term) : null;
}

type Filter = (value: string, argument: string, term: string) => string | null;

const filterNamed: Readonly<Record<string, Filter | undefined>> = {
  slug: slugified,
  slugify: slugified,
  downcase: (value) => value.toLowerCase(),
  lower: (value) => value.toLowerCase(),
  trim: (value) => value.trim(),
  strip: (value) => value.trim(),
  url: (value) => value,
  safe: (value) => value,
  /** Liquid's filter `date`, which takes patterns of `strftime`. Nunjucks has no built-in filter `date`. */
  date: (value, pattern, term) => (/^(?:page\.)?date$/.test(term) ? dateIn(value, pattern) : null),
};

/** Returns a text as Eleventy writes it in addresses. Null if Eleventy would transliterate a letter. */
function slugified(value: string): string | null {
  const plain = value
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/&/g, " and ")
    .replace(/['’]/g, "")
    .toLowerCase();
  return /[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(plain)
    ? null
    : plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** Formats a date by a pattern of `strftime`. Returns null for unknown codes. */
function dateIn(digits: string, pattern: string): string | null {
  const codes: Readonly<Record<string, string>> = {
    Y: digits.slice(0, 4),
    y: digits.slice(2, 4),
    m: digits.slice(5, 7),
    "-m": String(Number(digits.slice(5, 7))),
    d: digits.slice(8, 10),
    "-d": String(Number(digits.slice(8, 10))),
    F: digits.slice(0, 10),
  };
  let isKnown = pattern.includes("%");
  const text = pattern.replace(/%(-?[A-Za-z])/g, (_, code: string) => {
    if (codes[code] === undefined) isKnown = false;
    return codes[code] ?? "";
  });
  return isKnown ? text : null;
}
