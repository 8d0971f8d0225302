import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { EntryKind } from "../base/remote-files.ts";
import type { KeptFile, LiveFile, NameRules } from "../state/manifest.ts";
import type { Elsewhere } from "./elsewhere.ts";

/**
 * The reason why the author has to decide about a file. `edited`: the file changed on the server since
 * Hitofude published it. `foreign`: Hitofude never published it. `adopted`: it was on the server before the
 * first publish, and its content was that of the site's file. `elsewhere`: Hitofude published it from another computer.
 */
export type Because = "edited" | "foreign" | "adopted" | "elsewhere";

/** An entry that was found at a path on the server. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** Present only if the file was read, to check whether it is equal to the site's file. */
  readonly sha256?: string | undefined;
}

/**
 * The entries that were found on the server, by path. If a path is missing here, either it was not checked or
 * nothing is there.
 */
export type RemoteView = ReadonlyMap<string, SeenFile>;

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /**
   * Why the author has to decide whether the site's file replaces the file on the server. Missing if the
   * author need not decide.
   */
  readonly because?: Because;
  /** The entry that is now at the path; undefined if there is none. */
  readonly seen?: SeenFile | undefined;
}

/** A file on the server that is no longer part of the site. */
export interface StaleFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** The steps of a publish. They are decided before the upload. */
export interface PublishSteps {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  readonly removals: readonly StaleFile[];
  /**
   * Paths of files that were replaced by files with other names. They stay until the next publish, since a
   * page that is still open may request them.
   */
  readonly retired: readonly string[];
  /**
   * Files that are no longer part of the site, but that may be removed only if the author agrees. Otherwise
   * they stay.
   */
  readonly leftovers: readonly (StaleFile & { readonly because: Because })[];
  /** Paths of our files that are missing on the server, or where there is now something other than a file. */
  readonly released: readonly string[];
  /** Files that stay on the server, because the author decided this earlier and nothing has changed since. */
  readonly kept: readonly (KeptFile & { readonly file: OutputFile })[];
  /** Folders that Hitofude made, and that a file of the site replaces if everything in them is removed. */
  readonly folders: ReadonlySet<string>;
  /**
   * Paths at which the site has a file and the server has a directory that cannot be replaced, not even if
   * the author agrees.
   */
  readonly blocked: readonly string[];
  /** Files on the server that Hitofude did not publish. They stay as they are. */
  readonly foreign: readonly { readonly path: string; readonly size: number }[];
  readonly unchanged: number;
  readonly first: boolean;
}

export interface PlanOptions {
  /** Detects what other computers have published; null if that is unknown. */
  readonly elsewhere?: Elsewhere | null;
  /**
   * Whether everything on the server was listed. If so, a path that is missing in the list is missing on the
   * server.
   */
  readonly isWhole?: boolean;
  /**
   * Site paths of files and folders that could not be read on this computer. Their published versions stay.
   * Default: none.
   */
  readonly unread?: readonly string[] | undefined;
  /** Which names the server treats as equal. Default: what the manifest says. */
  readonly names?: NameRules | undefined;
}
