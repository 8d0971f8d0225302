export interface PublishedPost {
  readonly hash: string;
  readonly address: string;
}

/**
 * Groups of files in the order in which they may go live: no file goes live before the files that it needs
 * (SFTP protocol, step 7).
 */
export const outputGroups = ["asset", "page", "list", "search", "feed"] as const;
export type OutputGroup = (typeof outputGroups)[number];

/** A file of the finished site. */
export interface OutputFile {
  /** Path inside the site, with `/`, in Unicode form NFC, not percent-encoded. */
  readonly path: string;
  readonly group: OutputGroup;
  readonly size: number;
  /** SHA-256 of the bytes, hex; "" for media of a build with `unhashed`. */
  readonly sha256: string;
  /** Absolute path of the file on this computer. */
  readonly location: string;
  /** Blog path of the post or page whose own page this file is; absent for other files. */
  readonly post?: string;
}
