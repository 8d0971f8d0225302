import { decodeEntities, escapeMarkup } from "#engine/base/markup.ts";
import type { EntryNote, ImportEntry } from "../importer.ts";
import { wikiHtml } from "./wiki-style.ts";

export interface DayFacts {
  /** Style of the text, such as `tDiary`, `Wiki`, `GFM`. */
  readonly format: string;
  /** Date of the day, such as `20040506`. */
  readonly day: string;
  readonly pictures: ReadonlyMap<string, string>;
  /** Whether the day has a title of its own. */
  readonly hasTitle: boolean;
}

/** The text of a day of a diary. */
export interface DiaryText {
  readonly body: ImportEntry["body"];
  /** Subtitle of the day's only section, or "". A day without a title gets this subtitle as its title. */
  readonly title: string;
  readonly categories: readonly string[];
  readonly notes: readonly EntryNote[];
}

interface Section {
  readonly subtitle: string;
  readonly html: string;
}

/** Converts the text of a day. Each section keeps its anchor, such as `#p01`. */
export function textOfDay(text: string, facts: DayFacts): DiaryText {
  const notes = new Set<EntryNote>();
  const footnotes: string[] = [];
  const categories: string[] = [];
  const plugins = (source: string): string => withPlugins(source, facts, { notes, footnotes });
  if (/^(?:GFM|Markdown)$/i.test(facts.format)) {
    const markdown = plugins(text).replace(
      /^(#{1,2} +)((?:\[[^\]]+\])+)[ \t]*(?=[^(\s])/gm,
      (_, mark, names) => {
        categories.push(...categoriesIn(names));
        return mark;
      },
    );
    const ends = footnotes.map((footnote, at) => `\n\n[^${at + 1}]: ${footnote}`).join("");
    return { body: { format: "markdown", text: markdown + ends }, title: "", categories, notes: [...notes] };
  }
  const isWiki = /^Wiki$/i.test(facts.format);
  if (!isWiki && !/^tDiary$/i.test(facts.format)) notes.add("unknownFormat");
  const sections = (isWiki ? wikiSections(text) : plainSections(text)).map(({ subtitle, html }) => {
    const [, names = "", rest = ""] = /^((?:\[[^\]]+\])*)\s*([\s\S]*)$/.exec(subtitle) ?? [];
    categories.push(...categoriesIn(names));
    return { subtitle: plugins(rest), html: plugins(html) };
  });
  const [only] = sections;
  const title = sections.length === 1 && !facts.hasTitle ? (only?.subtitle ?? "") : "";
  const html = sections
    .map((section, at) => {
      const id = `p${String(at + 1).padStart(2, "0")}`;
      const heading =
        section.subtitle === "" || title !== "" ? "" : `<h3 id="${id}">${section.subtitle}</h3>\n`;
      return heading + section.html;
    })
    .join("\n");
  return {
    body: { format: "html", text: html + footnoteList(footnotes) },
    title,
    categories,
    notes: [...notes],
  };
}

function categoriesIn(names: string): string[] {
  return Array.from(names.matchAll(/\[([^\]]+)\]/g), ([, name = ""]) => name.trim());
}

/**
 * Returns the sections of a text in the style `tDiary`. Blank lines separate the sections.
 * The first line of a section is its subtitle.
 */
function plainSections(text: string): Section[] {
  return text
    .split(/\n[ \t]*\n+/)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const lines = part.replace(/^\n+|\n+$/g, "").split("\n");
      const first = lines[0] ?? "";
      // A first line that begins with a space or a tag is not a subtitle.
      const hasSubtitle = lines.length > 1 && /^(?:<<|[^\s\u3000<])/.test(first);
      const subtitle = hasSubtitle ? first.replace(/^<</, "<") : "";
      const html = lines
        .slice(hasSubtitle ? 1 : 0)
        .map((line) => (line.startsWith("<") ? line : `<p>${line.replace(/^[ \u3000]/, "")}</p>`));
      return { subtitle, html: html.join("\n") };
    });
}

/** Returns the sections of a text in the style `Wiki`. Each section begins with a line `! subtitle`. */
function wikiSections(text: string): Section[] {
  return text
    .split(/\n(?=![^!])/)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, subtitle = "", rest = ""] = /^!([^!\n][^\n]*)\n?([\s\S]*)$/.exec(part) ?? ["", "", part];
      return { subtitle: escapeMarkup(subtitle.trim()), html: wikiHtml(rest) };
    });
}

const plugin = /<%=?([^%]{0,2000}?)%>|\{\{([^{}]{0,2000})\}\}/g;

/** Returns the footnotes as a list. Each item contains a link back to the text. */
function footnoteList(footnotes: readonly string[]): string {
  if (footnotes.length === 0) return "";
  const items = footnotes.map(
    (text, at) => `<li id="fn${at + 1}">${text} <a href="#fnref${at + 1}">↩</a></li>`,
  );
  return `\n<ol>\n${items.join("\n")}\n</ol>`;
}

interface PluginResults {
  readonly notes: Set<EntryNote>;
  readonly footnotes: string[];
}

/**
 * Replaces plugins for pictures, footnotes and links to other days. Other plugins stay in the text.
 * Texts of footnotes are added to `footnotes`.
 */
function withPlugins(
  text: string,
  { day, pictures, format }: DayFacts,
  { notes, footnotes }: PluginResults,
): string {
  const isMarkdown = /^(?:GFM|Markdown)$/i.test(format);
  return text.replace(plugin, (whole, erb: string | undefined, braces: string | undefined) => {
    const [, name = "", rest = ""] =
      /^(\w+)[\s(]*([\s\S]*?)\)?$/.exec(decodeEntities(erb ?? braces ?? "").trim()) ?? [];
    const values = Array.from(
      rest.matchAll(/'([^']*)'|"([^"]*)"|(\d+)/g),
      ([, one, two, number]) => one ?? two ?? number ?? "",
    );
    const [first = "", second = ""] = values;
    if (/^image(?:_left|_right)?$/.test(name) && /^\d+$/.test(first)) {
      const path = pictures.get(`${day}_${first}`) ?? `images/${day}_${first}.jpg`;
      return isMarkdown
        ? `![${second}](/${encodeURI(path)})`
        : `<img src="/${encodeURI(path)}" alt="${escapeMarkup(second)}">`;
    }
    if (name === "fn" && first !== "") {
      const number = footnotes.push(/^Wiki$/i.test(format) ? escapeMarkup(first) : first);
      return isMarkdown
        ? `[^${number}]`
        : `<sup><a href="#fn${number}" id="fnref${number}">${number}</a></sup>`;
    }
    const [, date = "", anchor = ""] = /^(\d{8})(#\w+)?$/.exec(first) ?? [];
    if (name === "my" && date !== "") {
      const label = second || first;
      return isMarkdown
        ? `[${label}](/${date}.html${anchor})`
        : `<a href="/${date}.html${anchor}">${label}</a>`;
    }
    notes.add("shortcode");
    // Decodes the plugin before escaping it, because texts in the style `Wiki` are already escaped.
    return isMarkdown ? whole : escapeMarkup(decodeEntities(whole));
  });
}
