import { escapeMarkup } from "#engine/base/markup.ts";
import { closeLists } from "./nested-lists.ts";

/** Whether a text is written in はてな記法, and not in Markdown or HTML. */
export function isHatenaSyntax(text: string): boolean {
  if (/^#{1,6}\s|^```|^ {0,3}[-*+] {1,3}\S|\]\((?:https?:|[/#.])|\*\*[^*\s][^*\n]*\*\*/m.test(text))
    return false;
  if (isInOrder(text, /^>\|.*\|$/m, "\n||<")) return true;
  return /^>\|$|^>>$|^\*{1,3}[^*\s][^*]*$|^[-+]{1,3}[^-+\s]|^:[^:\n]+:|\(\([^()]+\)\)/m.test(text);
}

/** Whether the text contains `end` anywhere after the first match of `begin`. */
function isInOrder(text: string, begin: RegExp, end: string): boolean {
  const at = text.search(begin);
  return at >= 0 && text.includes(end, at);
}

/** Converts はてな記法 to HTML. Each line is a paragraph of its own, as はてなブログ shows it. */
export function hatenaHtml(text: string): string {
  const html: string[] = [];
  const notes: string[] = [];
  const lines = text.split("\n");
  const state = { list: "" };
  let [quotes, isRaw] = [0, false];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const inline = (source: string): string => inlineHtml(source, notes);
    const [, marks = "", item = ""] = /^([-+]{1,3})(?![-+])(.*)$/.exec(line) ?? [];
    closeLists(state, marks, html);
    const code = /^>\|([^|]*)\|$/.exec(line);
    if (isRaw) {
      isRaw = !line.endsWith("><");
      html.push(line.replace(/><$/, ">"));
    } else if (code) at = gather(lines, at, "||<", (rows) => html.push(codeOf(rows, code[1] ?? "")));
    else if (line === ">|")
      at = gather(lines, at, "|<", (rows) => html.push(`<pre>${rows.map(inline).join("\n")}</pre>`));
    else if (/^>(?:https?:[^>]*)?>$/.test(line)) {
      quotes += 1;
      html.push("<blockquote>");
    } else if (line === "<<" && quotes > 0) {
      quotes -= 1;
      html.push("</blockquote>");
    } else if (line.startsWith("><")) {
      isRaw = !line.endsWith("><") || line.length < 4;
      html.push(line.slice(1).replace(/><$/, ">"));
    } else if (marks !== "") html.push(`<li>${inline(item.trim())}`);
    else if (/^={4,5}$/.test(line)) html.push("<!--more-->");
    else if (/^\*/.test(line)) html.push(headingOf(line, inline));
    else if (/^:[^:]+:/.test(line))
      at = rowsOf(lines, at, /^:[^:]+:/, (rows) => html.push(definitions(rows, inline)));
    else if (/^\|.*\|$/.test(line))
      at = rowsOf(lines, at, /^\|.*\|$/, (rows) => html.push(tableOf(rows, inline)));
    else if (line.trim() !== "") html.push(`<p>${inline(line)}</p>`);
  }
  closeLists(state, "", html);
  html.push(...Array.from({ length: quotes }, () => "</blockquote>"));
  return html.join("\n") + footnotes(notes);
}

/**
 * Passes the lines after index `at` to `use`, up to the line that ends with `end`.
 * Returns the index of the line that ends with `end`.
 */
function gather(lines: readonly string[], at: number, end: string, use: (rows: string[]) => void): number {
  let last = at + 1;
  while (last < lines.length && lines[last]?.endsWith(end) === false) last += 1;
  const rest = (lines[last] ?? end).slice(0, -end.length);
  use([...lines.slice(at + 1, last), ...(rest === "" ? [] : [rest])]);
  return last;
}

/**
 * Calls `use` with the line at index `at` and with all directly following lines that match `fits`.
 * Returns the index of the last line that `use` receives.
 */
function rowsOf(lines: readonly string[], at: number, fits: RegExp, use: (rows: string[]) => void): number {
  let end = at;
  while (end < lines.length && fits.test(lines[end] ?? "")) end += 1;
  use(lines.slice(at, end));
  return end - 1;
}

type Inline = (source: string) => string;

/**
 * Converts a heading: `*題`, `**題` or `***題`.
 * A first-level heading can begin with a name and with categories: `*name*[庭]題`.
 */
function headingOf(line: string, inline: Inline): string {
  const [, marks = "", written = ""] = /^(\*{1,3})(.*)$/.exec(line) ?? [];
  const [, id = "", title = written] = marks === "*" ? (/^([\w-]+)\*(.*)$/.exec(written) ?? []) : [];
  const level = marks.length + 2;
  return `<h${level}${id === "" ? "" : ` id="${id}"`}>${inline(title.replace(/^(?:\[[^\]:]+\])+/, ""))}</h${level}>`;
}

function codeOf(rows: readonly string[], language: string): string {
  return `<pre class="code" data-lang="${escapeMarkup(language)}">${escapeMarkup(rows.join("\n"))}</pre>`;
}

function definitions(rows: readonly string[], inline: Inline): string {
  const items = rows.map((row) => {
    const [, term = "", meaning = ""] = /^:([^:]+):(.*)$/.exec(row) ?? [];
    return `<dt>${inline(term)}</dt><dd>${inline(meaning)}</dd>`;
  });
  return `<dl>${items.join("\n")}</dl>`;
}

function tableOf(rows: readonly string[], inline: Inline): string {
  const cells = rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) =>
        cell.startsWith("*") ? `<th>${inline(cell.slice(1))}</th>` : `<td>${inline(cell)}</td>`,
      ),
  );
  return `<table>${cells.map((row) => `<tr>${row.join("")}</tr>`).join("\n")}</table>`;
}

/** Converts notations inside a line. Keeps HTML, which はてな記法 permits. Moves footnotes into `notes`. */
function inlineHtml(source: string, notes: string[]): string {
  return (
    source
      .replace(/(?<!\()\(\((?!\()([^()]+(?:\([^()]*\)[^()]*)*)\)\)(?!\))/g, (_, note: string) => {
        notes.push(inlineHtml(note, []));
        return `<sup><a href="#fn-${notes.length}" id="fnref-${notes.length}">*${notes.length}</a></sup>`;
      })
      .replace(
        /\[f:id:([\w-]+):(\d{8})(\d{6})([a-z])[^\]]*\]/g,
        (_, user: string, day: string, time: string, kind: string) => {
          const ending = { g: "gif", p: "png" }[kind] ?? "jpg";
          return `<img src="https://cdn-ak.f.st-hatena.com/images/fotolife/${user[0]}/${user}/${day}/${day}${time}.${ending}" alt="">`;
        },
      )
      .replace(/\[(https?:\/\/[^\][\s]{1,2000}?):title=([^\][]{0,1000})\]/g, '<a href="$1">$2</a>')
      .replace(
        /\[(https?:\/\/[^\][\s]{1,2000}?):(?:title|bookmark|embed|barcode|image)[^\][]{0,1000}\]/g,
        '<a href="$1">$1</a>',
      )
      // No pattern allows `[` inside brackets. Otherwise, a line with many `[` would take quadratic time.
      .replace(/\[(https?:\/\/[^\][\s]+)\]/g, '<a href="$1">$1</a>')
      .replace(/\[\[([^\][]+)\]\]/g, "$1")
      .replace(/\[tex:((?:(?!\[tex:)[^\]])+)\]/g, "$$$1$$")
      .replace(
        /(?<![\w/:>"'])id:([A-Za-z][\w-]{2,31})/g,
        '<a href="https://profile.hatena.ne.jp/$1/">id:$1</a>',
      )
      .replace(/(?<!["'>=])\bhttps?:\/\/[^\s<>"'）」]+/g, '<a href="$&">$&</a>')
  );
}

function footnotes(notes: readonly string[]): string {
  if (notes.length === 0) return "";
  const items = notes.map(
    (note, at) => `<li id="fn-${at + 1}">${note} <a href="#fnref-${at + 1}">↩</a></li>`,
  );
  return `\n<ol>\n${items.join("\n")}\n</ol>`;
}
