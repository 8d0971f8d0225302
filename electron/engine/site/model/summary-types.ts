export interface ListLink {
  readonly name: string;
  /** URL relative to the root of the site, percent-encoded. */
  readonly url: string;
}

/** The data with which lists show a post. URLs are relative to the root of the site. */
export interface Summary {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  /** The author's summary. If there is none, the beginning of the text. */
  readonly excerpt: string;
  /** The author's cover image. If there is none, the post's first image that is a file of the blog. */
  readonly cover: PlacedImage | null;
  /** The image for share cards: like `cover`, but only in formats that all services can display. */
  readonly cardImage: PlacedImage | null;
  readonly language: string;
  readonly tags: readonly ListLink[];
  readonly category: ListLink | null;
  readonly section: (ListLink & { readonly title: string }) | null;
}

/** An image that is not part of an article. Its paths are site paths without percent-encoding. */
export interface PlacedImage {
  readonly path: string;
  /** Width in pixels as displayed; null for an unreadable image. */
  readonly width: number | null;
  readonly height: number | null;
  readonly copies: readonly { readonly path: string; readonly width: number }[];
}
