import { escapeUnescaped } from "#engine/base/markup.ts";

/** The text of one day of a diary, converted to HTML. */
export interface HnfText {
  readonly html: string;
  /** Title of the day's section, or "" if the day has several sections. */
  readonly title: string;
  readonly categories: readonly string[];
  /** Whether a section is only for a group of readers. */
  readonly isForGroup: boolean;
}

type Command = (words: readonly string[], line: string) => string;

/** HNS commands that begin or end an HTML element. */
const blocks: Readonly<Record<string, string>> = {
  PRE: "<pre>",
  "/PRE": "</pre>",
  CITE: "<blockquote>",
  "/CITE": "</blockquote>",
  P: "<p>",
  "/P": "</p>",
  DIV: "<div>",
  "/DIV": "</div>",
  UL: "<ul>",
  "/UL": "</ul>",
  OL: "<ol>",
  "/OL": "</ol>",
  DL: "<dl>",
  "/DL": "</dl>",
  HR: "<hr>",
};

/** HNS commands that write text or elements inside a paragraph. `words` are the words after the command. */
const inlines: Readonly<Record<string, Command>> = {
  LI: (_, rest) => `<li>${rest}`,
  DT: (_, rest) => `<dt>${rest}`,
  DD: (_, rest) => `<dd>${rest}`,
  LINK: ([url = "", ...text]) => link(url, text.join(" ")),
  URL: ([url = "", ...text]) => `${link(url, text.join(" "))}<br>`,
  IMG: ([, file = "", ...alt]) => image(file, alt.join(" ")),
  LIMG: ([url = "", , file = "", ...alt]) =>
    `<a href="${escapeUnescaped(url)}">${image(file, alt.join(" "))}</a>`,
  STRIKE: (_, rest) => `<del>${rest}</del>`,
  LSTRIKE: ([url = "", ...text]) => `<del>${link(url, text.join(" "))}</del>`,
  STRONG: (_, rest) => `<strong>${rest}</strong>`,
  EM: (_, rest) => `<em>${rest}</em>`,
  // Omits the second word of `FONT`, which is a colour or a class.
  FONT: ([, , ...text]) => text.join(" "),
  SPAN: ([, ...text]) => text.join(" "),
  MARK: (_, rest) => rest,
  ALIAS: (_, rest) => rest,
};

/** Converts the lines after the header of a day. The ids of the headings begin with `date`. */
export function hnfHtml(lines: readonly string[], date: string): HnfText {
  const html: string[] = [];
  const categories = new Set<string>();
  const titles: string[] = [];
  let [isForGroup, isPre, sub] = [false, false, 0];
  let paragraph: string[] = [];
  const close = (): void => {
    const text = paragraph.join("\n").trim();
    if (text !== "") html.push(/^<(?:li|dt|dd)\b/.test(text) ? text : `<p>${text}</p>`);
    paragraph = [];
  };
  for (const line of lines) {
    const [, name = "", rest = ""] = /^(\/?[A-Z]+)(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const words = rest.split(/\s+/);
    if (isPre && name !== "/PRE") {
      html.push(escapeUnescaped(line));
      continue;
    }
    // Skips comments, which are lines that begin with `!`.
    if (line.startsWith("!")) continue;
    if (/^(?:L|RL)?NEW$/.test(name)) {
      close();
      const skipped = { NEW: 0, LNEW: 1, RLNEW: 2 }[name] ?? 0;
      const title = words.slice(skipped).join(" ");
      titles.push(title);
      sub = 0;
      const url = words[skipped - 1] ?? "";
      const text = name === "LNEW" ? link(url, title) : title;
      html.push(`<h3 id="${date}${titles.length}">${text}</h3>`);
    } else if (/^L?SUB$/.test(name)) {
      close();
      sub += 1;
      const text = name === "LSUB" ? link(words[0] ?? "", words.slice(1).join(" ")) : rest;
      html.push(`<h4 id="${date}${titles.length}S${sub}">${text}</h4>`);
    } else if (name === "CAT") for (const word of words) categories.add(word);
    else if (name === "GRP") isForGroup = true;
    else if (Object.hasOwn(blocks, name)) {
      close();
      html.push(blocks[name] ?? "");
      isPre = name === "PRE";
    } else if (Object.hasOwn(inlines, name)) {
      if (/^(?:LI|DT|DD)$/.test(name)) close();
      paragraph.push(broken(inlines[name]?.(words, rest) ?? ""));
    } else if (name === "FN") paragraph.push("（");
    else if (name === "/FN") paragraph.push("）");
    else if (line.trim() === "") close();
    else paragraph.push(broken(line));
  }
  close();
  const isSingle = titles.length === 1 && !/<h3 id="[^"]*"><a /.test(html[0] ?? "");
  const shown = isSingle ? html.filter((part) => !part.startsWith("<h3 ")) : html;
  return {
    html: shown.join("\n"),
    title: isSingle ? (titles[0] ?? "") : "",
    categories: [...categories].filter((category) => category !== ""),
    isForGroup,
  };
}

/** Converts `~` at the end of a line to a line break. */
function broken(line: string): string {
  return line.endsWith("~") ? `${line.slice(0, -1)}<br>` : line;
}

function link(url: string, text: string): string {
  return `<a href="${escapeUnescaped(url)}">${text || url}</a>`;
}

function image(file: string, alt: string): string {
  return `<img src="${escapeUnescaped(file)}" alt="${escapeUnescaped(alt)}">`;
}
