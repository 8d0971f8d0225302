import { escapeMarkup } from "#engine/base/markup.ts";
import { closeLists } from "../conversion/nested-lists.ts";

/** Returns the HTML of a text in tDiary's style `Wiki`. The style is the same as in Hiki. */
export function wikiHtml(text: string): string {
  const html: string[] = [];
  const lines = text.split("\n");
  const open = { list: "" };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const [, marks = "", item = ""] = /^([*#]{1,3})\s*(.*)$/.exec(line) ?? [];
    closeLists(open, marks, html);
    if (marks !== "") html.push(`<li>${inline(item)}`);
    else if (/^!!+/.test(line)) html.push(headingOf(line));
    else if (/^----/.test(line)) html.push("<hr>");
    else if (line.startsWith('""')) at = gather(lines, at, /^""/, (rows) => html.push(quoteOf(rows)));
    else if (line.startsWith("||")) at = gather(lines, at, /^\|\|/, (rows) => html.push(tableOf(rows)));
    else if (/^[ \t]\S/.test(line)) at = gather(lines, at, /^[ \t]/, (rows) => html.push(preOf(rows)));
    else if (line.trim() !== "")
      at = gather(lines, at, /^(?![*#!\s]|""|\|\||----)./, (rows) =>
        html.push(`<p>${rows.map(inline).join("\n")}</p>`),
      );
  }
  closeLists(open, "", html);
  return html.join("\n");
}

/**
 * Calls `use` with the line at index `at` and with all directly following lines that match `fits`.
 * Returns the index of the last line that was passed to `use`.
 */
function gather(lines: readonly string[], at: number, fits: RegExp, use: (rows: string[]) => void): number {
  let end = at + 1;
  while (end < lines.length && fits.test(lines[end] ?? "")) end += 1;
  use(lines.slice(at, end));
  return end - 1;
}

function headingOf(line: string): string {
  const [, marks = "", text = ""] = /^(!+)(.*)$/.exec(line) ?? [];
  const level = Math.min(6, marks.length + 2);
  return `<h${level}>${inline(text.trim())}</h${level}>`;
}

function quoteOf(rows: readonly string[]): string {
  return `<blockquote><p>${rows.map((row) => inline(row.slice(2).trim())).join("<br>\n")}</p></blockquote>`;
}

function preOf(rows: readonly string[]): string {
  return `<pre>${escapeMarkup(rows.map((row) => row.slice(1)).join("\n"))}</pre>`;
}

function tableOf(rows: readonly string[]): string {
  const cells = rows.map((row) =>
    row
      .slice(2)
      .replace(/\|\|\s*$/, "")
      .split("||")
      .map((cell) =>
        cell.startsWith("!") ? `<th>${inline(cell.slice(1))}</th>` : `<td>${inline(cell)}</td>`,
      ),
  );
  return `<table>${cells.map((row) => `<tr>${row.join("")}</tr>`).join("\n")}</table>`;
}

function inline(text: string): string {
  return escapeMarkup(text)
    .replace(
      /\[\[(?:([^\][|]+)\|)?(https?:[^\][\s]+|\d{8}(?:#\w+)?)\]\]/g,
      (_, label: string | undefined, target: string) => {
        const href = /^\d{8}/.test(target) ? `/${target.replace(/(?=#|$)/, ".html")}` : target;
        return `<a href="${href}">${label ?? target}</a>`;
      },
    )
    .replace(
      /'''(.+?)'''|&#39;&#39;&#39;(.+?)&#39;&#39;&#39;/g,
      (_, one, two) => `<strong>${one ?? two}</strong>`,
    )
    .replace(/''(.+?)''|&#39;&#39;(.+?)&#39;&#39;/g, (_, one, two) => `<em>${one ?? two}</em>`)
    .replace(/==(.+?)==/g, "<del>$1</del>")
    .replace(/(?<!["'>=])\bhttps?:\/\/[^\s<>"'）」]+/g, (url) => `<a href="${url}">${url}</a>`);
}
