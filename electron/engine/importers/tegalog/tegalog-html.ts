import { decodeEntities } from "#engine/base/markup.ts";

/** The text of a post in HTML, and its hashtags. */
export interface TegalogText {
  readonly html: string;
  readonly hashtags: readonly string[];
}

/** HTML elements for the decorations of てがろぐ, such as `[B:太字]`. */
const decorations: Readonly<Record<string, (content: string) => string>> = {
  B: (content) => `<strong>${content}</strong>`,
  D: (content) => `<del>${content}</del>`,
  E: (content) => `<em>${content}</em>`,
  I: (content) => `<em>${content}</em>`,
  Q: (content) => `<q>${content}</q>`,
  S: (content) => `<small>${content}</small>`,
  T: (content) => `<small>${content}</small>`,
  U: (content) => `<u>${content}</u>`,
  // Removes the text before the first colon, which is a colour or a class.
  C: (content) => content.replace(/^[^:]*:/, ""),
  M: (content) => `<mark>${content.replace(/^[^:]*:/, "")}</mark>`,
  F: (content) => content.replace(/^[^:]*:/, ""),
  L: (content) => content,
  R: (content) => {
    const at = content.lastIndexOf(":");
    return at < 0 ? content : `<ruby>${content.slice(0, at)}<rt>${content.slice(at + 1)}</rt></ruby>`;
  },
  // Hides the text after the colon until the reader opens it. The text before the colon is the label.
  H: (content) => {
    const [, label = "", text = content] = /^([^:<\n]{1,60}):([\s\S]*)$/.exec(content) ?? [];
    return `<details><summary>${label || "…"}</summary>${text}</details>`;
  },
};

/** Maximum depth of nested decorations. Decorations at greater depth stay as text. */
const deepest = 12;

/** Converts the text of a post. Its markup is already escaped, and its lines end with `<br />`. */
export function tegalogHtml(text: string): TegalogText {
  const lines = text.replace(/(?:&lt;|<)br ?\/?(?:&gt;|>)/gi, "\n");
  const hashtags = Array.from(lines.matchAll(hashtag), ([, tag = ""]) => decodeEntities(tag));
  let html = lines
    .replace(/(?:&lt;|<)(?:&gt;|>)/g, "<!--more-->")
    .replace(
      /\[PICT:(?:([^\][]{0,1000}):)?([^\][:]{1,1000})\]/g,
      (_, alt: string | undefined, name: string) => picture(name, alt ?? ""),
    )
    .replace(/\[&gt;(\d+)(?::([^\][]*))?\]/g, (_, id: string, label: string | undefined) => {
      return `<a href="/?postid=${id}">${label ?? `No.${id}`}</a>`;
    })
    .replace(/\[([^\][:\n]{1,1000})\](https?:\/\/[^\s<>"\]]+)/g, '<a href="$2">$1</a>')
    .replace(/(?<!["=>])\bhttps?:\/\/[^\s<>"\]」）]+/g, '<a href="$&">$&</a>');
  // Converts the innermost decorations first, because decorations can be nested.
  for (let [depth, before] = [0, ""]; depth < deepest && before !== html; depth += 1) {
    before = html;
    html = html.replace(
      /\[([BCDEFHILMQRSTU]):([^[\]]*)\]/g,
      (whole, name: string, content: string) => decorations[name]?.(content) ?? whole,
    );
  }
  const paragraphs = html
    .split(/\n{2,}|(?=<!--more-->)|(?<=<!--more-->)/)
    .map((part) => part.replace(/^\n+|\n+$/g, ""));
  return {
    html: paragraphs
      .filter((part) => part !== "")
      .map((part) => (part === "<!--more-->" ? part : `<p>${part.replaceAll("\n", "<br>\n")}</p>`))
      .join("\n"),
    hashtags,
  };
}

/** Matches a hashtag at the beginning of a line or after a space, with or without brackets: `#[二つの 語]`. */
const hashtag = /(?<=^|[\s\u3000])#\[?([^\s\u3000#[\]<>]+)\]?/gm;

function picture(name: string, alt: string): string {
  const flags = alt.replace(/^(?:NSFW|FULL|SMALL|-)+:?/i, "");
  return `<img src="images/${encodeURI(name)}" alt="${flags.replace(/"/g, "&quot;")}">`;
}
