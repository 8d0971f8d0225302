/** A list page of the site (of a tag, category or section). The posts in the list link to this page. */
export interface ListLink {
  readonly name: string;
  /** URL relative to the root of the site, percent-encoded. */
  readonly url: string;
}

/** The data of a post that lists show. URLs are relative to the root of the site. */
export interface Summary {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  /** The summary that the author wrote or, if there is none, the beginning of the text. */
  readonly excerpt: string;
  /**
   * The cover image that the author chose or, if there is none, the first image of the post that is a file of
   * the blog.
   */
  readonly cover: PlacedImage | null;
  /**
   * The image for share cards. It is chosen like `cover`, but only from formats that all services can
   * display. Null if neither image has such a format.
   */
  readonly cardImage: PlacedImage | null;
  readonly language: string;
  readonly tags: readonly ListLink[];
  readonly category: ListLink | null;
  readonly section: (ListLink & { readonly title: string }) | null;
}

/**
 * An image of the blog that pages show outside of articles. Its paths are site paths that are not
 * percent-encoded.
 */
export interface PlacedImage {
  readonly path: string;
  /** Width in pixels as displayed; null for an unreadable image. */
  readonly width: number | null;
  readonly height: number | null;
  /** Smaller copies of the image, ascending by width. */
  readonly copies: readonly { readonly path: string; readonly width: number }[];
}
