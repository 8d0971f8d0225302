import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { HtmlConverter } from "#engine/markdown/from-html/import/html-converter.ts";
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
  readonly #timeZone: string;
  readonly #now: number;

  /** `now` is in milliseconds since the epoch. */
  constructor(settings: BlogSettings, now: number) {
    const options = markdownOptionsOf(settings);
    // The highlighting of code is off, because the converter compares only words, images and links.
    const markdown = createMarkdown({ ...options, colours: false });
    this.#converter = new HtmlConverter({ markdown, breaks: options.breaks ?? false });
    this.#timeZone = settings.timeZone;
    this.#now = now;
  }

  /** Returns the text of an entry's post. `link` returns the new target of a link. */
  textOf(entry: ImportEntry, link: (href: string) => string): EntryText {
    const { text, notes } = this.#bodyOf(entry, link);
    const isFuture = entry.state === "published" && entry.date !== null && !isPublic(entry, this.#now);
    return {
      text: postText(entry, text, { timeZone: this.#timeZone, now: this.#now }),
      notes: [...entry.notes, ...notes, ...(isFuture ? ["future" as const] : [])],
    };
  }

  #bodyOf({ body }: ImportEntry, link: (href: string) => string): EntryText {
    if (body.format === "markdown") return { text: withTargets(body.text, link), notes: [] };
    const { text, isHtml, isSame, notes } = this.#converter.convert(body.text, link);
    const kept = isHtml ? ["html" as const] : [];
    return { text, notes: [...notes.keys(), ...kept, ...(isSame ? [] : ["differs" as const])] };
  }
}
