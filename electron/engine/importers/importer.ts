import type { Moment } from "#engine/blog/posts/post.ts";
import type { ImportFile } from "./input/import-file.ts";

/** State of an entry on the old service. An entry in any state except `published` becomes a draft. */
export type EntryState = "published" | "draft" | "scheduled" | "private" | "unknown";

/** A note of an importer about an entry. Its text is `import.note.<code>` in the locales. */
export type EntryNote =
  | "dashes" // a line of hyphens in the text looks like a separator
  | "dateOdd" // the date is written in an unusual form
  | "dateUnreadable"
  | "damaged" // characters could not be decoded
  | "cut" // the file ends within the entry
  | "escapedHtml" // the text contains escaped tags such as &lt;p&gt;
  | "unknownFormat" // the text is in a markup that is not converted
  | "unknownPart" // a part of the text, such as a card, is of an unknown kind; only its words are kept
  | "hiddenPart" // a part of the text was only for members or only for mails, so that the post is a draft
  | "titleHtml" // the title contained HTML
  | "shortcode" // the text contains shortcodes such as [contact-form], which stay as they are
  | "customType" // the entry is of a custom type, such as `recipe`, so that it is a draft
  | "comment" // comments that only the author could see were removed
  | "openComment" // a comment in the source has no end, so that its text is kept and the post is a draft
  | "keywords" // keywords are not imported
  | "emoji" // emoji images of the service became characters
  | "thumbnail" // small copies of images became the images that they linked to
  | "keywordLink" // links to a dictionary of the service were removed
  | "contents" // a generated table of contents was removed
  | "pictureMissing" // a picture that should be among the exported files is missing
  | "serverUnknown" // the address of a picture does not name its server
  | "frontPage" // the entry was the old front page, whose address belongs to the front page of the blog
  | "unlinked" // no other page of the old site links to the page
  | "frames" // the page divided the window among other pages
  | "otherFile" // the text leads to files such as PDF files, which are not imported
  | "repeated" // words that some pages of the old site repeat were left out as parts of a template
  | "noText" // no text was found in the page
  | "addressUnknown" // the old program calculates the address in a way that cannot be read
  | "addressGuessed" // the address is only the old program's usual one, because the settings for it cannot be read
  | "pictureUnusable"; // a picture of the export is damaged, too large or in a format that is not supported

/**
 * A comment or trackback of a reader.
 * Importers never read the email and IP addresses of readers.
 */
export interface ImportComment {
  readonly author: string;
  /** Date in the notation of the export. */
  readonly date: string;
  /** Website of the author, or "". */
  readonly url: string;
  /** Plain text with line ends. */
  readonly text: string;
  /** Whether the comment was hidden from readers: it was private, or not yet accepted. */
  readonly isPrivate: boolean;
}

/** Comments on a post that is elsewhere: in the blog, or in another entry of the export. */
export interface CommentThread {
  readonly title: string;
  /** Path of the commented page on the old site, or null if it is unknown. */
  readonly path: string | null;
  /** Date of the commented post, if the export names the post by its date. Default: null. */
  readonly date?: Moment | null;
  readonly comments: readonly ImportComment[];
}

/** A tag of another program that cannot be converted, such as `{{< map >}}`. */
export interface UnreadTag {
  /** The file of the export, and the 1-based line in the file. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** An entry of another service or program, in one form for all import formats. */
export interface ImportEntry {
  /** Identifies the entry in later exports, for example by its old name. Several entries can share a key. */
  readonly key: string;
  readonly kind: "post" | "page";
  /** Title as plain text; "" if the entry has no title. */
  readonly title: string;
  readonly date: Moment | null;
  readonly state: EntryState;
  readonly body: {
    readonly format: "html" | "markdown";
    readonly text: string;
    /** Whether a single line end in Markdown was a line break on the old page. Default: unknown. */
    readonly breaks?: boolean;
  };
  /** Plain text for the post's summary, or "" if there is none. */
  readonly excerpt: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  /** Last segment of the old address, used for `{slug}` in new addresses, or null if unknown. */
  readonly slug: string | null;
  /** Path of the entry's address on the old site, such as `/entry/2015/12/03/000200`, or null if unknown. */
  readonly oldPath: string | null;
  /** Further paths by which links of the old site lead to the entry. Unlike aliases, they do not redirect. */
  readonly linkPaths?: readonly string[];
  /** Further paths on the old site that redirect to the entry. */
  readonly aliases?: readonly string[];
  /** Tags of the old program that stay in the text unchanged. */
  readonly unreadTags?: readonly UnreadTag[];
  /** Unknown kinds of elements in the text, such as `poll`. Their words are kept as plain text. */
  readonly unknownParts?: readonly string[];
  /** Permanent id of the entry in the feed of the old site, or null. */
  readonly guid?: string | null;
  readonly updated?: Moment | null;
  /** Language of the entry; null if the entry is in the language of the blog. */
  readonly language?: string | null;
  readonly author: string | null;
  /** The file of the entry. Absent if the file also contains other entries. */
  readonly file?: ImportFile;
  /** Folder in the export to which relative addresses of pictures refer. Default: the top folder. */
  readonly base?: string;
  /** Whether the entry was public, but not in the lists of the old site. */
  readonly isUnlisted?: boolean;
  /** Whether the old page asked search engines not to list the page. */
  readonly isNoindex?: boolean;
  /** Whether a page is left out of the menu. */
  readonly isOutsideMenu?: boolean;
  /** Position of a page in the menu: smaller numbers come first. */
  readonly order?: number | null;
  /** Name of the series that the entry belongs to. */
  readonly series?: string | null;
  /** Whether the entry was at the top of the old site's lists. */
  readonly isPinned?: boolean;
  /** Address of the entry's cover picture. */
  readonly cover: string | null;
  /** Number of comments. Comments and trackbacks do not become parts of posts. */
  readonly comments: number;
  /** The comments that the import keeps in a file. Default: none. */
  readonly commentTexts?: readonly ImportComment[];
  readonly trackbacks: number;
  /** Fields of the export for which a post has no property. */
  readonly extra: Readonly<Record<string, string>>;
  readonly notes: readonly EntryNote[];
  /** Hash of the exported fields that the post uses. A later import finds changed entries by it. */
  readonly hash: string;
}

export interface ImportOptions {
  /** Name of the files' encoding, as `TextDecoder` accepts it. Default: the encoding is detected. */
  readonly encoding?: string;
  /** IANA time zone of dates without an offset. Default: the importer's choice, for instance `Asia/Tokyo`. */
  readonly timeZone?: string;
  /** Whether to convert escaped tags such as `&lt;p&gt;` in texts to tags. */
  readonly unescapeHtml?: boolean;
  /** Time zone of the blog into which the entries are imported. */
  readonly blogTimeZone: string;
  /** Language of the blog, such as `ja`. */
  readonly blogLanguage?: string | undefined;
  /** Public address of the blog. */
  readonly blogUrl?: string | undefined;
  /** Whether the old pages stay as files. The import then adds only a page that links to the old pages. */
  readonly inPlace?: boolean;
}

export type ImportOptionName = Exclude<keyof ImportOptions, "blogTimeZone" | "blogLanguage" | "blogUrl">;

/** A part of an export from which no entry was made: a file, or an address in a feed. */
export interface UnusedFile {
  readonly name: string;
  /**
   * - `tooLarge`: the file is too large to be read.
   * - `notAPage`: the file contains no HTML.
   * - `damagedFeed`: a part of the feed could not be read.
   * - `pageMissing`: the feed links to a page, but the page's file is missing.
   */
  readonly reason: "tooLarge" | "notAPage" | "damagedFeed" | "pageMissing";
}

/** The results of a first pass over a file, before its entries are imported. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  readonly entries: number;
  /** Number of entries per encoding. */
  readonly encodings: Readonly<Record<string, number>>;
  /** Text from the beginning of the file, by which the user can check the encoding. */
  readonly sample: string;
  /** Line and reason of the file's first damage. The importer reads on after it as far as possible. */
  readonly damage?: { readonly line: number; readonly reason: string };
}

/** Files of one export, opened by an importer. */
export interface ImportSource {
  /** The service that wrote the files, such as `hatena`, or null if it was not recognised. */
  readonly service: string | null;
  readonly timeZone: string;
  readonly files: readonly SourceFile[];
  /** Hosts of the old site, to find links between entries. Default: guessed from the links. */
  readonly hosts?: readonly string[];
  /**
   * Whether the author controlled the web space of the old site. If so, posts keep their addresses.
   * By default, posts get new addresses, and the old addresses redirect to the new ones.
   */
  readonly keepsAddresses?: boolean;
  /** For each kind of item that is not an entry, such as `nav_menu_item`, the number of these items. */
  readonly ignored?: Readonly<Record<string, number>>;
  /**
   * Paths of the files of an old site that stays on the server next to the blog.
   * The blog therefore generates no files at these paths. Default: no paths.
   */
  readonly oldFiles?: readonly string[];
  /** Files from which no entry could be made. Default: none. */
  readonly unused?: readonly UnusedFile[];
  /** Comments that the export contains separately from the posts. Default: none. */
  readonly threads?: readonly CommentThread[];
  /** Reads all entries, in the order of the files. Each call starts at the first entry. */
  entries(): AsyncIterable<ImportEntry>;
}

/**
 * Reads one export format. A new format needs an importer in its own folder, and an entry in `registry.ts`.
 */
export interface Importer {
  readonly id: string;
  /** Name of the format. Not translated, because it is the name of a product. */
  readonly name: string;
  /** The options that can be set for this format. */
  readonly options: readonly ImportOptionName[];
  /** Returns the probability, from 0 to 1, that all files have this format. */
  detect(files: readonly ImportFile[]): Promise<number>;
  /** Opens the files of one export. Rejects with `file.*` if a file cannot be read. */
  open(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource>;
}
