import type { ConversionNote } from "#engine/markdown/from-html/import/html-converter.ts";
import type { EntryNote, EntryState, SourceFile, UnreadTag, UnusedFile } from "../importer.ts";
import type { Analysis } from "./analysis.ts";
import type { MissingPicture } from "./missing-pictures.ts";

/** What the import does with an entry. Only `add` and `update` write a post. */
export type ImportAction =
  | "add"
  | "update"
  | "unchanged"
  | "edited" // the author has edited the post since it was imported
  | "removed" // the author has deleted the post since it was imported
  | "exists" // the blog has a post of this date and title that was not imported
  | "repeated" // the export has the entry twice
  | "left"; // the author chose to leave out entries of this state

export const importActions: readonly ImportAction[] = [
  "add",
  "update",
  "unchanged",
  "edited",
  "removed",
  "exists",
  "repeated",
  "left",
];

/**
 * A note about an imported post.
 * `html`: the text of the post stays HTML.
 * `differs`: the new page lacks content of the old page.
 * `queryAddress`: no page can be at the old address, such as `/?p=12` or `/diary.cgi`.
 * `addressTaken`: another page of the blog is at the old address, such as its front page.
 * `lineEnds`: line ends in paragraphs were spaces on the old page, and are line breaks in the blog.
 * `future`: the post is a draft because its date is in the future.
 */
export type PostNote =
  | EntryNote
  | ConversionNote
  | "html"
  | "differs"
  | "future"
  | "lineEnds"
  | "queryAddress"
  | "addressTaken";

export interface ImportedPost {
  readonly action: ImportAction;
  /**
   * Blog path of the post. For a repeated entry, the path of its first occurrence.
   * For an entry that was left out, the path is "".
   */
  readonly path: string;
  readonly title: string;
  /** Date and time with offset, or null if the entry has none. */
  readonly date: string | null;
  readonly state: EntryState;
  readonly oldPath: string | null;
  readonly notes: readonly PostNote[];
  /**
   * Addresses of those images of the post that are not in the export.
   * If the address has a host, the image stays on the old server. Otherwise the image is missing.
   */
  readonly images: readonly string[];
  /** Images that are missing from the export, and the files that show them. */
  readonly missing: readonly MissingPicture[];
  /** Tags of the old program that stay in the text as they are. */
  readonly unreadTags: readonly UnreadTag[];
  /** Kinds of cards and elements that the importer does not know. */
  readonly unknownParts: readonly string[];
}

export interface ImportReport {
  readonly isDryRun: boolean;
  readonly format: string;
  readonly service: string | null;
  readonly timeZone: string;
  readonly files: readonly SourceFile[];
  /** Numbers of the export's items that are not entries, by kind. */
  readonly ignored: Readonly<Record<string, number>>;
  /** Number of files of an old site that stay on the server unchanged. */
  readonly oldFiles: number;
  /** Files from which no entry could be made. */
  readonly unused: readonly UnusedFile[];
  readonly analysis: Analysis;
  readonly counts: Readonly<Record<ImportAction, number>>;
  /** Blog path of the file that contains the comments of the export. Null if no file was written. */
  readonly commentsFile: string | null;
  /**
   * The old addresses that the author gave. Null if the author gave none.
   * `unpaired` lists old addresses that fit no entry or several entries.
   */
  readonly addresses: {
    readonly paired: number;
    readonly unpaired: readonly { readonly path: string; readonly title: string }[];
  } | null;
  readonly posts: readonly ImportedPost[];
}
