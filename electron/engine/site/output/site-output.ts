import type { OutputGroup } from "../model/output-groups.ts";

export interface PublishedPost {
  readonly hash: string;
  readonly address: string;
}

export interface OutputFile {
  /** Path inside the site, with `/`, in Unicode form NFC, not percent-encoded. */
  readonly path: string;
  readonly group: OutputGroup;
  readonly size: number;
  /** SHA-256 of the bytes in hex; "" for media files that a build with `unhashed` has not hashed. */
  readonly sha256: string;
  readonly location: string;
  /** Blog path of the post or page that the file shows; absent for lists and other files. */
  readonly post?: string;
}
