/** A list of the site, as an entry of a list links to it. */
export interface ListLink {
  readonly name: string;
  /** Relative to the top of the site, percent-encoded. */
  readonly url: string;
}

/** What lists say of a post, with URLs relative to the top of the site. */
export interface Summary {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  /** The author's summary, else the first words of the text. */
  readonly excerpt: string;
  /** The image that stands for the post: its cover, else the first of its own images. */
  readonly cover: PlacedImage | null;
  /** The one for share cards: the same, where their readers know its format. */
  readonly cardImage: PlacedImage | null;
  readonly language: string;
  readonly tags: readonly ListLink[];
  readonly category: ListLink | null;
  readonly section: (ListLink & { readonly title: string }) | null;
}

/** An image of the blog as pages show it outside of texts. Paths are inside the site, not encoded. */
export interface PlacedImage {
  readonly path: string;
  /** In pixels as shown; null for what cannot be read. */
  readonly width: number | null;
  readonly height: number | null;
  /** Smaller copies, ascending by width. */
  readonly copies: readonly { readonly path: string; readonly width: number }[];
}
