import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { EntryKind } from "../base/remote-files.ts";
import type { KeptFile, LiveFile, NameRules } from "../state/manifest.ts";
import type { Elsewhere } from "./elsewhere.ts";

/**
 * Why something is for the author to decide: `edited` since we put it there, `foreign`: never ours, `adopted`: found there
 * when it was equal to ours, `elsewhere`: published by another computer.
 */
export type Because = "edited" | "foreign" | "adopted" | "elsewhere";

/** What was seen at a path of the document root. */
export interface SeenFile {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtime: number;
  /** Known where the bytes were read, to find out whether they are ours. */
  readonly sha256?: string | undefined;
}

/** What a look at the server showed; paths that were not looked at are absent, paths where nothing is are absent too. */
export type RemoteView = ReadonlyMap<string, SeenFile>;

export interface PlannedPut {
  readonly file: OutputFile;
  readonly change: "new" | "changed";
  /** Set when the author has to say whose file it shall be. */
  readonly because?: Because;
  /** What lies there now. */
  readonly seen?: SeenFile | undefined;
}

/** A file that is there and no longer part of the site. */
export interface StaleFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** What a publish is going to do, decided before anything is sent. */
export interface PublishSteps {
  readonly puts: readonly PlannedPut[];
  readonly adopted: readonly (LiveFile & { readonly path: string })[];
  readonly removals: readonly StaleFile[];
  /** Others have taken their places: they stay for one publish more, for pages that are still open. */
  readonly retired: readonly string[];
  /** No longer part of the site, but not as we put them there: they stay unless the author says otherwise. */
  readonly leftovers: readonly (StaleFile & { readonly because: Because })[];
  /** Once ours and gone since. */
  readonly released: readonly string[];
  /** The author decided earlier that theirs stay, and nothing has changed since. */
  readonly kept: readonly (KeptFile & { readonly file: OutputFile })[];
  /** Folders of ours that give way to a file of the site, as long as all that is in them goes. */
  readonly folders: ReadonlySet<string>;
  /** Where a file belongs lies a directory: nobody's yes can help. */
  readonly blocked: readonly string[];
  /** On the server and not ours; none of our business. */
  readonly foreign: readonly { readonly path: string; readonly size: number }[];
  readonly unchanged: number;
  readonly first: boolean;
}

export interface PlanOptions {
  /** Null: nothing is known of other computers. */
  readonly elsewhere?: Elsewhere | null;
  /** The view shows everything, so that what is missing in it is missing on the server. */
  readonly isWhole?: boolean;
  /** Which names the server takes for the same; as the manifest knows it if nothing else is said. */
  readonly names?: NameRules | undefined;
}
