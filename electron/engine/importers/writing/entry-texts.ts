import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { HtmlConverter, type TextLinks } from "#engine/markdown/from-html/import/html-converter.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import { createEnvironment } from "#engine/markdown/types/environment.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { markdownOptionsOf } from "#engine/site/session/markdown-options.ts";
import { withTargets } from "../conversion/markdown-text.ts";
import type { ImportEntry } from "../importer.ts";
import type { PostNote } from "../report/import-report.ts";
import { isPublic, postText } from "./post-text.ts";

/** The text of a post's file, and notes about its conversion. */
export interface EntryText {
  readonly text: string;
  readonly notes: readonly PostNote[];
}

/** Converts entries to the texts of posts in one blog. */
export class EntryTexts {
  readonly #converter: HtmlConverter;
  readonly #markdown: Markdown;
  readonly #breaks: boolean;
  readonly #timeZone: string;
  readonly #now: number;

  /** `now` is in milliseconds since the epoch. */
  constructor(settings: BlogSettings, now: number) {
    const options = markdownOptionsOf(settings);
    // The highlighting of code is off, because the converter compares only words, images and links.
    const markdown = createMarkdown({ ...options, colours: false });
    this.#markdown = markdown;
    this.#breaks = options.breaks ?? false;
    this.#converter = new HtmlConverter({ markdown, breaks: this.#breaks });
    this.#timeZone = settings.timeZone;
    this.#now = now;
  }

  /**
   * Returns the text of an entry's post.
   * `link` returns the new target of a link. `linked` contains the ids to which other entries link.
   */
  textOf(entry: ImportEntry, links: Required<TextLinks>): EntryText {
    const { text, notes } = this.#bodyOf(entry, links);
    const isFuture = entry.state === "published" && entry.date !== null && !isPublic(entry, this.#now);
    return {
      text: postText(entry, text, { timeZone: this.#timeZone, now: this.#now }),
      notes: [...entry.notes, ...notes, ...(isFuture ? ["future" as const] : [])],
    };
  }

  #bodyOf({ body }: ImportEntry, links: Required<TextLinks>): EntryText {
    if (body.format === "markdown") {
      const text = withTargets(body.text, links.link);
      if (body.breaks === true && !this.#breaks) return { text: this.#withLineBreaks(text), notes: [] };
      const isBroken = body.breaks === false && this.#breaks && this.#hasLineEnds(text);
      return { text, notes: isBroken ? ["lineEnds"] : [] };
    }
    const { text, isHtml, isSame, notes } = this.#converter.convert(body.text, links);
    const kept = isHtml ? ["html" as const] : [];
    // Changes the links that are still HTML, because the converter changes only those it writes as Markdown.
    const linked = /<a\s[^<>]*\bhref/i.test(text) ? withTargets(text, links.link) : text;
    return { text: linked, notes: [...notes.keys(), ...kept, ...(isSame ? [] : ["differs" as const])] };
  }

  #hasLineEnds(text: string): boolean {
    return paragraphsIn(text, this.#markdown).some(({ from, to }) => to - from > 1);
  }

  /** Adds two spaces to each line inside a paragraph, so that its line end becomes a line break. */
  #withLineBreaks(text: string): string {
    const lines = text.split("\n");
    for (const { from, to } of paragraphsIn(text, this.#markdown)) {
      for (let at = from; at < to - 1; at += 1) {
        const line = lines[at] ?? "";
        if (!/(?: {2}|\\|<br\s*\/?>)$/i.test(line)) lines[at] = `${line.trimEnd()}  `;
      }
    }
    return lines.join("\n");
  }
}

/** Returns the range of lines of each paragraph in a Markdown text. `to` is the index after the last line. */
function paragraphsIn(
  text: string,
  { pipeline }: Markdown,
): { readonly from: number; readonly to: number }[] {
  const tokens = pipeline.md.parse(text, createEnvironment({}, pipeline.labels));
  return tokens.flatMap(({ type, map }, at) =>
    type === "inline" && map && tokens[at - 1]?.type === "paragraph_open"
      ? [{ from: map[0], to: map[1] }]
      : [],
  );
}
