/** A list of the site, as the entries in it link to it. */
export interface ListLink {
  readonly name: string;
  /** Relative to the top of the site, percent-encoded. */
  readonly url: string;
}

/** What lists show of a post, with URLs relative to the top of the site. */
export interface Summary {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  /** The author's summary, else the beginning of the text. */
  readonly excerpt: string;
  /** The cover, else the first of the post's own images. */
  readonly cover: PlacedImage | null;
  /** The image for share cards: like `cover`, but only in formats that all services display. */
  readonly cardImage: PlacedImage | null;
  readonly language: string;
  readonly tags: readonly ListLink[];
  readonly category: ListLink | null;
  readonly section: (ListLink & { readonly title: string }) | null;
}

/** An image of the blog as pages show it outside of texts. Paths are inside the site, not encoded. */
export interface PlacedImage {
  readonly path: string;
  /** In pixels as displayed; null for an unreadable image. */
  readonly width: number | null;
  readonly height: number | null;
  /** Smaller copies, ascending by width. */
  readonly copies: readonly { readonly path: string; readonly width: number }[];
}
