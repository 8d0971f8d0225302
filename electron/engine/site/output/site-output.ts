export interface PublishedPost {
  readonly hash: string;
  readonly address: string;
}

/** Order in which files may go live: no file before those it needs (SFTP protocol, step 7). */
export const outputGroups = ["asset", "page", "list", "search", "feed"] as const;
export type OutputGroup = (typeof outputGroups)[number];

/** One file of the finished site. */
export interface OutputFile {
  /** Path inside the site, with `/`, NFC, not percent-encoded. */
  readonly path: string;
  readonly group: OutputGroup;
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** Absolute path of the bytes on this computer. */
  readonly location: string;
  /** Blog path of the post or page that this file shows, if any. */
  readonly post?: string;
}
