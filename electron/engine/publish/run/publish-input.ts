import type { OutputFile } from "#engine/site/output/site-output.ts";

/** What a publish works from: the finished site, and which version of each post it shows. */
export interface PublishInput {
  /** Stable for the blog's life; names the state folder on the server. */
  readonly blogId: string;
  readonly files: readonly OutputFile[];
  /** Blog path → source hash and address, for every post and page in the build. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

export interface PublishedPost {
  readonly hash: string;
  readonly address: string;
}
