import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { EntryKind } from "../base/remote-files.ts";
import type { KeptFile, LiveFile, NameRules } from "../state/manifest.ts";
import type { Elsewhere } from "./elsewhere.ts";

/**
 * Why the author has to decide: `edited` since we published it, `foreign`: never ours, `adopted`: existed
 * before us and was equal to ours, `elsewhere`: published by another computer.
 */
export type Because = "edited" | "foreign" | "adopted" | "elsewhere";

/** What was found at a path of the document root. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** Known where the file was read to find out whether it is ours. */
  readonly sha256?: string | undefined;
}

/** Entries found on the server; a path is absent when it was not checked or when nothing is there. */
export type RemoteView = ReadonlyMap<string, SeenFile>;

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /** Set when the author has to decide whose file is kept. */
  readonly because?: Because;
  /** What is at the path now. */
  readonly seen?: SeenFile | undefined;
}

/** A file on the server that is no longer part of the site. */
export interface StaleFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** What a publish is going to do, decided before the upload. */
export interface PublishSteps {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  readonly removals: readonly StaleFile[];
  /** Replaced by files of other names: they stay for one publish more, for pages that are still open. */
  readonly retired: readonly string[];
  /**
   * No longer part of the site, but changed since we published them: they stay unless the author decides
   * otherwise.
   */
  readonly leftovers: readonly (StaleFile & { readonly because: Because })[];
  /** Once ours and meanwhile missing on the server. */
  readonly released: readonly string[];
  /** The author decided earlier that theirs stay, and nothing has changed since. */
  readonly kept: readonly (KeptFile & { readonly file: OutputFile })[];
  /** Folders of ours to be replaced by a file of the site, provided that everything in them is removed. */
  readonly folders: ReadonlySet<string>;
  /** A directory is at a file's path: the author's consent cannot help. */
  readonly blocked: readonly string[];
  /** On the server and not ours; left alone. */
  readonly foreign: readonly { readonly path: string; readonly size: number }[];
  readonly unchanged: number;
  readonly first: boolean;
}

export interface PlanOptions {
  /** Null: nothing is known of other computers. */
  readonly elsewhere?: Elsewhere | null;
  /** The view is complete: what is missing in it is missing on the server. */
  readonly isWhole?: boolean;
  /** Which names the server treats as equal; defaults to what the manifest records. */
  readonly names?: NameRules | undefined;
}
