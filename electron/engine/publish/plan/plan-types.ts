import type { LinkEnd } from "#contract/types/publish-run-types.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { EntryKind } from "../base/remote-files.ts";
import type { KeptFile, LinkDecision, LiveFile } from "../state/manifest.ts";
import type { NameRules } from "../base/server-traits.ts";
import type { Elsewhere } from "./elsewhere.ts";

/**
 * The reason why the author has to decide about a file.
 * `edited`: the file changed on the server. `foreign`: Hitofude never published the file.
 * `adopted`: the file was on the server before the first publish, and equals the site's file.
 * `elsewhere`: Hitofude published the file from another computer.
 * `link`: the server has a symbolic link at the path of one of the site's folders.
 * `restored`: Hitofude published the file and later removed it, and someone has restored it.
 */
export type Because = "edited" | "foreign" | "adopted" | "elsewhere" | "link" | "restored";

/** An entry that was found at a path on the server. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** SHA-256 of the content. Present only if the file was read for a comparison with the site's file. */
  readonly sha256?: string | undefined;
  /** Present if this computer once published a file with this content at the path. */
  readonly isEarlier?: true;
}

/** Maps paths to the entries that were found on the server. Contains only paths that were checked. */
export type RemoteView = ReadonlyMap<string, SeenFile>;

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /** Why the author has to decide whether the site's file replaces the file on the server. */
  readonly because?: Because;
  /** Present if the published file is lost: it is missing on the server, or an earlier version is back. */
  readonly lost?: true;
  /** The entry that is now at the path, or undefined if there is none. */
  readonly seen?: SeenFile | undefined;
}

/**
 * A symbolic link on the server, at the path of a folder in which the publish writes or deletes files.
 */
export interface DirectoryLink {
  readonly path: string;
  /** The target as stored in the symbolic link. "" if the server does not return the target. */
  readonly target: string;
  /** Number of files that the publish would write or delete through the symbolic link. */
  readonly files: number;
}

/** A symbolic link on the server about which the author has decided in an earlier publish. */
export interface DecidedLink extends LinkDecision {
  readonly path: string;
  readonly end: LinkEnd;
}

/** A file of the site that is left out, because the author chose not to follow a symbolic link above it. */
export interface FileBehindLink {
  readonly path: string;
  /** Path of the symbolic link. */
  readonly link: string;
  readonly end: LinkEnd;
}

/** Files of the site, sorted by what a publish does with them. */
export interface SortedFiles {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  /** Files that stay on the server because of an earlier decision of the author. */
  readonly kept: readonly (KeptFile & { readonly file: OutputFile })[];
}

/** A file on the server that is no longer part of the site. */
export interface StaleFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** The steps of a publish, decided before the upload. */
export interface PublishSteps extends SortedFiles {
  readonly removals: readonly StaleFile[];
  /** Paths of replaced files that stay until the next publish, for pages that are still open. */
  readonly retired: readonly string[];
  /** Files on the server that are no longer part of the site. Removed only if the author agrees. */
  readonly leftovers: readonly (StaleFile & { readonly because: Because })[];
  /** Paths at which the published file is missing, or something other than a file has replaced it. */
  readonly released: readonly string[];
  /**
   * Folders that Hitofude published at paths where the site now has files.
   * A folder is emptied before a file replaces it.
   */
  readonly folders: ReadonlySet<string>;
  /** Paths at which the site has a new file, but the server has a folder that must stay. */
  readonly blocked: readonly string[];
  /** Files and symbolic links on the server that Hitofude did not publish. All of them stay unchanged. */
  readonly foreign: readonly { readonly path: string; readonly size: number; readonly isLink?: true }[];
  /** Symbolic links at the paths of folders. The author has to decide about these links. */
  readonly links: readonly DirectoryLink[];
  /** Symbolic links that the author has already decided about, if the decision still applies. */
  readonly decidedLinks: readonly DecidedLink[];
  /** Unpublished new files below symbolic links that the author chose not to follow. */
  readonly behindLinks: readonly FileBehindLink[];
  /** Changes to the files behind these links, if the author now chooses to write through the links. */
  readonly ifFollowed: SortedFiles;
  readonly unchanged: number;
  readonly first: boolean;
}

export interface PlanOptions {
  /**
   * Finds out which files other computers have changed.
   * Null if no earlier publish is known, or if the live manifest is outdated.
   */
  readonly elsewhere?: Elsewhere | null;
  /**
   * Maps paths to the SHA-256 of the files that this computer published last.
   * Present only if the server's manifest is older than this computer's last publish.
   */
  readonly setBackFrom?: Readonly<Record<string, string>> | null | undefined;
  /** Whether the whole document root was listed. If so, a path that was not found is free. */
  readonly isWhole?: boolean;
  /**
   * Symbolic links that the author has already decided about, if the decision still applies.
   * Default: none.
   */
  readonly decidedLinks?: readonly DecidedLink[];
  /** `PublishOptions` explains `resend` and `reopens`. */
  readonly resend?: readonly string[] | undefined;
  readonly reopens?: boolean | undefined;
  /** Site paths of files and folders that the build could not read. Their live versions stay. */
  readonly unread?: readonly string[] | undefined;
  /** Rules about which names the server treats as equal. Default: the rules in the manifest. */
  readonly names?: NameRules | undefined;
}
